import { bucketNotFound, conflict, internal, invalid, orgNotFound } from './errors.ts';
import type { GoValue } from './go-json.ts';
import { randomId } from './ids.ts';
import type { Permission } from './permissions.ts';
import { shardGroupSeconds, type Bucket, type State } from './state.ts';
import { now, rfc3339 } from './time.ts';

const HOUR = 3600;

/** What makes a bucket; the rest has the server's defaults. */
type NewBucket = Pick<Bucket, 'orgId' | 'type' | 'name' | 'description' | 'everySeconds'> &
  Partial<Pick<Bucket, 'shardGroupSeconds' | 'retentionPolicyName'>>;

/** Makes a bucket. Throws what the server says of its organization, its name and its retention. */
export function storeBucket(state: State, wanted: NewBucket): Bucket {
  if (!state.orgs.has(wanted.orgId)) throw orgNotFound();
  checkBucketName(wanted.name, wanted.type);
  if (state.bucketByName(wanted.orgId, wanted.name)) throw conflict(`bucket with name ${wanted.name} already exists`);
  const shardGroup = wanted.shardGroupSeconds || shardGroupSeconds(wanted.everySeconds);
  checkRetention(wanted.everySeconds, shardGroup);
  const bucket: Bucket = {
    retentionPolicyName: '',
    ...wanted,
    id: randomId(),
    shardGroupSeconds: shardGroup,
    createdAt: now(),
    updatedAt: now(),
  };
  state.buckets.set(bucket.id, bucket);
  return bucket;
}

/** Names with an underscore in front are the server's own, and a quotation mark would break queries. */
export function checkBucketName(name: string, type: Bucket['type']): void {
  if (name.startsWith('_') && type !== 'system')
    throw invalid(`bucket name ${name} is invalid. Bucket names may not start with underscore`);
  if (name.includes('"')) throw invalid(`bucket name ${name} is invalid. Bucket names may not include quotation marks`);
}

/** Both in seconds, 0 for ever. */
export function checkRetention(everySeconds: number, shardGroup: number): void {
  if (everySeconds === 0) return;
  if (everySeconds < HOUR) throw internal('retention policy duration must be at least 1h0m0s');
  if (everySeconds < shardGroup) throw internal('retention policy duration must be greater than the shard duration');
}

export function findBucket(state: State, id: string): Bucket {
  const bucket = state.buckets.get(id);
  if (!bucket) throw bucketNotFound();
  return bucket;
}

/**
 * What finding a bucket needs, to look at it or to query it. A system bucket is found by whoever may read its
 * organization, and no right on the bucket counts (`authorize.go`, `AuthorizeReadBucket`; queries look it up so too).
 */
export function toRead({ type, id: bucketId, orgId }: Bucket): Permission {
  if (type === 'system') return { action: 'read', type: 'orgs', id: orgId };
  return { action: 'read', type: 'buckets', id: bucketId, orgId };
}

/** A bucket as the API shows it. */
export function bucketBody(bucket: Bucket): GoValue {
  const self = `/api/v2/buckets/${bucket.id}`;
  return {
    id: bucket.id,
    orgID: bucket.orgId,
    type: bucket.type,
    description: bucket.description || undefined,
    name: bucket.name,
    rp: bucket.retentionPolicyName || undefined,
    retentionRules: [
      { type: 'expire', everySeconds: bucket.everySeconds, shardGroupDurationSeconds: bucket.shardGroupSeconds },
    ],
    createdAt: rfc3339(bucket.createdAt),
    updatedAt: rfc3339(bucket.updatedAt),
    links: {
      labels: `${self}/labels`,
      members: `${self}/members`,
      org: `/api/v2/orgs/${bucket.orgId}`,
      owners: `${self}/owners`,
      self,
      write: `/api/v2/write?org=${bucket.orgId}&bucket=${bucket.id}`,
    },
    labels: [],
  };
}
