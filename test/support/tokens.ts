import { grantableTypes } from '#domain/resource-type';
import type { Grant } from '#domain/grant';
import type { Bucket, Resources } from '#domain/resource';
import type { Token } from '#domain/token';

export const ACME = 'ac61730fb1592f54';
export const GLOBEX = '61730fb1592f54ac';
export const ADMIN = '11acdca1f69db000';
export const BOB = '11acdca1f69db0b0';

/** A token with everything ordinary, but for what the test is about. */
export function aToken(changes: Partial<Token> = {}): Token {
  return {
    store: 'api',
    id: '11acdca2075db000',
    description: 'telegraf on host-7',
    status: 'active',
    orgId: ACME,
    orgName: 'acme',
    ownerId: ADMIN,
    ownerName: 'admin',
    grants: [aGrant('write', 'buckets', { id: 'b1', orgId: ACME, name: 'telemetry', orgName: 'acme' })],
    createdAt: Date.UTC(2026, 2, 12, 14, 2),
    changedAt: Date.UTC(2026, 2, 12, 14, 2),
    value: 'hidden',
    own: 'unknown',
    ...changes,
  };
}

export function aGrant(action: Grant['action'], type: string, scope: Partial<Grant> = {}): Grant {
  return { action, type, ...scope };
}

/** Read and write on each type, in one scope. */
export function both(types: readonly string[], scope: Partial<Grant> = {}): Grant[] {
  return types.flatMap((type) => [aGrant('read', type, scope), aGrant('write', type, scope)]);
}

/** The operator set as a server with these types makes it. */
export function operatorSet(types: readonly string[] = []): Grant[] {
  return both(grantableTypes(types));
}

/** The all-access set as the vendor's tools make it: organizations read by id, users by the owner's id. */
export function allAccessSet(orgId = ACME, ownerId = ADMIN, types: readonly string[] = []): Grant[] {
  const wide = grantableTypes(types).filter((type) => type !== 'orgs' && type !== 'users');
  return [aGrant('read', 'orgs', { id: orgId }), ...both(['users'], { id: ownerId }), ...both(wide, { orgId })];
}

export function aBucket(id: string, name: string, changes: Partial<Bucket> = {}): Bucket {
  return { id, name, orgId: ACME, retention: 0, system: false, ...changes };
}

/** Two organizations, two users and a few buckets, all of them known. */
export function someResources(changes: Partial<Resources> = {}): Resources {
  return {
    readAt: 0,
    organizations: [
      { id: ACME, name: 'acme' },
      { id: GLOBEX, name: 'globex' },
    ],
    users: [
      { id: ADMIN, name: 'admin', status: 'active' },
      { id: BOB, name: 'bob', status: 'active' },
    ],
    buckets: [aBucket('b1', 'telemetry'), aBucket('b2', 'downsampled'), aBucket('b3', 'telemetry', { orgId: GLOBEX })],
    partial: [],
    ...changes,
  };
}
