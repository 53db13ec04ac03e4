import { toRead } from '#sample/influx2/bucket-store';
import { noContent, type Answer } from '#sample/influx2/call';
import { bucketNameNotFound, forbidden, invalid, notFound, orgNotFound } from '#sample/influx2/errors';
import { struct, text } from '#sample/influx2/go-decode';
import { isPoint, pointLines } from '#sample/influx2/points';
import { decodeBody, may, type Call, type Handler } from './call.ts';
import type { Route } from './routes.ts';
import type { Bucket } from './state.ts';

/** Takes points for a bucket and forgets them: what a token is for can be tried against the sample. */
const write: Handler = (call) => {
  const { query, state, caller } = call;
  const wanted = query.get('bucket') ?? '';
  const org = query.get('orgID') ?? query.get('org');
  if (org !== null && org !== caller.org.id && org !== caller.org.name) throw orgNotFound();
  const byId = state.buckets.get(wanted);
  const bucket = byId?.orgId === caller.org.id ? byId : state.bucketByName(caller.org.id, wanted);
  if (!bucket) throw bucketNameNotFound(wanted);
  return writeTo(call, bucket);
};

/** Reads the buckets that a Flux script names, all of them empty. Cloud Serverless reads by SQL and InfluxQL only. */
const query: Handler = (call) => {
  const { state, caller } = call;
  if (caller.org.storage !== 'tsm') throw notFound('path not found');
  for (const [, name = ''] of fluxOf(call).matchAll(/from\s*\(\s*bucket\s*:\s*"((?:\\.|[^"\\])*)"/g)) {
    const bucket = state.bucketByName(caller.org.id, name.replace(/\\(.)/g, '$1'));
    if (!bucket || !mayReadBucket(call, bucket))
      throw notFound(`failed to initialize execute state: could not find bucket "${name}"`);
  }
  return { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8' }, body: '\r\n' };
};

export const dataRoutes: Route[] = [
  { path: '/api/v2/write', methods: { POST: write } },
  { path: '/api/v2/query', methods: { POST: query } },
];

/** Checks the right to write a bucket, and that the body has points in line protocol. */
export function writeTo(call: Pick<Call, 'caller' | 'body' | 'headers'>, { id, orgId }: Bucket): Answer {
  if (!may(call, { action: 'write', type: 'buckets', id, orgId }))
    throw forbidden('insufficient permissions for write');
  if (call.headers['content-encoding'] !== 'gzip') refuseBadLines(call.body.toString('utf8'));
  return noContent();
}

/** May the caller read the points of a bucket? */
export function mayReadBucket(call: Pick<Call, 'caller'>, bucket: Bucket): boolean {
  return may(call, toRead(bucket));
}

function refuseBadLines(body: string): void {
  const lines = pointLines(body);
  if (lines.length === 0) throw invalid('writing requires points');
  const bad = lines.find((line) => !isPoint(line));
  if (bad !== undefined) throw invalid(`unable to parse '${bad}': missing fields`);
}

function fluxOf(call: Call): string {
  if (call.headers['content-type']?.startsWith('application/vnd.flux')) return call.body.toString('utf8');
  const flux = decodeBody(call, struct<{ query: string }>('http.QueryRequest', { query: text() }))?.query;
  if (!flux) throw invalid('request body requires either query or AST');
  return flux;
}
