import { grantThatGives } from './access.ts';
import { grantThatGives3 } from './access3.ts';
import { targetOf, wantedFor } from './access-target.ts';
import type { Action, Grant } from './grant.ts';
import type { Bucket } from './resource.ts';
import { holdsData } from './resource-type.ts';
import { liveGrants, type Token } from './token.ts';
import { mayAsk, worksOf } from './who-can.ts';

/** How many tokens that work may do an action, by bucket id. */
type BucketCounts = Readonly<Record<'read' | 'write', ReadonlyMap<string, number>>>;

/**
 * How many active tokens may read and may write each bucket. Agrees with asking the permission matcher for every token
 * and bucket, but takes time in the number of grants only. Buckets of the server itself are read with another right
 * (`wantedFor`); its databases are an administrator's.
 */
export function bucketAccess(tokens: readonly Token[], buckets: readonly Bucket[]): BucketCounts {
  const working = tokens.filter((token) => worksOf({ token }) === 'yes');
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

function countsFor(action: Action, tokens: readonly Token[], buckets: readonly Bucket[]): Map<string, number> {
  const orgOfBucket = new Map(buckets.map(({ id, orgId }) => [id, orgId]));
  const inOrg = new Map<string, number>();
  const byId = new Map<string, number>();
  let everywhere = 0;
  for (const token of tokens) {
    const grants = liveGrants(token);
    const reach = token.exactFirst ? exactReachOf(action, grants) : reachOf(action, grants);
    if (token.store === 'v1') {
      for (const bucket of v1Buckets(token, reach, buckets)) add(byId, bucket.id);
      continue;
    }
    if (reach.everywhere) everywhere += 1;
    for (const id of reach.except) add(byId, id, -1);
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

/** What one token reaches: all buckets but some, all of organizations, or single ones. */
interface Reach {
  everywhere: boolean;
  except: ReadonlySet<string>;
  orgIds: ReadonlySet<string>;
  ids: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

function reachOf(action: Action, grants: readonly Grant[]): Reach {
  const orgIds = new Set<string>();
  const ids = new Set<string>();
  const everywhere = { everywhere: true, except: NONE, orgIds, ids };
  for (const grant of grants) {
    if (grant.action !== action) continue;
    if (grant.type === 'instance') return everywhere;
    if (!holdsData(grant.type)) continue;
    if (grant.id) ids.add(grant.id);
    else if (grant.orgId) orgIds.add(grant.orgId);
    else return everywhere;
  }
  return { ...everywhere, everywhere: false };
}

/**
 * The same where a grant on one database decides for it alone (`grantThatGives3`, without asking for each database).
 */
function exactReachOf(action: Action, grants: readonly Grant[]): Reach {
  const onOne = grants.filter(({ type, id }) => type === 'databases' && id !== undefined);
  const ids = new Set(onOne.flatMap((grant) => (grant.action === action ? [grant.id ?? ''] : [])));
  const everywhere = grantThatGives3(grants, { action, type: 'databases' }) !== undefined;
  const hidden = onOne.map(({ id = '' }) => id).filter((id) => !ids.has(id));
  return { everywhere, except: everywhere ? new Set(hidden) : NONE, orgIds: NONE, ids };
}

/** What a login of the 1.x API reaches lies in its own organization (`mayAsk`). */
function v1Buckets({ orgId }: Token, { everywhere, orgIds, ids }: Reach, buckets: readonly Bucket[]): Bucket[] {
  const all = everywhere || orgIds.has(orgId);
  return buckets.filter((bucket) => bucket.orgId === orgId && (all || ids.has(bucket.id)));
}

function systemCount(action: Action, tokens: readonly Token[], bucket: Bucket): number {
  const target = targetOf(bucket);
  const wanted = wantedFor(action, target);
  const may = bucket.orgId === '' ? grantThatGives3 : grantThatGives;
  return tokens.filter((token) => mayAsk({ token }, target) && may(liveGrants(token), wanted) !== undefined).length;
}

function add(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
