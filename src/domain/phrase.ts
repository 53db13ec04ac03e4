import { showText } from './show-text.ts';

/** How a piece of a phrase is shown: a name in bold, `wide` as a warning, `dead` struck through. */
type Tone = 'plain' | 'name' | 'wide' | 'dead';

interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

/** Words in a row, spaces included: the pieces one after the other are the sentence. */
export type Phrase = readonly Piece[];

const LONGEST_NAME = 80;

/** A phrase as text alone. */
export function phraseText(phrase: Phrase): string {
  return phrase.map(({ text }) => text).join('');
}

export function plain(text: string): Piece {
  return { text, tone: 'plain' };
}

export function wide(text: string): Piece {
  return { text, tone: 'wide' };
}

/** A name that a server or a person gave, made safe to show. */
export function name(text: string, tone: Tone = 'name'): Piece {
  return { text: showText(text, LONGEST_NAME) || '(no name)', tone };
}

/** "a, b and c": `last` stands before the last one. */
export function join(parts: readonly Phrase[], last = ' and ', between = ', '): Phrase {
  return parts.flatMap((part, index) => {
    if (index === 0) return [...part];
    return [plain(index === parts.length - 1 ? last : between), ...part];
  });
}

/** The phrase with its first letter large, and neighbours of one tone made one piece. */
export function sentence(phrase: Phrase): Phrase {
  const [first, ...rest] = merge(phrase);
  if (!first) return [];
  return [
    first.tone === 'name' || first.tone === 'dead'
      ? first
      : { ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) },
    ...rest,
  ];
}

/** Neighbours of one plain tone become one piece, so that less is drawn. */
export function merge(phrase: Phrase): Phrase {
  const merged: Piece[] = [];
  for (const piece of phrase) {
    const before = merged.at(-1);
    if (before && before.tone === piece.tone && piece.tone !== 'name' && piece.tone !== 'dead') {
      merged[merged.length - 1] = { text: before.text + piece.text, tone: piece.tone };
    } else merged.push(piece);
  }
  return merged;
}
