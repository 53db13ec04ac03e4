import type { Known } from '#domain/findings/finding';
import { namesOf } from '#domain/names';
import { KNOWN_TYPES } from '#domain/resource-type';
import { toRow } from '#domain/search-row';
import type { Server } from '#domain/server';
import type { Token } from '#domain/token';
import { ACME, ADMIN, GLOBEX, someResources } from './tokens.ts';

export const NOW = Date.UTC(2026, 5, 1);

/** An InfluxDB OSS server with nothing to be found about itself. */
export function aQuietServer(changes: Partial<Server> = {}): Server {
  return {
    product: 'InfluxDB OSS',
    version: '2.9.1',
    readiness: 'ready',
    traits: {
      data: 'buckets',
      organizations: true,
      owners: true,
      label: 'description',
      changes: ['description', 'status'],
      changeTimes: true,
      expiry: false,
      end: 'delete',
      offers: [{ kind: 'read-write' }, { kind: 'all-access' }],
      databaseActions: [],
      systemResources: [],
      userFilter: true,
      tool: 'influx',
    },
    hashing: 'hashed',
    self: { kind: 'all-access', proof: 'row', mayList: true, userId: ADMIN, orgId: ACME },
    organizations: [
      { id: ACME, name: 'acme' },
      { id: GLOBEX, name: 'globex' },
    ],
    resourceTypes: [...KNOWN_TYPES],
    can: ['createToken', 'updateToken', 'deleteToken'],
    ...changes,
  };
}

/** The same with databases, no owners and organizations, and tokens that expire. */
export function aQuietDatabaseServer(changes: Partial<Server> = {}): Server {
  const server = aQuietServer();
  return {
    ...server,
    product: 'InfluxDB 3 Enterprise',
    version: '3.11.1',
    organizations: [],
    resourceTypes: [],
    self: { kind: 'admin', proof: 'asked', mayList: true },
    can: ['createToken', 'deleteToken', 'regenerateOperator', 'claimOperator'],
    traits: {
      ...server.traits,
      data: 'databases',
      organizations: false,
      owners: false,
      label: 'name',
      changes: [],
      expiry: true,
      offers: [{ kind: 'admin' }, { kind: 'database' }],
    },
    ...changes,
  };
}

/** What is known of a server with these tokens, whose resources were all read. */
export function known(tokens: readonly Token[], changes: Partial<Known> = {}): Known {
  const server = changes.server ?? aQuietServer();
  const names = changes.names ?? namesOf(someResources(), server.organizations);
  return {
    connection: { plainHttp: false },
    server,
    names,
    now: NOW,
    rows: tokens.map((token) => toRow(token, names)),
    ...changes,
  };
}
