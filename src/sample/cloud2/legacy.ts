import { compact, noContent, type Answer } from '#sample/influx2/call';
import { conflict, invalid, notFound } from '#sample/influx2/errors';
import { struct, text } from '#sample/influx2/go-decode';
import { authorizationBody, LEGACY_PATH } from './authorization-body.ts';
import { newAuthorization } from './authorization-create.ts';
import { demandRead, demandWrite, findIn, listAnswer, listed, update } from './authorizations.ts';
import { decodeBody, type Call, type Handler } from './call.ts';
import type { Route } from './routes.ts';
import type { Login } from './state.ts';

const PASSWORD = struct<{ password: string }>('http.passwordSetRequest', { password: text() });

/** Names of logins are no secrets: here `token` is one, and is shown. */
const list: Handler = (call) => {
  const { logins } = call.state;
  const username = call.query.get('token');
  const authId = call.query.get('authID');
  const fits = ({ id, ...login }: Login): boolean =>
    (!username || login.username === username) && (!authId || id === authId);
  return listAnswer(
    LEGACY_PATH,
    listed(call, [...logins.values()].filter(fits)).map((login) => bodyOf(call, login)),
  );
};

const create: Handler = (call) => {
  const login: Login = newAuthorization(call);
  if (login.username === '') throw invalid('token required for v1 user authorization type');
  if (call.state.loginByName(login.username)) throw conflict('token already exists');
  call.state.logins.set(login.id, login);
  return shown(call, 201, login);
};

const get: Handler = (call) => {
  const login = findIn(call, call.state.logins);
  demandRead(call, login);
  return shown(call, 200, login);
};

const patch: Handler = (call) => {
  const login = findIn(call, call.state.logins);
  demandWrite(call, login);
  update(call, login);
  return shown(call, 200, login);
};

const remove: Handler = (call) => {
  const login = findIn(call, call.state.logins);
  demandWrite(call, login);
  call.state.logins.delete(login.id);
  return noContent();
};

const setPassword: Handler = (call) => {
  const login = findIn(call, call.state.logins);
  demandWrite(call, login);
  const password = decodeBody(call, PASSWORD)?.password ?? '';
  if (password.length < 8) throw invalid('passwords must be at least 8 characters long');
  login.password = password;
  return noContent();
};

/** The 1.x logins of Cloud (TSM); Cloud Serverless has none. */
export const legacyRoutes: Route[] = [
  { path: LEGACY_PATH, methods: { GET: onTsm(list), POST: onTsm(create) } },
  { path: `${LEGACY_PATH}/:id`, methods: { GET: onTsm(get), PATCH: onTsm(patch), DELETE: onTsm(remove) } },
  { path: `${LEGACY_PATH}/:id/password`, methods: { POST: onTsm(setPassword) } },
];

function onTsm(handler: Handler): Handler {
  return (call) => {
    if (call.caller.org.storage !== 'tsm') throw notFound('path not found');
    return handler(call);
  };
}

function bodyOf({ state }: Call, login: Login) {
  return authorizationBody(state, login, { path: LEGACY_PATH, token: login.username });
}

function shown(call: Call, status: number, login: Login): Answer {
  return compact(status, bodyOf(call, login));
}
