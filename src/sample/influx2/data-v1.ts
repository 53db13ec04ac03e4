import { allows } from '#domain/access';
import { compact, type Call, type Caller, type Handler } from './call.ts';
import { basicOf, callerOfToken } from './credentials.ts';
import { writeTo } from './data.ts';
import { bucketNotFound, invalid, notFound, unauthorized } from './errors.ts';
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
function authenticated({ state, query: words, headers }: Call): Authorization {
  const given =
    words.get('u') && words.get('p') ? { name: words.get('u') ?? '', password: words.get('p') ?? '' } : undefined;
  const found = given ? byPassword(state, given) : byHeader(state, headers.authorization);
  const user = found && state.users.get(found.userId);
  if (!found || found.status !== 'active' || user?.status !== 'active') throw unauthorized('unauthorized access');
  return found;
}

function byHeader(state: State, header: string | undefined): Authorization | undefined {
  const token = header?.match(/^Token ([^ ]+)$/)?.[1];
  if (token !== undefined) return state.authorizationOf(token.slice(token.indexOf(':') + 1));
  const basic = basicOf(header);
  return basic && byPassword(state, basic);
}

function byPassword(state: State, { name, password }: { name: string; password: string }): Authorization | undefined {
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
