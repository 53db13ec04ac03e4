import { plain, wide } from './phrase.ts';
import type { Phrase } from './phrase.ts';
import type { Token } from './token.ts';

/** What stands for the rights of a token when all of them are in a form not known here; undefined when any is known. */
export function unreadSummary({ grants, unread = [] }: Pick<Token, 'grants' | 'unread'>): Phrase | undefined {
  if (grants.length > 0 || unread.length === 0) return undefined;
  return [plain('What it may do is '), wide('in a form not known here')];
}
