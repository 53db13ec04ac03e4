import { aSelf, aServer, aToken } from './builders.ts';
import type { Action, Grant } from '#domain/grant';
import type { Bucket, Resources } from '#domain/resource';
import type { Self, Server, Traits } from '#domain/server';
import type { Token } from '#domain/token';

// Servers whose data is kept in databases, for views that know traits only.

/** Names that never change, no organizations, tokens that expire and are deleted. */
export const aDatabaseServer = (
  facts: Partial<Omit<Server, 'traits' | 'self'>> & { traits?: Partial<Traits>; self?: Partial<Self> } = {},
): Server => ({
  ...aServer(),
  product: 'InfluxDB 3 Enterprise',
  version: '3.10.0',
  organizations: [],
  resourceTypes: [],
  can: ['createToken', 'deleteToken', 'regenerateOperator'],
  ...facts,
  self: anAdminSelf(facts.self),
  traits: {
    data: 'databases',
    organizations: false,
    owners: false,
    label: 'name',
    changes: [],
    changeTimes: false,
    expiry: true,
    end: 'delete',
    offers: [{ kind: 'admin' }, { kind: 'database' }],
    databaseActions: ['create', 'describe'],
    systemResources: ['health', 'ping'],
    userFilter: false,
    tool: 'none',
    ...facts.traits,
  },
});

/** Descriptions and rights that change, tokens that are revoked and stay. */
export const aManagementServer = (facts: Parameters<typeof aDatabaseServer>[0] = {}): Server =>
  aDatabaseServer({
    product: 'InfluxDB Cloud Dedicated',
    version: '',
    can: ['createToken', 'updateToken', 'deleteToken'],
    ...facts,
    self: { kind: 'management', ...facts.self },
    traits: {
      label: 'description',
      changes: ['description', 'grants'],
      end: 'revoke',
      offers: [{ kind: 'database' }],
      databaseActions: [],
      systemResources: [],
      slowStart: true,
      tool: 'influxctl',
      ...facts.traits,
    },
  });

const anAdminSelf = (facts: Partial<Self> = {}): Self =>
  aSelf({
    kind: 'admin',
    proof: 'asked',
    userId: undefined,
    userName: undefined,
    orgId: undefined,
    orgName: undefined,
    grants: undefined,
    ...facts,
  });

export const aDatabase = (name: string, facts: Partial<Bucket> = {}): Bucket => ({
  id: name,
  name,
  orgId: '',
  retention: 0,
  system: false,
  ...facts,
});

export const someDatabases = (buckets: Bucket[] = [aDatabase('home'), aDatabase('plant')]): Resources => ({
  readAt: Date.UTC(2026, 5, 1),
  organizations: [],
  buckets,
  users: [],
  partial: [],
});

/** A right on one database, or without a name on all of them. */
export const onDatabase = (action: Action, name?: string): Grant => ({
  action,
  type: 'databases',
  ...(name !== undefined && { id: name, name }),
});

export const aDatabaseToken = (facts: Partial<Token> = {}): Token =>
  aToken({
    description: 'telegraf',
    orgId: '',
    orgName: undefined,
    ownerId: '',
    ownerName: undefined,
    kind: 'database',
    exactFirst: true,
    grants: [onDatabase('write', 'home')],
    ...facts,
  });
