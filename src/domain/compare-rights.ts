import { type Grant, distinctGrants, grantKey } from './grant.ts';
import { gives, type Pattern, type ReachIndex } from './reach-index.ts';
import type { TokenRow } from './search-row.ts';
import { liveGrants } from './token.ts';

/** One right, and which of the compared tokens have it: by a grant of their own or through a wider one. */
export interface ComparedRight {
  readonly grant: Grant;
  /** In the order of the compared tokens. */
  readonly held: readonly boolean[];
}

/**
 * The rights of two or more tokens side by side: every right that one of them names, once, with who has it. A right is
 * had by who may do it, whether the same grant says so or a wider one.
 */
export function compareRights(rows: readonly TokenRow[]): ComparedRight[] {
  const named = distinctGrants(rows.flatMap(({ token }) => token.grants));
  return named.map((grant) => ({
    grant,
    held: rows.map(({ token }) => gives({ grants: liveGrants(token), exactFirst: token.exactFirst ?? false }, grant)),
  }));
}

/** Tokens with the very same rights, in whatever order and however often those are written; groups of two or more. */
export function equalRights({ patterns }: ReachIndex): TokenRow[][] {
  const groups = new Map<string, TokenRow[]>();
  for (const pattern of patterns) {
    if (pattern.grants.length === 0) continue;
    const key = rightsKey(pattern);
    const group = groups.get(key) ?? [];
    for (const row of pattern.rows) group.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].filter((rows) => rows.length > 1);
}

/** A text that is equal for patterns that give the same rights, grant for grant. */
export function rightsKey({ grants, exactFirst }: Pick<Pattern, 'grants' | 'exactFirst'>): string {
  return `${exactFirst ? '3' : '2'}\n${[...new Set(grants.map(grantKey))].sort().join('\n')}`;
}

/** Tokens that may do nothing that another may not do too. */
export interface Contained {
  readonly rows: readonly TokenRow[];
  /** One whose rights hold all of theirs and more. */
  readonly within: TokenRow;
}

/**
 * Tokens whose rights lie within those of another, gathered by that one. What lies within the rights of an operator, an
 * admin, an all-access token, or one that reaches every organization says nothing and is left out. Equal rights do not
 * count (`equalRights`). Asks only who holds the first right of each pattern, so that it takes no time in pairs.
 */
export function containedRights(index: ReachIndex): Contained[] {
  const found = new Map<TokenRow, TokenRow[]>();
  for (const pattern of index.patterns) {
    const [first, ...rest] = pattern.grants;
    if (!first || pattern.rows.every(isWhole)) continue;
    const within = index
      .find(first)
      .map(({ rows }) => rows[0])
      .find((row) => row !== undefined && isWithin(pattern, rest, row));
    if (!within) continue;
    const rows = found.get(within) ?? [];
    for (const row of pattern.rows) rows.push(row);
    found.set(within, rows);
  }
  return [...found].map(([within, rows]) => ({ within, rows }));
}

function isWhole({ kind, scan }: TokenRow): boolean {
  return kind === 'admin' || kind === 'all-access' || (scan.everywhereRead | scan.everywhereWrite) !== 0;
}

function isWithin(pattern: Pattern, rest: readonly Grant[], row: TokenRow): boolean {
  const { exactFirst = false } = row.token;
  const grants = liveGrants(row.token);
  if (isWhole(row) || grants === pattern.grants || exactFirst !== pattern.exactFirst) return false;
  const wide = { grants, exactFirst };
  return rest.every((grant) => gives(wide, grant)) && !grants.every((grant) => gives(pattern, grant));
}
