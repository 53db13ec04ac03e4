import { authorize, bodyText, callerOf, heldBy, indented, noContent, type Call, type Handler } from './call.ts';
import { InfluxError, internal, invalid, notFound, userNotFound } from './errors.ts';
import { decodeJson, id, struct, text } from './go-decode.ts';
import type { GoValue } from './go-json.ts';
import { parseId } from './ids.ts';
import type { Action } from '#domain/grant';
import type { Permission } from './permissions.ts';
import { allows } from './reach.ts';
import type { Route } from './routes.ts';
import type { Membership, User } from './state.ts';

type Shared = 'orgs' | 'buckets';

const NEW_MEMBER = struct<{ id: string; name: string }>('influxdb.User', { id, name: text() });

/** Members and owners of organizations or buckets. */
export function memberRoutes(type: Shared): Route[] {
  return (['member', 'owner'] as const).flatMap((role): Route[] => [
    { path: `:id/${role}s`, methods: { GET: (call) => list(call, type, role), POST: (call) => add(call, type, role) } },
    { path: `:id/${role}s/:userId`, methods: { DELETE: (call) => remove(call, type) } },
  ]);
}

function list(call: Call, type: Shared, role: Membership['role']): ReturnType<Handler> {
  const resourceId = sharedResource(call, type);
  const mine = call.state.memberships.filter(
    (each) => each.resourceType === type && each.resourceId === resourceId && each.role === role,
  );
  const users = mine.sort((a, b) => (a.userId < b.userId ? -1 : 1)).map(({ userId }) => readableUser(call, userId));
  return indented(200, {
    links: { self: `/api/v2/${type}/${resourceId}/${role}s` },
    users: users.map((user) => memberBody(user, role)),
  });
}

function add(call: Call, type: Shared, role: Membership['role']): ReturnType<Handler> {
  const { state } = call;
  const resourceId = sharedResource(call, type);
  const userId = decodeJson(bodyText(call), NEW_MEMBER)?.id;
  if (!userId) throw invalid('user id missing or invalid');
  const user = readableUser(call, userId);
  authorize(call, onResource(call, 'write', type, resourceId));
  if (state.memberships.some((each) => each.userId === userId && each.resourceId === resourceId)) {
    throw internal(`Unexpected error when assigning user to a resource: mapping for user ${userId} already exists`);
  }
  state.memberships.push({ userId, role, resourceType: type, resourceId });
  return indented(201, memberBody(user, role));
}

function remove(call: Call, type: Shared): ReturnType<Handler> {
  const resourceId = sharedResource(call, type);
  const userId = parseId(call.params.userId ?? '');
  const mine = (each: Membership): boolean => each.userId === userId && each.resourceId === resourceId;
  if (call.state.memberships.some(mine)) authorize(call, onResource(call, 'write', type, resourceId));
  call.state.removeMemberships(mine);
  return noContent();
}

/** The id in the path, of something that exists and that the caller may read: all else is one and the same 404. */
function sharedResource(call: Call, type: Shared): string {
  const resourceId = readResourceId(call.params.id ?? '');
  const caller = callerOf(call);
  const exists = type === 'orgs' ? call.state.orgs.has(resourceId) : call.state.buckets.has(resourceId);
  if (!exists || !caller.active || !allows(caller.permissions, reading(call, type, resourceId)))
    throw notFound('404 page not found');
  return resourceId;
}

function reading(call: Call, type: Shared, resourceId: string): Permission {
  const bucket = type === 'buckets' ? call.state.buckets.get(resourceId) : undefined;
  if (bucket?.type === 'system') return { action: 'read', type: 'orgs', id: bucket.orgId };
  return onResource(call, 'read', type, resourceId);
}

function onResource({ state }: Call, action: Action, type: Shared, resourceId: string): Permission {
  const orgId = type === 'orgs' ? resourceId : (state.buckets.get(resourceId)?.orgId ?? '');
  return { action, type, id: resourceId, orgId };
}

function readResourceId(text: string): string {
  try {
    return parseId(text);
  } catch (error) {
    if (error instanceof InfluxError) throw invalid(`corrupt ID provided: ${error.message}`);
    throw error;
  }
}

function readableUser(call: Call, userId: string): User {
  const wanted: Permission = { action: 'read', type: 'users', id: userId };
  if (!allows(heldBy(call), wanted)) authorize(call, wanted);
  const user = call.state.users.get(userId);
  if (!user) throw userNotFound();
  return user;
}

function memberBody(user: User, role: Membership['role']): GoValue {
  return { role, links: { self: `/api/v2/users/${user.id}` }, id: user.id, name: user.name, status: user.status };
}
