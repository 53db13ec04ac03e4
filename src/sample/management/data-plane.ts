import type { IncomingHttpHeaders } from 'node:http';
import { basicOf } from '#sample/influx2/credentials';
import { json, noContent, type Answer } from './call.ts';
import { isLive, type DatabasePermission, type DatabaseToken, type State } from './state.ts';

interface DataRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

interface Endpoint {
  methods: readonly string[];
  answer(state: State, request: DataRequest): Answer;
}

const ENDPOINTS: Readonly<Partial<Record<string, Endpoint>>> = {
  '/ping': { methods: ['GET', 'HEAD'], answer: ping },
  '/query': { methods: ['GET', 'POST'], answer: query },
  '/write': { methods: ['POST'], answer: writeV1 },
  '/api/v2/write': { methods: ['POST'], answer: writeV2 },
};

const CODES: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not found',
};

/** What makes a request fail; the two APIs word it differently. */
class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
  }
}

/**
 * Answers where data goes in and out, as little as it takes to try a database token: points are checked and forgotten,
 * every query finds nothing. Management tokens and the identity provider's are strangers here.
 */
export function dataAnswer(state: State, request: DataRequest): Answer {
  const endpoint = ENDPOINTS[request.path];
  if (!endpoint) return json(404, { code: 'not found', message: 'path not found' });
  if (!endpoint.methods.includes(request.method)) return { status: 405, headers: {}, body: '' };
  try {
    return endpoint.answer(state, request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, message } = error;
    return request.path === '/api/v2/write'
      ? json(status, { code: CODES[status], message })
      : json(status, { error: message });
  }
}

/** Needs no credential, so it proves none. Clustered may tell this version (the vendor's `products.yml`). */
function ping({ product }: State): Answer {
  const headers: Record<string, string> =
    product === 'clustered' ? { 'x-influxdb-version': 'influxqlbridged-development' } : {};
  return { ...noContent(), headers };
}

function query(state: State, request: DataRequest): Answer {
  const asked = new URLSearchParams([...request.query, ...formOf(request)]);
  const token = bearer(state, request, asked);
  const database = databaseNamed(asked.get('db'), asked.get('rp'));
  if (!asked.get('q')) throw new Refusal(400, 'missing required parameter "q"');
  demand(state, token, { action: 'read', resource: database });
  return json(200, { results: [{ statement_id: 0 }] });
}

function writeV1(state: State, request: DataRequest): Answer {
  const token = bearer(state, request, request.query);
  return write(state, request, token, databaseNamed(request.query.get('db'), request.query.get('rp')));
}

function writeV2(state: State, request: DataRequest): Answer {
  const token = bearer(state, request, new URLSearchParams());
  return write(state, request, token, databaseNamed(request.query.get('bucket'), null));
}

function write(state: State, request: DataRequest, token: DatabaseToken, database: string): Answer {
  demand(state, token, { action: 'write', resource: database });
  const packed = request.headers['content-encoding'] === 'gzip';
  const lines = request.body
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  if (!packed && (lines.length === 0 || lines.some((line) => !/^[^, ].* [^ ]+=/.test(line))))
    throw new Refusal(400, 'the body is not line protocol');
  return noContent();
}

/** The token of a request: as Bearer, Token, the password of Basic, or (only the 1.x paths) the parameter `p`. */
function bearer(state: State, { headers }: DataRequest, parameters: URLSearchParams): DatabaseToken {
  const secret =
    headers.authorization?.match(/^(?:bearer|token) +(\S+)$/i)?.[1] ??
    basicOf(headers.authorization)?.password ??
    parameters.get('p');
  const token = secret ? state.tokenOf(secret) : undefined;
  const now = Date.now();
  if (!token || !isLive(token, now) || token.usableFrom > now) throw new Refusal(401, 'unauthorized');
  return token;
}

/** The right is looked at first: who may not use a name does not learn whether there is such a database. */
function demand(state: State, { permissions }: DatabaseToken, wanted: DatabasePermission): void {
  const has = permissions.some(
    ({ action, resource }) => action === wanted.action && (resource === '*' || resource === wanted.resource),
  );
  if (!has) throw new Refusal(403, `no permission to ${wanted.action} this database`);
  if (!state.databases.has(wanted.resource)) throw new Refusal(404, `database not found: ${wanted.resource}`);
}

/** A retention policy is the part of the name behind a slash. */
function databaseNamed(name: string | null, policy: string | null): string {
  if (!name) throw new Refusal(400, 'no database is named');
  return policy && policy !== 'autogen' ? `${name}/${policy}` : name;
}

function formOf({ headers, body }: DataRequest): URLSearchParams {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return new URLSearchParams(isForm ? body.toString('utf8') : '');
}
