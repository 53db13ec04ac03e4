import { InMemoryBridge } from './in-memory-bridge.ts';
import type { AppFacts, Settings } from '#contract/shapes';
import type { Connection } from '#domain/connection';
import type { Grant } from '#domain/grant';
import { allAccessGrants, operatorGrants } from '#domain/grants-for';
import { KNOWN_TYPES } from '#domain/resource-type';
import type { Resources } from '#domain/resource';
import type { Self, Server } from '#domain/server';
import type { Token } from '#domain/token';

// What the views of features are tried with: one server, two organizations, three users, a few buckets.

export const ACME = '0a00000000000001';
export const GLOBEX = '0a00000000000002';
export const ADMIN = '0c00000000000001';
export const WRITER = '0c00000000000002';
export const TELEMETRY = '0b00000000000001';
export const HOME = '0b00000000000002';
const MONITORING = '0b00000000000009';

export const aConnection = (facts: Partial<Connection> = {}): Connection => ({
  id: 'c1',
  name: 'prod-eu',
  address: 'https://influx.example.com:8086',
  environment: 'production',
  note: '',
  sample: false,
  credential: 'sealed',
  plainHttp: false,
  ...facts,
});

export const aSelf = (facts: Partial<Self> = {}): Self => ({
  kind: 'operator',
  proof: 'row',
  tokenId: '0d00000000000001',
  userId: ADMIN,
  userName: 'admin',
  orgId: ACME,
  orgName: 'acme',
  mayList: true,
  grants: operatorGrants(KNOWN_TYPES),
  ...facts,
});

/** The own token of a connection that reaches no further than acme. */
export const anAllAccessSelf = (facts: Partial<Self> = {}): Self =>
  aSelf({ kind: 'all-access', grants: allAccessGrants({ orgId: ACME, ownerId: ADMIN, types: KNOWN_TYPES }), ...facts });

export const aServer = (facts: Partial<Server> = {}): Server => ({
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
    offers: [{ kind: 'read-write' }, { kind: 'custom' }, { kind: 'all-access' }, { kind: 'operator' }],
    databaseActions: [],
    systemResources: [],
    userFilter: true,
    tool: 'influx',
  },
  hashing: 'hashed',
  startedAt: Date.UTC(2026, 4, 30),
  self: aSelf(),
  organizations: [
    { id: ACME, name: 'acme' },
    { id: GLOBEX, name: 'globex' },
  ],
  resourceTypes: [...KNOWN_TYPES, 'instance'],
  can: ['createToken', 'updateToken', 'deleteToken', 'createUser', 'setUp'],
  ...facts,
});

const DAY = 86_400;

export const someResources = (facts: Partial<Resources> = {}): Resources => ({
  readAt: Date.UTC(2026, 5, 1),
  organizations: [
    { id: ACME, name: 'acme' },
    { id: GLOBEX, name: 'globex' },
  ],
  buckets: [
    { id: MONITORING, name: '_monitoring', orgId: ACME, retention: 7 * DAY, system: true },
    { id: TELEMETRY, name: 'telemetry', orgId: ACME, retention: 90 * DAY, system: false },
    { id: HOME, name: 'home', orgId: ACME, retention: 0, system: false },
    { id: '0b00000000000003', name: 'sales', orgId: GLOBEX, retention: 0, system: false },
  ],
  users: [
    { id: ADMIN, name: 'admin', status: 'active' },
    { id: WRITER, name: 'svc-writer', status: 'active' },
    { id: '0c00000000000003', name: 'jonas', status: 'inactive' },
  ],
  partial: [],
  ...facts,
});

export const aToken = (facts: Partial<Token> = {}): Token => ({
  store: 'api',
  id: '0d00000000000007',
  description: 'telegraf on host-7',
  status: 'active',
  orgId: ACME,
  orgName: 'acme',
  ownerId: ADMIN,
  ownerName: 'admin',
  grants: [writes(TELEMETRY, 'telemetry')],
  value: 'hidden',
  own: 'no',
  ...facts,
});

export const reads = (id: string, name?: string): Grant => ({ action: 'read', type: 'buckets', id, orgId: ACME, name });
export const writes = (id: string, name?: string): Grant => ({
  action: 'write',
  type: 'buckets',
  id,
  orgId: ACME,
  name,
});

export const someFacts = (facts: Partial<AppFacts> = {}): AppFacts => ({
  version: '0.1.0',
  platform: 'linux',
  keyStore: { available: true, backend: 'gnome_libsecret' },
  readOnly: 'no',
  samplesOpen: false,
  notices: [],
  ...facts,
});

const someSettings = (facts: Partial<Settings> = {}): Settings => ({
  theme: 'system',
  clipboardSeconds: 30,
  layout: { railWidth: 216, railCollapsed: false, inspectorWidth: 320, columns: {} },
  ...facts,
});

interface Scene {
  connections?: Connection[];
  server?: Server;
  resources?: Resources;
  tokens?: Token[];
  facts?: AppFacts;
  settings?: Settings;
}

/** A bridge over which one server answers all reads of the views. */
export function aBridge(scene: Scene = {}): InMemoryBridge {
  const {
    connections = [aConnection()],
    server = aServer(),
    resources = someResources(),
    tokens = [],
    facts = someFacts(),
    settings = someSettings(),
  } = scene;
  return new InMemoryBridge()
    .answer('app.facts', () => facts)
    .answer('settings.get', () => settings)
    .answer('connections.list', () => connections)
    .answer('modes.list', () => [])
    .answer('notes.list', () => ({}))
    .answer('history.last', () => null)
    .answer('history.list', () => ({ snapshots: [], broken: 0 }))
    .answer('history.look', () => null)
    .answer('history.looked', ({ readAt }: { readAt: number }) => ({ since: readAt, last: readAt }))
    .answer('history.journal', () => [])
    .answer('views.list', () => [])
    .answer('views.place', () => null)
    .answer('views.setPlace', () => undefined)
    .answer('findings.accepted', () => [])
    .answer('server.resources', () => resources)
    .answer('server.configuration', () => [])
    .streamOf('server.connect', () => server)
    .streamOf('tokens.list', (_input, chunk) => {
      chunk(tokens);
      return { readAt: Date.UTC(2026, 5, 1), completeness: 'every-token', unreadable: 0, v1: 'read' };
    });
}
