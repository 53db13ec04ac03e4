import { barePermissions } from './authorization-body.ts';
import { authorize, bodyText, callerOf, indented, noContent, visible, type Call, type Handler } from './call.ts';
import { basicOf, membershipPermissions } from './credentials.ts';
import { conflict, forbidden, internal, invalid, userNotFound } from './errors.ts';
import { decodeJson, id, struct, text } from './go-decode.ts';
import type { GoValue } from './go-json.ts';
import { GoJsonError } from './go-parse.ts';
import { isId, parseId } from './ids.ts';
import { DEFAULT_LIMIT, readPaging } from './paging.ts';
import { checkPassword, PASSWORD_BODY } from './passwords.ts';
import { mePermissions } from './permissions.ts';
import { allows } from './reach.ts';
import type { Route } from './routes.ts';
import type { State, User } from './state.ts';

interface UserFields {
  id: string;
  oauthID: string;
  name: string;
  status: string;
}

const NEW_USER = struct<UserFields>('influxdb.User', {
  id,
  oauthID: text(),
  name: text(),
  status: text('influxdb.Status'),
});
const USER_UPDATE = struct<{ name: string; status: string }>('influxdb.UserUpdate', {
  name: text(),
  status: text('influxdb.Status'),
});

/** A user as the API shows it. */
export function userBody(user: User): GoValue {
  return {
    links: { self: `/api/v2/users/${user.id}` },
    id: user.id,
    oauthID: user.oauthId || undefined,
    name: user.name,
    status: user.status,
  };
}

/** Makes a user. Throws for a name that is taken. */
export function storeUser(state: State, wanted: Partial<User> & { name: string }): User {
  if (state.userByName(wanted.name)) throw conflict(`user with name ${wanted.name} already exists`);
  const user: User = { status: 'active', ...wanted, id: wanted.id ?? state.ids.next(Date.now()) };
  state.users.set(user.id, user);
  state.naming++;
  return user;
}

const me: Handler = (call) => {
  const { userId } = callerOf(call);
  authorize(call, { action: 'read', type: 'users', id: userId });
  return indented(200, userBody(find(call.state, userId)));
};

const list: Handler = (call) => {
  const found = findUsers(call);
  const seen = visible(call, found, (held, user) => allows(held, { action: 'read', type: 'users', id: user.id }));
  return indented(200, { links: { self: '/api/v2/users' }, users: seen.map(userBody) });
};

const create: Handler = (call) => {
  const { id: userId, oauthID: oauthId, name = '', status } = decodeJson(bodyText(call), NEW_USER) ?? {};
  authorize(call, { action: 'write', type: 'users' });
  return indented(201, userBody(storeUser(call.state, { id: userId, oauthId, name, status: status || 'active' })));
};

const get: Handler = (call) => {
  const userId = parseId(call.params.id ?? '');
  authorize(call, { action: 'read', type: 'users', id: userId });
  return indented(200, userBody(find(call.state, userId)));
};

const permissions: Handler = (call) => {
  const userId = parseId(call.params.id ?? '');
  authorize(call, { action: 'read', type: 'users', id: userId });
  return indented(200, barePermissions([...membershipPermissions(call.state, userId), ...mePermissions(userId)]));
};

const patch: Handler = (call) => {
  const userId = parseId(call.params.id ?? '');
  const { name, status } = decodeJson(bodyText(call), USER_UPDATE) ?? {};
  if (status !== undefined && status !== 'active' && status !== 'inactive')
    throw invalid('invalid status: must be active or inactive');
  authorize(call, { action: 'write', type: 'users', id: userId });
  const user = find(call.state, userId);
  if (name !== undefined && name !== user.name && call.state.userByName(name))
    throw conflict(`user with name ${name} already exists`);
  user.name = name ?? user.name;
  user.status = status ?? user.status;
  call.state.naming++;
  return indented(200, userBody(user));
};

/** The password and the memberships go with it; its authorizations stay, hidden from every list. */
const remove: Handler = (call) => {
  const userId = parseId(call.params.id ?? '');
  authorize(call, { action: 'write', type: 'users', id: userId });
  find(call.state, userId);
  call.state.users.delete(userId);
  call.state.removeMemberships((each) => each.userId === userId);
  call.state.naming++;
  return noContent();
};

const setPassword: Handler = (call) => {
  const password = readPassword(call);
  const userId = call.params.id ?? '';
  if (!isId(userId)) throw internal('invalid user ID provided in route');
  authorize(call, { action: 'write', type: 'users', id: userId.toLowerCase() });
  checkPassword(call.state, password);
  const user = call.state.users.get(userId.toLowerCase());
  if (!user) throw forbidden('your userID is incorrect');
  user.password = password;
  return noContent();
};

/** A change of one's own password, the old one in a Basic header beside a session's cookie. */
const changePassword: Handler = (call) => {
  const basic = basicOf(call.headers.authorization);
  if (!basic) throw internal('invalid basic auth');
  const password = readPassword(call);
  const user = find(call.state, call.params.id ? parseId(call.params.id) : callerOf(call).userId);
  if (user.password === undefined || user.password !== basic.password)
    throw forbidden('your username or password is incorrect');
  checkPassword(call.state, password);
  user.password = password;
  return noContent();
};

const ONE: Route[] = [
  { path: 'password', methods: { PUT: changePassword } },
  { path: ':id', methods: { GET: get, PATCH: patch, DELETE: remove } },
  { path: ':id/permissions', methods: { GET: permissions } },
  { path: ':id/password', methods: { POST: setPassword, PUT: changePassword } },
];

export const userRoutes: Route[] = [{ path: '', methods: { GET: list, POST: create } }, ...ONE];

/** The server mounts the users a second time there; only the list is another. */
export const meRoutes: Route[] = [{ path: '', methods: { GET: me, POST: create } }, ...ONE];

function findUsers({ state, query }: Call): User[] {
  const paging = state.version.usersPaged ? readPaging(query) : undefined;
  const userId = query.get('id');
  const name = query.get('name');
  if (userId) return [find(state, parseId(userId))];
  if (name) return [findByName(state, name)];
  const all = [...state.users.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (!paging) return all.slice(0, DEFAULT_LIMIT);
  const { after, descending, offset, limit } = paging;
  const from = all.filter((user) => !after || (descending ? user.id < after : user.id > after));
  return (descending ? from.reverse() : from).slice(offset, offset + limit);
}

function find(state: State, userId: string): User {
  const user = state.users.get(userId);
  if (!user) throw userNotFound();
  return user;
}

function findByName(state: State, name: string): User {
  const user = state.userByName(name);
  if (!user) throw userNotFound();
  return user;
}

function readPassword(call: Call): string {
  try {
    return decodeJson(bodyText(call), PASSWORD_BODY)?.password ?? '';
  } catch (error) {
    if (error instanceof GoJsonError) throw invalid(error.message);
    throw error;
  }
}
