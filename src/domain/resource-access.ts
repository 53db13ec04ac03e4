import { allows } from './access.ts';
import type { Action, Grant } from './grant.ts';
import type { Bucket } from './resource.ts';
import { holdsData } from './resource-type.ts';
import type { Token } from './token.ts';

/** How many tokens that work may do an action, by bucket id. */
export type BucketCounts = Readonly<Record<'read' | 'write', ReadonlyMap<string, number>>>;

/**
 * How many active tokens may read and may write each bucket. Agrees with asking the permission matcher for every token
 * and bucket, but takes time in the number of grants only. InfluxDB OSS 2.x finds its own buckets (`_monitoring`,
 * `_tasks`) for a token only if that may also read the organization (`authorize.go`), so both rights are asked for there.
 */
export function bucketAccess(tokens: readonly Token[], buckets: readonly Bucket[]): BucketCounts {
  const working = tokens.filter(isWorking);
  return { read: countsFor('read', working, buckets), write: countsFor('write', working, buckets) };
}

/** How many tokens each user owns, whatever their status: those that stop working when that user is deleted. */
export function tokensOfUsers(tokens: readonly Token[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { ownerId } of tokens) add(counts, ownerId);
  return counts;
}

/** How many tokens stand in each organization. */
export function tokensOfOrganizations(tokens: readonly Token[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { orgId } of tokens) add(counts, orgId);
  return counts;
}

function isWorking({ status, ownerInactive }: Token): boolean {
  return status === 'active' && !ownerInactive;
}

function countsFor(action: Action, tokens: readonly Token[], buckets: readonly Bucket[]): Map<string, number> {
  const orgOfBucket = new Map(buckets.map(({ id, orgId }) => [id, orgId]));
  const inOrg = new Map<string, number>();
  const byId = new Map<string, number>();
  let everywhere = 0;
  for (const { grants } of tokens) {
    const reach = reachOf(action, grants);
    if (reach.everywhere) everywhere += 1;
    if (reach.everywhere) continue;
    for (const orgId of reach.orgIds) add(inOrg, orgId);
    for (const id of reach.ids) if (!reach.orgIds.has(orgOfBucket.get(id) ?? '')) add(byId, id);
  }
  const total = (bucket: Bucket): number =>
    bucket.system
      ? systemCount(action, tokens, bucket)
      : everywhere + (inOrg.get(bucket.orgId) ?? 0) + (byId.get(bucket.id) ?? 0);
  return new Map(buckets.map((bucket) => [bucket.id, total(bucket)]));
}

function reachOf(
  action: Action,
  grants: readonly Grant[],
): { everywhere: boolean; orgIds: Set<string>; ids: Set<string> } {
  const orgIds = new Set<string>();
  const ids = new Set<string>();
  for (const grant of grants) {
    if (grant.action !== action) continue;
    if (grant.type === 'instance') return { everywhere: true, orgIds, ids };
    if (!holdsData(grant.type)) continue;
    if (grant.id) ids.add(grant.id);
    else if (grant.orgId) orgIds.add(grant.orgId);
    else return { everywhere: true, orgIds, ids };
  }
  return { everywhere: false, orgIds, ids };
}

function systemCount(action: Action, tokens: readonly Token[], { id, orgId }: Bucket): number {
  return tokens.filter(
    ({ grants }) =>
      allows(grants, { action, type: 'buckets', id, orgId }) &&
      allows(grants, { action: 'read', type: 'orgs', id: orgId }),
  ).length;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
