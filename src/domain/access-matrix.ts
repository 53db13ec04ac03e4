import { targetOf } from './access-target.ts';
import type { Action } from './grant.ts';
import type { Bucket } from './resource.ts';
import type { TokenRow } from './search-row.ts';
import { type Given, givenFor } from './what-can.ts';

/** What stands in one field of the matrix: what may be done, and whether through a right on more than this one. */
export interface Cell {
  readonly read?: Given;
  readonly write?: Given;
}

/**
 * A field as one number, for drawing many: bit 0 read, bit 1 write, bit 2 that one of them comes through a wider grant.
 */
export type CellCode = number;
export const READ = 1;
export const WRITE = 2;
export const WIDER = 4;

/** Tokens and buckets (or databases) in the order in which they stand, those that are alike beside each other. */
export interface Matrix {
  readonly rows: readonly TokenRow[];
  readonly columns: readonly Bucket[];
}

/**
 * Orders tokens and buckets so that alike ones stand together: the tokens with the widest rights first, then those of
 * whole organizations, then by the buckets that they name; buckets by organization, those that many name before others.
 * The same lists give the same order, in whatever order they come. Takes time in the number of grants, not of fields.
 */
export function arrange(rows: readonly TokenRow[], buckets: readonly Bucket[]): Matrix {
  const byName = [...buckets].sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
  const named = new Map(rows.map((row) => [row, namedBy(row)]));
  const counts = countsOf(named.values());
  const orgs = orgRanks(byName, counts);
  const popular = [...byName].sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0));
  const ordered = sortedRows(rows, named, { orgs, buckets: rankOf(popular) });
  const columns = sortedColumns(byName, ordered, named, orgs);
  return { rows: sortedRows(rows, named, { orgs, buckets: rankOf(columns) }), columns };
}

/** What a token may do to a bucket, and what gives it. */
export function cellOf(row: TokenRow, bucket: Bucket): Cell {
  const target = targetOf(bucket);
  const read = givenFor(row, 'read', target);
  const write = givenFor(row, 'write', target);
  return { ...(read && { read }), ...(write && { write }) };
}

/** The letters of a field: r, w, rw, or nothing. */
export function cellText({ read, write }: Cell): string {
  return `${read ? 'r' : ''}${write ? 'w' : ''}`;
}

export function cellCode({ read, write }: Cell): CellCode {
  const wider = [read, write].some((given) => given && given.through !== 'exact');
  return (read ? READ : 0) | (write ? WRITE : 0) | (wider ? WIDER : 0);
}

/** How one token is placed: what it may do everywhere, in which whole organizations, and to which buckets by id. */
interface Named {
  readonly width: number;
  readonly orgs: ReadonlyMap<string, number>;
  readonly codes: ReadonlyMap<string, number>;
}

function namedBy({ token: { grants }, scan }: TokenRow): Named {
  const codes = new Map<string, number>();
  const orgs = new Map<string, number>();
  let width = scan.instance ? 3 : 0;
  for (const { action, type, id, orgId } of grants) {
    if (type !== 'buckets' && type !== 'databases') continue;
    const code = codeOf(action);
    if (id) codes.set(id, (codes.get(id) ?? 0) | code);
    else if (orgId) orgs.set(orgId, (orgs.get(orgId) ?? 0) | code);
    else width |= code;
  }
  return { width, orgs, codes };
}

function codeOf(action: Action): number {
  if (action === 'write') return 2;
  return action === 'read' ? 1 : 0;
}

function countsOf(named: Iterable<Named>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { codes } of named) for (const id of codes.keys()) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** Organizations whose buckets many tokens name go first. */
function orgRanks(buckets: readonly Bucket[], counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const named = new Map<string, number>();
  for (const { id, orgId } of buckets) named.set(orgId, (named.get(orgId) ?? 0) + (counts.get(id) ?? 0));
  const ordered = [...named].sort(([a, first], [b, second]) => second - first || compare(a, b));
  return new Map(ordered.map(([orgId], rank) => [orgId, rank]));
}

function rankOf(buckets: readonly Bucket[]): ReadonlyMap<string, number> {
  return new Map(buckets.map(({ id }, rank) => [id, rank]));
}

function sortedRows(
  rows: readonly TokenRow[],
  named: ReadonlyMap<TokenRow, Named>,
  ranks: { orgs: ReadonlyMap<string, number>; buckets: ReadonlyMap<string, number> },
): TokenRow[] {
  const keyed = rows.map((row) => {
    const { width, orgs, codes } = named.get(row) ?? namedBy(row);
    return { row, width, wide: placesOf(orgs, ranks.orgs), places: placesOf(codes, ranks.buckets) };
  });
  keyed.sort(
    (a, b) =>
      b.width - a.width ||
      comparePlaces(a.wide, b.wide) ||
      comparePlaces(a.places, b.places) ||
      compare(a.row.token.description, b.row.token.description) ||
      compare(a.row.key, b.row.key),
  );
  return keyed.map(({ row }) => row);
}

function placesOf(codes: ReadonlyMap<string, number>, ranks: ReadonlyMap<string, number>): number[] {
  return [...codes].flatMap(([id, code]) => placed(ranks.get(id), code)).sort((a, b) => a - b);
}

/** A rank with what may be done there: those who may do the same there stand side by side, writers first. */
function placed(rank: number | undefined, code: number): number[] {
  return rank === undefined ? [] : [rank * 4 + (3 - code)];
}

/** Buckets that the same tokens name stand together; those that nobody names stand last, by name. */
function sortedColumns(
  buckets: readonly Bucket[],
  rows: readonly TokenRow[],
  named: ReadonlyMap<TokenRow, Named>,
  orgs: ReadonlyMap<string, number>,
): Bucket[] {
  const places = new Map<string, number[]>(buckets.map(({ id }) => [id, []]));
  for (const [at, row] of rows.entries()) for (const id of named.get(row)?.codes.keys() ?? []) places.get(id)?.push(at);
  const of = ({ id }: Bucket): number[] => places.get(id) ?? [];
  const org = ({ orgId }: Bucket): number => orgs.get(orgId) ?? 0;
  return [...buckets].sort(
    (a, b) => Number(a.system) - Number(b.system) || org(a) - org(b) || comparePlaces(of(a), of(b)),
  );
}

/** The one with the earlier first place goes first; who has none goes last. */
function comparePlaces(a: readonly number[], b: readonly number[]): number {
  const common = Math.min(a.length, b.length);
  for (let at = 0; at < common; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (common === 0) return b.length - a.length;
  return a.length - b.length;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
