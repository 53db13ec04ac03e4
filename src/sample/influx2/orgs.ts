import { authorize, bodyText, callerOf, indented, noContent, visible, type Call, type Handler } from './call.ts';
import { conflict, InfluxError, invalid, orgNameNotFound, orgNotFound } from './errors.ts';
import { decodeJson, id, struct, text, type Fields, type Shape } from './go-decode.ts';
import type { GoValue } from './go-json.ts';
import { GoJsonError } from './go-parse.ts';
import { isId, parseId, randomId } from './ids.ts';
import { memberRoutes } from './members.ts';
import { readPaging, type Paging } from './paging.ts';
import { allows } from './reach.ts';
import type { Route } from './routes.ts';
import type { Org, State } from './state.ts';
import { storeBucket } from './bucket-store.ts';
import { now, rfc3339 } from './time.ts';

const NEW_ORG = struct<{ id: string; name: string; description: string }>('influxdb.Organization', {
  id,
  name: text(),
  description: text(),
});
const ORG_UPDATE = struct<{ name: string; description: string }>('influxdb.OrganizationUpdate', {
  name: text(),
  description: text(),
});

/** An organization as the API shows it. Names in its links are not escaped. */
export function orgBody(org: Org): GoValue {
  const self = `/api/v2/orgs/${org.id}`;
  return {
    links: {
      buckets: `/api/v2/buckets?org=${org.name}`,
      dashboards: `/api/v2/dashboards?org=${org.name}`,
      labels: `${self}/labels`,
      logs: `${self}/logs`,
      members: `${self}/members`,
      owners: `${self}/owners`,
      secrets: `${self}/secrets`,
      self,
      tasks: `/api/v2/tasks?org=${org.name}`,
    },
    id: org.id,
    name: org.name,
    description: org.description,
    createdAt: rfc3339(org.createdAt),
    updatedAt: rfc3339(org.updatedAt),
  };
}

/**
 * Makes an organization with its two system buckets, and its maker the owner. Throws for a name that is empty or taken.
 */
export function storeOrg(state: State, name: string, description: string, ownerId?: string): Org {
  checkName(state, name);
  const createdAt = now();
  const org: Org = { id: randomId(), name, description, createdAt, updatedAt: now() };
  state.orgs.set(org.id, org);
  const day = 86_400;
  storeBucket(state, {
    orgId: org.id,
    type: 'system',
    name: '_tasks',
    description: 'System bucket for task logs',
    everySeconds: 3 * day,
  });
  storeBucket(state, {
    orgId: org.id,
    type: 'system',
    name: '_monitoring',
    description: 'System bucket for monitoring logs',
    everySeconds: 7 * day,
  });
  if (ownerId) state.memberships.push({ userId: ownerId, role: 'owner', resourceType: 'orgs', resourceId: org.id });
  return org;
}

/** A body read as the API's own decoder reads it. */
export function decodeBody<T>(call: Call, shape: Shape<T>): T | undefined {
  try {
    return decodeJson(bodyText(call), shape);
  } catch (error) {
    if (error instanceof GoJsonError) throw invalid(`failed to unmarshal json: ${error.message}`);
    throw error;
  }
}

const list: Handler = (call) => {
  const paging = readPaging(call.query);
  const found = findOrgs(call, paging);
  const seen = visible(call, found, (held, org) => allows(held, { action: 'read', type: 'orgs', id: org.id }));
  return indented(200, { links: { self: '/api/v2/orgs' }, orgs: seen.map(orgBody) });
};

const create: Handler = (call) => {
  const { name = '', description = '' } = decodeBody(call, NEW_ORG) ?? {};
  authorize(call, { action: 'write', type: 'orgs' });
  return indented(201, orgBody(storeOrg(call.state, name, description, callerOf(call).userId)));
};

const get: Handler = (call) => {
  const orgId = parseId(call.params.id ?? '');
  authorize(call, { action: 'read', type: 'orgs', id: orgId });
  return indented(200, orgBody(find(call.state, orgId)));
};

const patch: Handler = (call) => {
  const orgId = parseId(call.params.id ?? '');
  const update: Fields<{ name: string; description: string }> = decodeBody(call, ORG_UPDATE) ?? {};
  authorize(call, { action: 'write', type: 'orgs', id: orgId });
  const org = find(call.state, orgId);
  if (update.name !== undefined && update.name !== org.name) checkName(call.state, update.name);
  org.name = update.name ?? org.name;
  org.description = update.description ?? org.description;
  org.updatedAt = now();
  call.state.naming++;
  return indented(200, orgBody(org));
};

/** Buckets and memberships go with it; authorizations stay, and some of them keep working. */
const remove: Handler = (call) => {
  const { state } = call;
  const orgId = parseId(call.params.id ?? '');
  authorize(call, { action: 'write', type: 'orgs', id: orgId });
  if (!state.orgs.has(orgId)) throw state.version.orgDeletePrefix ? prefixed(orgId, orgNotFound()) : orgNotFound();
  const gone = new Set(
    [...state.buckets.values()].filter((bucket) => bucket.orgId === orgId).map((bucket) => bucket.id),
  );
  for (const bucketId of gone) state.buckets.delete(bucketId);
  state.removeMemberships(({ resourceId }) => resourceId === orgId || gone.has(resourceId));
  state.orgs.delete(orgId);
  state.naming++;
  return noContent();
};

export const orgRoutes: Route[] = [
  { path: '', methods: { GET: list, POST: create } },
  { path: ':id', methods: { GET: get, PATCH: patch, DELETE: remove } },
  ...memberRoutes('orgs'),
];

/** Ids that are none are taken for absent. */
function findOrgs(call: Call, paging: Paging): Org[] {
  const { state, query } = call;
  const asId = (word: string): string | undefined =>
    isId(query.get(word) ?? '') ? query.get(word)?.toLowerCase() : undefined;
  const name = query.get('org');
  const orgId = asId('orgID');
  if (orgId !== undefined) return [find(state, orgId)];
  if (name) return [findByName(state, name)];
  const caller = callerOf(call);
  const seesAll = caller.active && allows(caller.permissions, { action: 'read', type: 'orgs' });
  const userId = asId('userID') ?? (seesAll ? undefined : caller.userId);
  if (userId !== undefined) return orgsOfUser(state, userId, paging);
  const all = [...state.orgs.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return all.slice(paging.offset, paging.offset + paging.limit);
}

/** The limit counts organizations, the offset counts all of the user's memberships. */
function orgsOfUser(state: State, userId: string, { offset, limit }: Paging): Org[] {
  const mine = state
    .membershipsOf(userId)
    .slice(offset)
    .filter(({ resourceType }) => resourceType === 'orgs');
  return mine
    .slice(0, limit)
    .map(({ resourceId }) => state.orgs.get(resourceId))
    .filter((org) => org !== undefined);
}

function find(state: State, orgId: string): Org {
  const org = state.orgs.get(orgId);
  if (!org) throw orgNotFound();
  return org;
}

function findByName(state: State, name: string): Org {
  const org = state.orgByName(name);
  if (!org) throw orgNameNotFound(name);
  return org;
}

function checkName(state: State, name: string): void {
  if (name.trim() === '') throw invalid('org name is empty');
  if (state.orgByName(name)) throw conflict(`organization with name ${name} already exists`);
}

function prefixed(orgId: string, error: InfluxError): InfluxError {
  return new InfluxError(error.code, `error deleting organization id: ${orgId}: ${error.message}`);
}
