import type { Action } from '#domain/grant';
import type { Permission } from '#sample/influx2/permissions';
import type { Bucket, Org, User } from '#sample/influx2/state';

const known = new WeakMap<Bucket, Map<string, Permission>>();

/** A right on one bucket; the same object each time, since many tokens share it. */
function onBucket(action: Action, bucket: Bucket): Permission {
  const mine = known.get(bucket) ?? new Map<string, Permission>();
  known.set(bucket, mine);
  const right: Permission = mine.get(action) ?? { action, type: 'buckets', id: bucket.id, orgId: bucket.orgId };
  mine.set(action, right);
  return right;
}

export function reading(...buckets: Bucket[]): Permission[] {
  return buckets.map((bucket) => onBucket('read', bucket));
}

export function writing(...buckets: Bucket[]): Permission[] {
  return buckets.map((bucket) => onBucket('write', bucket));
}

/** Reading and writing. */
export function using(...buckets: Bucket[]): Permission[] {
  return [...reading(...buckets), ...writing(...buckets)];
}

/** A right on all of a type in an organization, also what comes later. */
export function inOrg(action: Action, type: string, org: Org): Permission {
  return { action, type, orgId: org.id };
}

/** A right on a bucket that is gone. */
export function onGone(action: Action, bucketId: string, org: Org): Permission {
  return { action, type: 'buckets', id: bucketId, orgId: org.id };
}

export function readOrg(org: Org): Permission {
  return { action: 'read', type: 'orgs', id: org.id };
}

export function readUser(user: User): Permission {
  return { action: 'read', type: 'users', id: user.id };
}

/** Both actions on all of a type, in an organization or everywhere. */
export function everyAction(type: string, org?: Org): Permission[] {
  const scope = org ? { orgId: org.id } : {};
  return [
    { action: 'read', type, ...scope },
    { action: 'write', type, ...scope },
  ];
}
