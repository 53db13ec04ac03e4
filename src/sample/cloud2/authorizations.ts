import { compact, JSON_TYPE, noContent, type Answer } from '#sample/influx2/call';
import { authorizationNotFound, unauthorized } from '#sample/influx2/errors';
import { struct, text } from '#sample/influx2/go-decode';
import { goCompact, type GoValue } from '#sample/influx2/go-json';
import { newSecret, parseId } from '#sample/influx2/ids';
import { now } from '#sample/influx2/time';
import { AUTHORIZATIONS_PATH, authorizationBody, REDACTED, type AuthorizationPath } from './authorization-body.ts';
import { newAuthorization, readStatus } from './authorization-create.ts';
import { authorize, decodeBody, may, type Call, type Handler } from './call.ts';
import type { Route } from './routes.ts';
import type { Authorization } from './state.ts';

const UPDATE = struct<{ status: string; description: string }>('influxdb.AuthorizationUpdate', {
  status: text('influxdb.Status'),
  description: text(),
});

/**
 * Which of the caller's organization it may list, by the filters of the query: those whose owner it may read. The
 * others are left out, and nothing says so. Throws when it may read no authorizations at all.
 */
export function listed<A extends Authorization>(call: Call, all: Iterable<A>): A[] {
  const { caller, query, state } = call;
  const holds = caller.authorization.permissions;
  if (!holds.some(({ action, type }) => action === 'read' && type === 'authorizations'))
    throw unauthorized('read:authorizations is unauthorized');
  const userId = readId(query, 'userID');
  const orgId = readId(query, 'orgID');
  const user = query.get('user');
  const org = query.get('org');
  if ((orgId && orgId !== caller.org.id) || (org && org !== caller.org.name)) return [];
  return [...all].filter(
    (each) =>
      each.orgId === caller.org.id &&
      (!userId || each.userId === userId) &&
      (!user || state.users.get(each.userId)?.name === user) &&
      mayRead(call, each),
  );
}

/** One of the caller's organization. Throws 404 for any other, and 400 for an id that is none. */
export function findIn<A extends Authorization>({ caller, params }: Call, all: ReadonlyMap<string, A>): A {
  const found = all.get(parseId(params.id ?? ''));
  if (found?.orgId !== caller.org.id) throw authorizationNotFound();
  return found;
}

/** Throws unless the caller may read this authorization and its owner. */
export function demandRead(call: Call, { id, orgId, userId }: Authorization): void {
  authorize(call, { action: 'read', type: 'authorizations', id, orgId }, { action: 'read', type: 'users', id: userId });
}

/** Throws unless the caller may change and delete this authorization. */
export function demandWrite(call: Call, { id, orgId }: Authorization): void {
  authorize(call, { action: 'write', type: 'authorizations', id, orgId });
}

/** Takes description and status from a body; rights never change, and everything else is ignored. */
export function update(call: Call, authorization: Authorization): void {
  const { status, description = authorization.description } = decodeBody(call, UPDATE) ?? {};
  authorization.status = status === undefined ? authorization.status : readStatus(status);
  authorization.description = description;
  authorization.updatedAt = now();
}

/** The answer of a list; `bodies` are made as they are sent. */
export function listAnswer(path: AuthorizationPath, bodies: Iterable<GoValue>): Answer {
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body: listParts(path, bodies) };
}

const list: Handler = (call) => {
  const { state, query } = call;
  const secret = query.get('token');
  const wanted = secret ? state.authorizationOf(secret) : undefined;
  const all = listed(call, secret ? [wanted].filter((each) => each !== undefined) : state.authorizations.values());
  return listAnswer(AUTHORIZATIONS_PATH, redacted(call, all));
};

const create: Handler = (call) => {
  const { username: _ignored, ...authorization } = newAuthorization(call);
  const secret = newSecret();
  call.state.addAuthorization(authorization, secret);
  return compact(201, authorizationBody(call.state, authorization, { path: AUTHORIZATIONS_PATH, token: secret }));
};

const get: Handler = (call) => {
  const authorization = findIn(call, call.state.authorizations);
  demandRead(call, authorization);
  return shown(call, authorization);
};

const patch: Handler = (call) => {
  const authorization = findIn(call, call.state.authorizations);
  demandWrite(call, authorization);
  update(call, authorization);
  return shown(call, authorization);
};

const remove: Handler = (call) => {
  const authorization = findIn(call, call.state.authorizations);
  demandWrite(call, authorization);
  call.state.authorizations.delete(authorization.id);
  return noContent();
};

export const authorizationRoutes: Route[] = [
  { path: AUTHORIZATIONS_PATH, methods: { GET: list, POST: create } },
  { path: `${AUTHORIZATIONS_PATH}/:id`, methods: { GET: get, PATCH: patch, DELETE: remove } },
];

function shown({ state }: Call, authorization: Authorization): Answer {
  return compact(200, authorizationBody(state, authorization, { path: AUTHORIZATIONS_PATH, token: REDACTED }));
}

function* redacted({ state }: Call, all: readonly Authorization[]): Iterable<GoValue> {
  for (const each of all) yield authorizationBody(state, each, { path: AUTHORIZATIONS_PATH, token: REDACTED });
}

function mayRead(call: Call, { id, orgId, userId }: Authorization): boolean {
  return may(
    call,
    { action: 'read', type: 'authorizations', id, orgId },
    { action: 'read', type: 'users', id: userId },
  );
}

function readId(query: URLSearchParams, word: string): string | undefined {
  const value = query.get(word);
  return value ? parseId(value) : undefined;
}

/** How many entries go out at once. */
const PART = 200;

function* listParts(path: AuthorizationPath, bodies: Iterable<GoValue>): Iterable<string> {
  let part = `{"links":${goCompact({ self: path })},"authorizations":[`;
  let count = 0;
  for (const body of bodies) {
    part += `${count === 0 ? '' : ','}${goCompact(body)}`;
    if (++count % PART > 0) continue;
    yield part;
    part = '';
  }
  yield `${part}]}\n`;
}
