import { KINDS } from './classify.ts';
import type { TokenRow } from './search-row.ts';

export type SortColumn =
  'description' | 'kind' | 'can' | 'owner' | 'org' | 'status' | 'created' | 'changed' | 'expires';
type SortDirection = 'ascending' | 'descending';

/**
 * The rows in order, stable: equals keep the order that they came in, in both directions. Rows without a description or
 * date stand last, whichever the direction. Texts compare without case and accents, and numbers in them as numbers.
 */
export function sortRows(rows: readonly TokenRow[], column: SortColumn, direction: SortDirection): TokenRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const keyed = rows.map((row) => ({ row, key: keyOf(row, column) }));
  keyed.sort((a, b) => {
    if (a.key === b.key) return 0;
    if (a.key === undefined) return 1;
    if (b.key === undefined) return -1;
    return a.key < b.key ? -sign : sign;
  });
  return keyed.map(({ row }) => row);
}

/** What a row is compared by; undefined stands last. */
export function keyOf(row: TokenRow, column: SortColumn): string | number | undefined {
  switch (column) {
    case 'kind':
      return KINDS.indexOf(row.kind);
    case 'status':
      return row.token.status;
    case 'created':
      return finite(row.token.createdAt);
    case 'changed':
      return finite(row.token.changedAt);
    case 'expires':
      return finite(row.token.expiresAt);
    case 'can':
      return textKey(row.canText);
    case 'owner':
      return textKey(row.owner);
    case 'org':
      return textKey(row.org);
    case 'description':
      return textKey(row.token.description);
  }
}

function finite(ms: number | undefined): number | undefined {
  return ms === undefined || !Number.isFinite(ms) ? undefined : ms;
}

const LONGEST_KEY = 200;
const PLAIN = /^[\u0020-\u007e]*$/u;
const NUMBERS = /\d+/gu;

/** A text whose plain comparison is the order that people expect: comparing 100,000 by locale would take a second. */
function textKey(text: string): string | undefined {
  const head = text.trim().slice(0, LONGEST_KEY).toLowerCase();
  if (head === '') return undefined;
  const bare = PLAIN.test(head) ? head : head.normalize('NFKD').replace(/\p{M}+/gu, '');
  return bare.replace(NUMBERS, (digits) => digits.padStart(12, '0'));
}
