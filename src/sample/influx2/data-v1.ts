import { compact, type Call, type Caller, type Handler } from './call.ts';
import { basicOf, callerOfToken } from './credentials.ts';
import { writeTo } from './data.ts';
import { bucketNotFound, invalid, notFound, unauthorized } from './errors.ts';
import { allows } from './reach.ts';
import type { Route } from './routes.ts';
import type { Authorization, Bucket, State } from './state.ts';

/** The 1.x API has credentials of its own: names and passwords, or a token in the place of either. */
const write: Handler = (call) => {
  const authorization = authenticated(call);
  const db = call.query.get('db');
  if (!db) throw invalid('missing db');
  const bucket = mapped(call.state, authorization.orgId, db, call.query.get('rp') ?? '');
  return writeTo({ ...call, caller: callerOfToken(authorization) }, bucket);
};

const query: Handler = (call) => {
  const authorization = authenticated(call);
  const db = call.query.get('db');
  const caller: Caller = callerOfToken(authorization);
  const bucket = db ? mapped(call.state, authorization.orgId, db, call.query.get('rp') ?? '') : undefined;
  const readable =
    !bucket || allows(caller.permissions, { action: 'read', type: 'buckets', id: bucket.id, orgId: bucket.orgId });
  if (!readable) throw bucketNotFound();
  return compact(200, { results: [{ statement_id: 0 }] });
};

export const v1WriteRoutes: Route[] = [{ path: '', methods: { POST: write } }];
export const v1QueryRoutes: Route[] = [{ path: '', methods: { GET: query, POST: query } }];

/** A v1 user with its password, or any name with a token as password, or `Token <token>`; inactive ones are refused. */
function authenticated(call: Call): Authorization {
  const { state } = call;
  const credentials = credentialsOf(call);
  if (!credentials) throw unauthorized('unauthorized access');
  const { name, secret } = credentials;
  const found = name === undefined ? state.authorizationOf(secret) : byPassword(state, name, secret);
  const user = found && state.users.get(found.userId);
  if (found?.status !== 'active' || user?.status !== 'active') throw unauthorized('Unauthorized');
  return found;
}

/** Of `Token anything:<token>` only the token counts. */
function credentialsOf({ query: words, headers }: Call): { name?: string; secret: string } | undefined {
  const name = words.get('u');
  const password = words.get('p');
  if (name && password) return { name, secret: password };
  const token = headers.authorization?.match(/^Token ([^ ]+)$/)?.[1];
  if (token !== undefined) return { secret: token.slice(token.indexOf(':') + 1) };
  const basic = basicOf(headers.authorization);
  return basic && { name: basic.name, secret: basic.password };
}

function byPassword(state: State, name: string, password: string): Authorization | undefined {
  const named = state.legacyByName(name);
  if (!named) return state.authorizationOf(password);
  return named.password === password ? named : undefined;
}

/** Since 2.4 a database is the bucket of its name, a retention policy the part behind a slash. */
function mapped(state: State, orgId: string, db: string, rp: string): Bucket {
  const bucket = state.version.virtualDbrp
    ? state.bucketByName(orgId, rp && rp !== 'autogen' ? `${db}/${rp}` : db)
    : undefined;
  if (!bucket) throw notFound('no dbrp mapping found');
  return bucket;
}
