import { AUTHORIZATIONS_PATH, authorizationBody, listEntry, type AuthorizationPath } from './authorization-body.ts';
import { createAuthorization } from './authorization-create.ts';
import { readUpdate, applyUpdate } from './authorization-update.ts';
import { authorize, JSON_TYPE, noContent, visible, type Answer, type Call, type Handler } from './call.ts';
import { authorizationNotFound, invalid, orgNameNotFound, orgNotFound, userNotFound } from './errors.ts';
import { parseId } from './ids.ts';
import type { Permission } from './permissions.ts';
import { allows } from './reach.ts';
import type { Route } from './routes.ts';
import type { Authorization, State } from './state.ts';

/** What an operation on one authorization needs: the action on it, and on its owner. */
export function needs(action: Permission['action'], { id, orgId, userId }: Authorization): [Permission, Permission] {
  return [
    { action, type: 'authorizations', id, orgId },
    { action, type: 'users', id: userId },
  ];
}

/** The answer of a list: `{links, authorizations}`, entry by entry. */
export function listAnswer(state: State, all: readonly Authorization[], path: AuthorizationPath): Answer {
  const entries = all.map((each) => listEntry(state, each, path)).filter((entry) => entry !== undefined);
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body: listParts(entries, path) };
}

/** Which authorizations a caller may list: those that it may read, of owners that it may read. */
export function listable(call: Call, all: readonly Authorization[]): Authorization[] {
  return visible(call, all, (held, each) => needs('read', each).every((wanted) => allows(held, wanted)));
}

/** The id filters of a list. */
export function readFilter(query: URLSearchParams): { id?: string; userId?: string; orgId?: string } {
  const read = (word: string): string | undefined => (query.get(word) ? parseId(query.get(word) ?? '') : undefined);
  return { userId: read('userID'), orgId: read('orgID'), id: read('id') };
}

/** An authorization as the answer to a request for it alone. */
export function oneAnswer(
  status: number,
  state: State,
  authorization: Authorization,
  path: AuthorizationPath,
  shown?: string,
): Answer {
  if (!state.orgs.has(authorization.orgId)) throw orgNotFound();
  if (!state.users.has(authorization.userId)) throw userNotFound();
  const body = authorizationBody(state, authorization, path, shown);
  return { status, headers: { 'content-type': JSON_TYPE }, body };
}

const list: Handler = (call) => {
  const { state, query } = call;
  const { id, ...filter } = readFilter(query);
  const user = query.get('user');
  const org = query.get('org');
  const userId = filter.userId ?? (user ? idOfUser(state, user) : undefined);
  const orgId = filter.orgId ?? (org ? idOfOrg(state, org) : undefined);
  if (id !== undefined) return listAnswer(state, listable(call, [find(state, id)]), AUTHORIZATIONS_PATH);
  const fits = (each: Authorization): boolean =>
    (!userId || each.userId === userId) && (!orgId || each.orgId === orgId);
  const all = [...state.authorizations.values()];
  return listAnswer(state, listable(call, userId || orgId ? all.filter(fits) : all), AUTHORIZATIONS_PATH);
};

const create: Handler = (call) => {
  const { authorization, secret } = createAuthorization(call);
  return oneAnswer(201, call.state, authorization, AUTHORIZATIONS_PATH, secret);
};

const get: Handler = (call) => {
  const authorization = find(call.state, parseId(call.params.id ?? ''));
  authorize(call, ...needs('read', authorization));
  return oneAnswer(200, call.state, authorization, AUTHORIZATIONS_PATH);
};

const patch: Handler = (call) => {
  const id = parseId(call.params.id ?? '');
  const update = readUpdate(call);
  const authorization = find(call.state, id);
  authorize(call, ...needs('read', authorization));
  authorize(call, ...needs('write', authorization));
  if (!applyUpdate(authorization, update)) throw invalid(call.state.version.unknownStatus);
  return oneAnswer(200, call.state, authorization, AUTHORIZATIONS_PATH);
};

const remove: Handler = (call) => {
  const authorization = find(call.state, parseId(call.params.id ?? ''));
  authorize(call, ...needs('write', authorization));
  call.state.authorizations.delete(authorization.id);
  return noContent();
};

export const authorizationRoutes: Route[] = [
  { path: '', methods: { GET: list, POST: create } },
  { path: ':id', methods: { GET: get, PATCH: patch, DELETE: remove } },
];

function find(state: State, id: string): Authorization {
  const found = state.authorizations.get(id);
  if (!found) throw authorizationNotFound();
  return found;
}

function idOfUser(state: State, name: string): string {
  const user = state.userByName(name);
  if (!user) throw userNotFound();
  return user.id;
}

function idOfOrg(state: State, name: string): string {
  const org = state.orgByName(name);
  if (!org) throw orgNameNotFound(name.trim());
  return org.id;
}

/** How many entries go out at once. */
const PART = 200;

function* listParts(entries: readonly string[], path: string): Iterable<string> {
  yield `{\n\t"links": {\n\t\t"self": "${path}"\n\t},\n\t"authorizations": ${entries.length ? '[' : '[]\n}'}`;
  for (let at = 0; at < entries.length; at += PART) {
    const part = entries
      .slice(at, at + PART)
      .map((entry) => `\n\t\t${entry}`)
      .join(',');
    yield at + PART < entries.length ? `${part},` : `${part}\n\t]\n}`;
  }
}
