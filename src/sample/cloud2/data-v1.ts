import { compact, type Answer } from '#sample/influx2/call';
import { basicOf } from '#sample/influx2/credentials';
import { InfluxError, invalid, notFound, unauthorized } from '#sample/influx2/errors';
import { asInfluxError, compactError } from '#sample/influx2/routes';
import type { Caller, Request } from './call.ts';
import { authenticate, callerOf } from './credentials.ts';
import { mayReadBucket, writeTo } from './data.ts';
import type { Bucket, State } from './state.ts';

/**
 * The answer of the 1.x API: `/write` and `/query`, which take names and passwords, or a token in the place of a
 * password.
 */
export function answerV1(request: Request): Answer {
  try {
    const caller = callerOfV1(request);
    if (!caller) throw unauthorized('unauthorized access');
    return request.path === '/write' ? write(request, caller) : query(request, caller);
  } catch (error) {
    return compactError(asInfluxError(error));
  }
}

function write(request: Request, caller: Caller): Answer {
  if (request.method !== 'POST') throw new InfluxError('method not allowed', 'allow: POST');
  const db = request.query.get('db');
  if (!db) throw invalid('missing db');
  return writeTo({ ...request, caller }, mapped(request, caller, db));
}

function query(request: Request, caller: Caller): Answer {
  const db = request.query.get('db');
  if (db && !mayReadBucket({ caller }, mapped(request, caller, db))) throw notFound('no dbrp mapping found');
  return compact(200, { results: [{ statement_id: 0 }] });
}

function callerOfV1({ state, query: words, headers }: Request): Caller | undefined {
  const name = words.get('u');
  const inQuery = name === null ? undefined : { name, password: words.get('p') ?? '' };
  const pair = inQuery ?? basicOf(headers.authorization);
  return pair ? callerOf(state, byPassword(state, pair)) : authenticate(state, headers.authorization);
}

function byPassword(state: State, { name, password }: { name: string; password: string }) {
  const login = state.loginByName(name);
  if (login) return login.password === password ? login : undefined;
  return state.authorizationOf(password);
}

/** A database is the bucket of its name, with a retention policy the part behind a slash. */
function mapped({ state, query: words }: Request, { org }: Caller, db: string): Bucket {
  const rp = words.get('rp') ?? '';
  const bucket = state.bucketByName(org.id, rp && rp !== 'autogen' ? `${db}/${rp}` : db);
  if (!bucket) throw notFound('no dbrp mapping found');
  return bucket;
}
