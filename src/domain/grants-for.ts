import { distinctGrants } from './grant.ts';
import type { Action, Grant } from './grant.ts';
import type { Holder } from './grant-scan.ts';
import { isDead } from './names.ts';
import type { Names } from './names.ts';
import { grantableTypes, INSTANCE } from './resource-type.ts';

const ACTIONS: readonly Action[] = ['read', 'write'];

/** The operator set as a server with these types makes it: everything everywhere, but never the type `instance`. */
export function operatorGrants(types: readonly string[]): Grant[] {
  return grantableTypes(types).flatMap((type) => ACTIONS.map((action) => ({ action, type })));
}

/**
 * The all-access set as the vendor's page and command make it: its organization is read by id, its owner read and
 * written by id, all else stands for the organization. It never holds the type `instance`.
 */
export function allAccessGrants({
  orgId,
  ownerId,
  types,
}: {
  orgId: string;
  ownerId: string;
  types: readonly string[];
}): Grant[] {
  return grantableTypes(types).flatMap((type): Grant[] => {
    if (type === 'orgs') return [{ action: 'read', type, id: orgId }];
    if (type === 'users') return ACTIONS.map((action) => ({ action, type, id: ownerId }));
    return ACTIONS.map((action) => ({ action, type, orgId }));
  });
}

/** Which buckets: all of the organization, also later ones, or those with these ids. */
export type BucketChoice = 'all' | readonly string[];

/** Rights on buckets of one organization and nothing else. */
export function readWriteGrants({
  orgId,
  read,
  write,
}: {
  orgId: string;
  read: BucketChoice;
  write: BucketChoice;
}): Grant[] {
  return distinctGrants([...bucketGrants('read', orgId, read), ...bucketGrants('write', orgId, write)]);
}

/** What a custom token is made of: whole types, and single resources by id. */
interface CustomChoice {
  readonly orgId: string;
  readonly ownerId: string;
  readonly types: ReadonlyArray<{ type: string; read: boolean; write: boolean }>;
  readonly single: ReadonlyArray<{ type: string; id: string; read: boolean; write: boolean }>;
}

/**
 * Rights on chosen types of one organization. Organizations and users stand by id (the organization's, the owner's),
 * since a server matches them in no other way. Nothing ever reaches beyond the organization, and `instance` is left
 * out.
 */
export function customGrants({ orgId, ownerId, types, single }: CustomChoice): Grant[] {
  const whole = types
    .filter(({ type }) => type !== INSTANCE)
    .flatMap((choice) => actionsOf(choice).map((action) => typeGrant(action, choice.type, orgId, ownerId)));
  const ones = single
    .filter(({ type, id }) => type !== INSTANCE && id !== '')
    .flatMap((choice) => actionsOf(choice).map((action) => oneGrant(action, choice, orgId)));
  return distinctGrants([...whole, ...ones]);
}

/**
 * What becomes of a token's rights in a copy. `dead` have no target any more; `moved` found a bucket of the old name.
 */
interface Cloned {
  readonly grants: readonly Grant[];
  readonly dead: readonly Grant[];
  readonly moved: ReadonlyArray<{ readonly from: Grant; readonly to: Grant }>;
}

/**
 * The rights of a token for a copy of it. A bucket that is gone is looked for by its old name in the same organization,
 * since a bucket made again has a new id; what is not found is told in `dead` and left out, as is `instance`.
 */
export function cloneGrants({ grants, orgId }: Holder, names: Names): Cloned {
  const kept: Grant[] = [];
  const dead: Grant[] = [];
  const moved: Array<{ from: Grant; to: Grant }> = [];
  for (const grant of distinctGrants(grants)) {
    const to = isDead(grant, names) ? sameName(grant, orgId, names) : bare(grant);
    if (grant.type === INSTANCE) dead.push(grant);
    else if (!to) dead.push(grant);
    else {
      kept.push(to);
      if (to.id !== grant.id) moved.push({ from: grant, to });
    }
  }
  return { grants: distinctGrants(kept), dead, moved };
}

function bucketGrants(action: Action, orgId: string, choice: BucketChoice): Grant[] {
  if (choice === 'all') return [{ action, type: 'buckets', orgId }];
  return choice.map((id) => oneGrant(action, { type: 'buckets', id }, orgId));
}

function actionsOf({ read, write }: { read: boolean; write: boolean }): Action[] {
  return ACTIONS.filter((action) => (action === 'read' ? read : write));
}

function typeGrant(action: Action, type: string, orgId: string, ownerId: string): Grant {
  if (type === 'orgs') return { action, type, id: orgId };
  if (type === 'users') return { action, type, id: ownerId };
  return { action, type, orgId };
}

function oneGrant(action: Action, { type, id }: { type: string; id: string }, orgId: string): Grant {
  return type === 'orgs' || type === 'users' ? { action, type, id } : { action, type, id, orgId };
}

function sameName(grant: Grant, orgId: string, names: Names): Grant | undefined {
  if (grant.type !== 'buckets' || !grant.name) return undefined;
  const inOrg = names
    .bucketsNamed(grant.name)
    .filter((bucket) => bucket.name === grant.name && bucket.orgId === (grant.orgId ?? orgId));
  const [bucket] = inOrg;
  return bucket && { ...bare(grant), id: bucket.id };
}

/** Names are what a server said; they are no part of what a token is made of. */
function bare({ action, type, id, orgId }: Grant): Grant {
  return { action, type, ...(id && { id }), ...(orgId && { orgId }) };
}
