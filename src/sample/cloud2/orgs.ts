import { compact } from '#sample/influx2/call';
import { orgNotFound, userNotFound } from '#sample/influx2/errors';
import type { GoValue } from '#sample/influx2/go-json';
import { parseId } from '#sample/influx2/ids';
import { readPaging } from '#sample/influx2/paging';
import { rfc3339 } from '#sample/influx2/time';
import { may, type Call, type Handler } from './call.ts';
import { RESOURCE_TYPES } from './products.ts';
import type { Route } from './routes.ts';
import type { Org, User } from './state.ts';

const DAY_IN_NANOSECONDS = 86_400_000_000_000;

/** Only the organization of the token; a search for another finds none. */
const list: Handler = ({ caller: { org }, query }) => {
  const wanted = query.get('orgID');
  const name = query.get('org');
  if (wanted && parseId(wanted) !== org.id) throw orgNotFound();
  const found = (name && name !== org.name ? [] : [org]).slice(readPaging(query).offset);
  return compact(200, { links: { self: '/api/v2/orgs' }, orgs: found.map(orgBody) });
};

const get: Handler = (call) => compact(200, orgBody(ownOrg(call)));

/** Those of a usage-based plan: 0 stands for no limit. */
const limits: Handler = (call) => {
  const { id } = ownOrg(call);
  const rate = {
    readKBs: 51_200,
    queryTime: 1500,
    concurrentReadRequests: 0,
    writeKBs: 51_200,
    concurrentWriteRequests: 0,
    cardinality: 1_000_000,
    concurrentDeleteRequests: 0,
    deleteRequestsPerSecond: 0,
  };
  const counts = {
    bucket: { maxBuckets: 0, maxRetentionDuration: 365 * 10 * DAY_IN_NANOSECONDS },
    task: { maxTasks: 0 },
    dashboard: { maxDashboards: 0 },
    check: { maxChecks: 0 },
    notificationRule: { maxNotifications: 0, blockedNotificationRules: '' },
    notificationEndpoint: { blockedNotificationEndpoints: '' },
  };
  return compact(200, { limits: { orgID: id, rate, ...counts }, links: { self: `/api/v2/orgs/${id}/limits` } });
};

/** Nobody is listed unless asked for by id or name: InfluxDB Cloud does not tell who its users are. */
const users: Handler = (call) => {
  const { caller, query, state } = call;
  const id = query.get('id');
  const name = query.get('name');
  const fits = (user: User): boolean =>
    (id ? user.id === parseId(id) : user.name === name) &&
    user.orgIds.includes(caller.org.id) &&
    may(call, { action: 'read', type: 'users', id: user.id });
  const found = id || name ? [...state.users.values()].filter(fits) : [];
  return compact(200, { links: { self: '/api/v2/users' }, users: found.map(userBody) });
};

const user: Handler = (call) => {
  const { caller, params, state } = call;
  const found = state.users.get(parseId(params.id ?? ''));
  const known = found?.orgIds.includes(caller.org.id) && may(call, { action: 'read', type: 'users', id: found.id });
  if (!found || !known) throw userNotFound();
  return compact(200, userBody(found));
};

const me: Handler = ({ caller }) => compact(200, userBody(caller.user));

const resources: Handler = () => compact(200, RESOURCE_TYPES);

export const orgRoutes: Route[] = [
  { path: '/api/v2/orgs', methods: { GET: list } },
  { path: '/api/v2/orgs/:id', methods: { GET: get } },
  { path: '/api/v2/orgs/:id/limits', methods: { GET: limits } },
  { path: '/api/v2/users', methods: { GET: users } },
  { path: '/api/v2/users/:id', methods: { GET: user } },
  { path: '/api/v2/me', methods: { GET: me } },
  { path: '/api/v2/resources', methods: { GET: resources } },
];

function ownOrg({ caller, params }: Call): Org {
  if (parseId(params.id ?? '') !== caller.org.id) throw orgNotFound();
  return caller.org;
}

function orgBody({ id, name, description, storage, createdAt, updatedAt }: Org): GoValue {
  const self = `/api/v2/orgs/${id}`;
  return {
    links: {
      buckets: `/api/v2/buckets?org=${encodeURIComponent(name)}`,
      labels: `${self}/labels`,
      members: `${self}/members`,
      owners: `${self}/owners`,
      secrets: `${self}/secrets`,
      self,
    },
    id,
    name,
    description,
    defaultStorageType: storage,
    createdAt: rfc3339(createdAt),
    updatedAt: rfc3339(updatedAt),
  };
}

function userBody({ id, name, status }: User): GoValue {
  return { links: { self: `/api/v2/users/${id}` }, id, name, status };
}
