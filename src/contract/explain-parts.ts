import { showText } from '#domain/show-text';
import type { Words } from './explain.ts';
import type { Part } from './failure.ts';

const SENTENCES: Record<Part['state'], (names: string) => string> = {
  done: (names) => `Done: ${names}.`,
  lost: (names) => `Made on the server, but the value could not be kept, so delete the token: ${names}.`,
  unsure: (names) => `Not certain: ${names}.`,
  left: (names) => `Not done: ${names}.`,
};
const IN_ORDER = ['done', 'lost', 'unsure', 'left'] as const;

/** What was done and what was not, and then what ended it. */
export function partWords(parts: readonly Part[], cause: Words): Words {
  const sentences = IN_ORDER.flatMap((state) => {
    const names = parts.filter((part) => part.state === state).map(nameOf);
    return names.length > 0 ? [SENTENCES[state](names.join(', '))] : [];
  });
  return {
    title: 'Only a part of this was done',
    detail: [...sentences, `${cause.title}.`, cause.detail].join(' '),
    next: cause.next,
  };
}

function nameOf({ name, tokenId }: Part): string {
  const shown = showText(name, 60);
  return tokenId === undefined ? shown : `${shown} (token ${showText(tokenId, 40)})`;
}
