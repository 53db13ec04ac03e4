import type { IncomingMessage, ServerResponse } from 'node:http';
import { empty, Refusal, type Answer, type Call, type Handler } from './call.ts';
import { authenticate } from './credentials.ts';
import {
  clearRetention,
  createDatabase,
  deleteDatabase,
  setRetention,
  showDatabases,
  updateDatabase,
} from './database-routes.ts';
import { queryInfluxql, queryV1 } from './influxql.ts';
import { health, metrics, ping, ready } from './liveness.ts';
import { querySql } from './queries.ts';
import type { State } from './state.ts';
import {
  claimOperator,
  createNamedAdmin,
  createResourceToken,
  deleteToken,
  regenerateOperator,
} from './token-routes.ts';
import { writeLp, writeV1, writeV2 } from './writes.ts';
import type { Version } from './versions.ts';

const TOKENS = '/api/v3/configure/token';
export const REGENERATE = `${TOKENS}/admin/regenerate`;

interface Route {
  handle: Handler;
  /** Which servers have it; all of them when absent. */
  since?: (version: Version) => boolean;
}

const named = ({ knowsNamedAdmins }: Version) => knowsNamedAdmins;
const changing = ({ listsDatabases }: Version) => listsDatabases;
const enterprise = ({ edition }: Version) => edition === 'Enterprise';

const ROUTES: Readonly<Record<string, Route>> = {
  [`POST ${TOKENS}/admin`]: { handle: claimOperator },
  [`POST ${REGENERATE}`]: { handle: regenerateOperator },
  [`POST ${TOKENS}/named_admin`]: { handle: createNamedAdmin, since: named },
  [`DELETE ${TOKENS}`]: { handle: deleteToken },
  'POST /api/v3/enterprise/configure/token': { handle: createResourceToken, since: enterprise },
  'GET /api/v3/configure/database': { handle: showDatabases },
  'POST /api/v3/configure/database': { handle: createDatabase },
  'PUT /api/v3/configure/database': { handle: updateDatabase, since: changing },
  'DELETE /api/v3/configure/database': { handle: deleteDatabase },
  'POST /api/v3/configure/database/retention_period': { handle: setRetention, since: changing },
  'DELETE /api/v3/configure/database/retention_period': { handle: clearRetention, since: changing },
  'GET /api/v3/query_sql': { handle: querySql },
  'POST /api/v3/query_sql': { handle: querySql },
  'GET /api/v3/query_influxql': { handle: queryInfluxql },
  'POST /api/v3/query_influxql': { handle: queryInfluxql },
  'GET /query': { handle: queryV1 },
  'POST /query': { handle: queryV1 },
  'POST /api/v3/write_lp': { handle: writeLp },
  'POST /write': { handle: writeV1 },
  'POST /api/v2/write': { handle: writeV2 },
  'GET /ping': { handle: ping },
  'POST /ping': { handle: ping },
  'GET /health': { handle: health },
  'GET /api/v1/health': { handle: health },
  'GET /metrics': { handle: metrics },
  'GET /ready': { handle: ready, since: enterprise },
};

/** Answers one request as the server whose state it is given. */
export function serve(state: State, req: IncomingMessage, res: ServerResponse, body: Buffer): void {
  const [path = '', ...query] = (req.url ?? '/').split('?');
  const call: Omit<Call, 'caller'> = {
    state,
    method: req.method ?? 'GET',
    path,
    query: query.length > 0 ? query.join('?') : undefined,
    headers: req.headers,
    body,
  };
  const { answer, handled } = answered(call);
  send(res, answer, namesCluster(state.version, handled) ? { 'cluster-uuid': state.clusterId } : {});
}

/** The answer, and whether a handler gave it: until 3.7 what stood before the handlers did not name the cluster. */
function answered(call: Omit<Call, 'caller'>): { answer: Answer; handled: boolean } {
  const early = outcome(() => beforeRoutes(call));
  if ('status' in early) return { answer: early, handled: false };
  const { caller } = early;
  const answer = outcome(() => routed({ ...call, caller }));
  return { answer, handled: true };
}

type Admitted = Pick<Call, 'caller'>;

function beforeRoutes({ state, method, path, query, headers }: Omit<Call, 'caller'>): Answer | Admitted {
  if (method === 'OPTIONS') return preflight();
  if (state.withoutAuth && path.startsWith(TOKENS)) throw new Refusal(405, 'endpoint disabled, started without auth');
  if (path === `${TOKENS}/admin`) return { caller: 'anybody' };
  return { caller: authenticate(state, { path, query, authorization: headers.authorization }) };
}

function routed(call: Call): Answer {
  const key = `${call.method} ${call.path}`;
  const route = Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined;
  if (!route || route.since?.(call.state.version) === false) throw new Refusal(404, 'Not found');
  const answer = route.handle(call);
  return { ...answer, headers: { ...answer.headers, 'access-control-allow-origin': '*' } };
}

function outcome<T>(attempt: () => T): T | Answer {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function preflight(): Answer {
  const headers = {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': '*',
    'access-control-allow-headers': '*',
    'access-control-max-age': '86400',
  };
  return { ...empty(204), headers };
}

function namesCluster({ namesCluster: when }: Version, handled: boolean): boolean {
  return when === 'always' || (when === 'handled' && handled);
}

/** Query results come in chunks, everything else with its length. */
export function send(res: ServerResponse, { status, headers, body }: Answer, more: Record<string, string> = {}): void {
  const isStreamed = /^(?:application\/jsonl?|text\/csv)$/.test(headers['content-type'] ?? '');
  const length = status === 204 || isStreamed ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  res.writeHead(status, { ...headers, ...more, ...length });
  res.end(body);
}
