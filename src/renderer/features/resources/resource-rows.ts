import type { Direction } from '#ui/data-table.ts';
import { namesOf, withOwnerState } from '#domain/names';
import { bucketAccess, tokensOfOrganizations, tokensOfUsers } from '#domain/resource-access';
import type { Resources } from '#domain/resource';
import type { Token } from '#domain/token';

/** What every list of this page can search and sort by. A number sorts as a number, an absent one first. */
export interface ResourceRow {
  id: string;
  name: string;
  values: Readonly<Record<string, string | number | undefined>>;
}

export interface BucketRow extends ResourceRow {
  values: {
    name: string;
    organization: string;
    retention: number;
    tables: number | undefined;
    maxTables: number | undefined;
    maxColumns: number | undefined;
    created: number | undefined;
    readers: number;
    writers: number;
  };
  system: boolean;
  /** How many of its tables are the server's own. */
  systemTables: number | undefined;
}

interface OrganizationRow extends ResourceRow {
  values: { name: string; id: string; buckets: number; tokens: number };
}

interface UserRow extends ResourceRow {
  values: { name: string; id: string; status: string; tokens: number };
}

/**
 * Buckets or databases with how many tokens that work may read and write each. Retention in seconds, for ever as
 * infinity.
 */
export function bucketRows(resources: Resources, tokens: readonly Token[]): BucketRow[] {
  const { buckets, organizations } = resources;
  const orgs = new Map(organizations.map(({ id, name }) => [id, name]));
  const names = namesOf(resources);
  const counts = bucketAccess(
    tokens.map((token) => withOwnerState(token, names)),
    buckets,
  );
  return buckets.map((bucket) => {
    const { id, name, orgId, retention, system, createdAt, tables, systemTables, maxTables, maxColumns } = bucket;
    const values = {
      name,
      organization: orgs.get(orgId) ?? orgId,
      retention: retention === 0 ? Infinity : retention,
      tables,
      maxTables,
      maxColumns,
      created: createdAt,
      readers: counts.read.get(id) ?? 0,
      writers: counts.write.get(id) ?? 0,
    };
    return { id, name, system, systemTables, values };
  });
}

export function organizationRows({ organizations, buckets }: Resources, tokens: readonly Token[]): OrganizationRow[] {
  const tokenCounts = tokensOfOrganizations(tokens);
  const bucketCounts = new Map<string, number>();
  for (const { orgId } of buckets) bucketCounts.set(orgId, (bucketCounts.get(orgId) ?? 0) + 1);
  return organizations.map(({ id, name }) => ({
    id,
    name,
    values: { name, id, buckets: bucketCounts.get(id) ?? 0, tokens: tokenCounts.get(id) ?? 0 },
  }));
}

export function userRows({ users }: Resources, tokens: readonly Token[]): UserRow[] {
  const counts = tokensOfUsers(tokens);
  return users.map(({ id, name, status }) => ({ id, name, values: { name, id, status, tokens: counts.get(id) ?? 0 } }));
}

/** The rows whose name, id or words hold the search text, in the order of one column; equal ones by name. */
export function shownRows<R extends ResourceRow>(
  rows: readonly R[],
  search: string,
  column: string,
  direction: Direction,
): R[] {
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? [...rows] : rows.filter((row) => textOf(row).includes(wanted));
  const sign = direction === 'ascending' ? 1 : -1;
  return found.sort((a, b) => sign * compare(a.values[column], b.values[column]) || compare(a.name, b.name));
}

function textOf({ id, values }: ResourceRow): string {
  const words = Object.values(values).filter((value) => typeof value === 'string');
  return [id, ...words].join(' ').toLowerCase();
}

function compare(a: string | number | undefined, b: string | number | undefined): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, 'en', { numeric: true });
  const [first, second] = [Number(a ?? -1), Number(b ?? -1)];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
