import { grouped } from '#domain/number-words';
import { join, name, plain, type Phrase } from '#domain/phrase';
import type { TokenRow } from '#domain/search-row';
import { shortId } from '#domain/show-text';

/** A token as a finding calls it. */
export function titleOf({ token }: Pick<TokenRow, 'token'>): string {
  const { description, id, username } = token;
  if (description.trim() !== '') return description;
  return username ? username : `token ${shortId(id)}`;
}

/** Whom it is about: "**a**", "**a** and **b**", "**4 tokens**". */
export function who(rows: readonly TokenRow[]): Phrase {
  if (rows.length > 2) return [name(countOf(rows.length, 'token'))];
  return join(rows.map((row) => [name(titleOf(row))]));
}

/** "1 token", "1,204 tokens". */
export function countOf(amount: number, one: string): string {
  return `${grouped(amount)} ${amount === 1 ? one : `${one}s`}`;
}

/** Whom it is about, and what: `one` after one token, `many` after several. */
export function said(rows: readonly TokenRow[], one: string, many = one): Phrase {
  return [...who(rows), plain(` ${rows.length === 1 ? one : many}`)];
}
