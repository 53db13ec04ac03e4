import { authorize, bodyText, callerOf, noContent, type Handler } from './call.ts';
import { LEGACY_PATH } from './authorization-body.ts';
import { mayCreate, newAuthorization, readWanted, type Wanted } from './authorization-create.ts';
import { applyLegacyUpdate, readUpdate } from './authorization-update.ts';
import { listable, listAnswer, needs, oneAnswer, readFilter } from './authorizations.ts';
import {
  authorizationNotFound,
  conflict,
  internal,
  invalid,
  notFound,
  orgNameNotFound,
  unableToCreateToken,
  userNotFound,
} from './errors.ts';
import { decodeJson } from './go-decode.ts';
import { GoJsonError } from './go-parse.ts';
import { isId, parseId } from './ids.ts';
import { checkPassword, PASSWORD_BODY } from './passwords.ts';
import type { Route } from './routes.ts';
import type { Authorization, State } from './state.ts';

/** Names of users and organizations must exist, and filter nothing: the server looks them up after its search. */
const list: Handler = (call) => {
  const { state, query } = call;
  const { id, userId, orgId } = readFilter(query);
  const token = query.get('token');
  const found = listable(call, wanted(state, { id, token, userId, orgId }));
  const user = query.get('user');
  const org = query.get('org');
  if (user && !state.userByName(user)) throw userNotFound();
  if (org && !state.orgByName(org)) throw orgNameNotFound(org);
  return listAnswer(state, found, LEGACY_PATH);
};

const create: Handler = (call) => {
  const { state } = call;
  const request = readWanted(call);
  if (request.token === '') throw invalid('token required for v1 user authorization type');
  if (!state.users.has(callerOf(call).userId)) throw unableToCreateToken();
  if (state.version.v1ChecksBuckets) checkBuckets(state, request);
  const userId = mayCreate(call, request);
  if (state.legacyByName(request.token)) throw conflict('token already exists');
  const authorization: Authorization = { ...newAuthorization(state, request, userId), token: request.token };
  state.legacy.set(authorization.id, authorization);
  return oneAnswer(201, state, authorization, LEGACY_PATH);
};

const get: Handler = (call) => {
  const authorization = find(call.state, parseId(call.params.id ?? ''));
  authorize(call, ...needs('read', authorization));
  return oneAnswer(200, call.state, authorization, LEGACY_PATH);
};

const patch: Handler = (call) => {
  const id = parseId(call.params.id ?? '');
  const update = readUpdate(call);
  const authorization = find(call.state, id);
  authorize(call, ...needs('read', authorization));
  authorize(call, ...needs('write', authorization));
  applyLegacyUpdate(authorization, update);
  return oneAnswer(200, call.state, authorization, LEGACY_PATH);
};

const remove: Handler = (call) => {
  const authorization = find(call.state, parseId(call.params.id ?? ''));
  authorize(call, ...needs('write', authorization));
  call.state.legacy.delete(authorization.id);
  return noContent();
};

const setPassword: Handler = (call) => {
  const password = readPassword(bodyText(call));
  const id = call.params.id ?? '';
  if (!isId(id)) throw internal('invalid authorization ID provided in route');
  const authorization = find(call.state, id.toLowerCase());
  authorize(call, { action: 'write', type: 'users', id: authorization.userId });
  checkPassword(call.state, password);
  authorization.password = password;
  return noContent();
};

/** The 1.x-compatible authorizations: user names with passwords, of use on `/query` and `/write` only. */
export const legacyRoutes: Route[] = [
  { path: '', methods: { GET: list, POST: create } },
  { path: ':id', methods: { GET: get, PATCH: patch, DELETE: remove } },
  { path: ':id/password', methods: { POST: setPassword } },
];

function readPassword(body: string): string {
  try {
    return decodeJson(body, PASSWORD_BODY)?.password ?? '';
  } catch (error) {
    if (error instanceof GoJsonError) throw invalid(error.message);
    throw error;
  }
}

function checkBuckets(state: State, { permissions }: Wanted): void {
  const missing = permissions.some(({ type, id }) => type === 'buckets' && id !== undefined && !state.buckets.has(id));
  if (missing) throw notFound('bucket not found when creating auth');
}

interface Filter {
  id?: string;
  token: string | null;
  userId?: string;
  orgId?: string;
}

/** The id goes before the name, and either before the rest. */
function wanted(state: State, { id, token, userId, orgId }: Filter): Authorization[] {
  if (id) return [find(state, id)];
  if (token) return [findByName(state, token)];
  return [...state.legacy.values()].filter(
    (each) => (!userId || each.userId === userId) && (!orgId || each.orgId === orgId),
  );
}

function find(state: State, id: string): Authorization {
  const found = state.legacy.get(id);
  if (!found) throw authorizationNotFound();
  return found;
}

function findByName(state: State, name: string): Authorization {
  const found = state.legacyByName(name);
  if (!found) throw authorizationNotFound();
  return found;
}
