import { findBucket } from './bucket-store.ts';
import { bucketNameNotFound, orgNameNotFound } from './errors.ts';
import type { Paging } from './paging.ts';
import type { Bucket, State } from './state.ts';

/** By what buckets are looked for; empty words are absent. */
interface BucketFilter {
  orgId?: string;
  org: string;
  name: string;
  id?: string;
}

/** The buckets of a page, before anybody's rights are looked at. */
export function findBuckets(state: State, { id: bucketId, name, ...filter }: BucketFilter, paging: Paging): Bucket[] {
  if (bucketId !== undefined) return [findBucket(state, bucketId)];
  if (name && filter.orgId) return [findByName(state, filter.orgId, name)];
  const orgId = filter.orgId ?? (filter.org ? orgIdOf(state, filter.org) : undefined);
  if (orgId === undefined) return everywhere(state, name, paging);
  return name ? [findByName(state, orgId, name)] : inOrg(state, orgId, paging);
}

/** By id; the offset is counted before the name is compared. */
function everywhere(state: State, name: string, { limit, offset, after, descending }: Paging): Bucket[] {
  const byId = [...state.buckets.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const from = byId.filter((bucket) => !after || (descending ? bucket.id <= after : bucket.id > after));
  const ordered = descending ? from.reverse() : from;
  return ordered
    .slice(offset)
    .filter((bucket) => !name || bucket.name === name)
    .slice(0, limit);
}

/** By name, byte by byte; `after` goes on behind that bucket. */
function inOrg(state: State, orgId: string, { limit, offset, after, descending }: Paging): Bucket[] {
  const mine = [...state.buckets.values()]
    .filter((bucket) => bucket.orgId === orgId)
    .sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  if (!state.version.bucketsByOrgPaged) return mine.slice(offset, offset + limit);
  const ordered = (descending ? mine.reverse() : mine).slice(offset);
  const at = after ? ordered.findIndex((bucket) => bucket.id === after) : -1;
  if (after && at < 0) return [];
  return ordered.slice(at + 1, at + 1 + limit);
}

function findByName(state: State, orgId: string, name: string): Bucket {
  const bucket = state.bucketByName(orgId, name);
  if (!bucket) throw bucketNameNotFound(name);
  return bucket;
}

function orgIdOf(state: State, name: string): string {
  const org = state.orgByName(name);
  if (!org) throw orgNameNotFound(name);
  return org.id;
}

/** The filter as the links of a page repeat it. */
export function filterWords({ id: bucketId, name, org, orgId }: BucketFilter): Record<string, string> {
  return {
    ...(bucketId ? { bucketID: bucketId } : {}),
    ...(name ? { bucket: name } : {}),
    ...(orgId ? { orgID: orgId } : {}),
    ...(org ? { org } : {}),
  };
}
