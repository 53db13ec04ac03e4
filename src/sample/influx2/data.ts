import { bodyText, callerOf, heldBy, noContent, type Answer, type Call, type Handler } from './call.ts';
import {
  bucketNameNotFound,
  bucketNotFound,
  forbidden,
  InfluxError,
  internal,
  invalid,
  notFound,
  orgNameNotFound,
  orgNotFound,
} from './errors.ts';
import { isId, parseId } from './ids.ts';
import { toRead } from './bucket-store.ts';
import type { Permission } from './permissions.ts';
import { allows } from './reach.ts';
import { isPoint, pointLines } from './points.ts';
import type { Route } from './routes.ts';
import type { Bucket, Org, State } from './state.ts';

const PRECISIONS = ['ns', 'us', 'ms', 's'];

/** Takes points for a bucket and forgets them: what a token is for can be tried against the sample. */
const write: Handler = (call) => {
  const { query, state } = call;
  const precision = query.get('precision') || 'ns';
  if (!PRECISIONS.includes(precision)) throw invalid('invalid precision; valid precision units are ns, us, ms, and s');
  const wanted = query.get('bucket');
  if (!wanted) throw bucketNotFound();
  const org = requestedOrg(call);
  return writeTo(call, findBucket(state, org.id, wanted));
};

/** Reads the buckets that a Flux script names, all of them empty. */
const query: Handler = (call) => {
  const org = requestedOrg(call);
  for (const name of bucketsNamed(fluxOf(call))) {
    const bucket =
      call.state.bucketByName(org.id, name.text) ?? (name.byId ? call.state.buckets.get(name.text) : undefined);
    if (!bucket || !allows(heldBy(call), toRead(bucket)))
      throw notFound(`failed to initialize execute state: could not find bucket ${JSON.stringify(name.text)}`);
  }
  return { status: 200, headers: { 'content-type': 'text/csv; charset=utf-8', vary: 'Accept-Encoding' }, body: '\r\n' };
};

export const writeRoutes: Route[] = [{ path: '', methods: { POST: write } }];
export const queryRoutes: Route[] = [{ path: '', methods: { POST: query } }];

/** Checks the right to write a bucket, and that the body is line protocol. */
export function writeTo(call: Call, bucket: Bucket): Answer {
  const wanted: Permission = { action: 'write', type: 'buckets', id: bucket.id, orgId: bucket.orgId };
  const caller = callerOf(call);
  if (!caller.active) throw forbidden('insufficient permissions for write: token is inactive');
  if (!allows(caller.permissions, wanted)) throw forbidden('insufficient permissions for write');
  if (call.headers['content-encoding'] !== 'gzip') refuseBadLines(bodyText(call));
  return noContent();
}

/** The organization that a data request names: `orgID`, or `org` with an id or a name. */
function requestedOrg({ state, query: words }: Call): Org {
  const org = words.get('org');
  const byWord = words.get('orgID');
  const byName = isId(org ?? '') ? org?.toLowerCase() : undefined;
  const orgId = byWord ? parseId(byWord) : byName;
  if (orgId === undefined && !org) throw invalid('Please provide either orgID or org');
  const found = orgId === undefined ? state.orgByName(org ?? '') : state.orgs.get(orgId);
  if (!found) throw orgId === undefined ? orgNameNotFound(org ?? '') : orgNotFound();
  return found;
}

function findBucket(state: State, orgId: string, wanted: string): Bucket {
  const byId = isId(wanted) ? state.buckets.get(wanted.toLowerCase()) : undefined;
  const bucket = byId?.orgId === orgId ? byId : state.bucketByName(orgId, wanted);
  if (!bucket) throw bucketNameNotFound(wanted);
  return bucket;
}

function refuseBadLines(body: string): void {
  const lines = pointLines(body);
  if (lines.length === 0) throw invalid('writing requires points');
  const bad = lines.find((line) => !isPoint(line));
  if (bad) throw invalid(`unable to parse '${bad}': ${bad.includes(' ') ? 'invalid field format' : 'missing fields'}`);
}

function fluxOf(call: Call): string {
  const body = bodyText(call);
  if (String(call.headers['content-type']).startsWith('application/vnd.flux')) return body;
  try {
    const request: unknown = JSON.parse(body);
    if (typeof request === 'object' && request !== null && 'query' in request && typeof request.query === 'string')
      return request.query;
  } catch (error) {
    throw new InfluxError(
      'invalid',
      `failed to decode request body: ${error instanceof Error ? error.message : 'invalid'}`,
    );
  }
  throw internal('request body requires either query or AST');
}

function bucketsNamed(flux: string): { text: string; byId: boolean }[] {
  return [...flux.matchAll(/from\s*\(\s*(bucket|bucketID)\s*:\s*"((?:\\.|[^"\\])*)"/g)].map(([, word, text]) => ({
    text: (text ?? '').replace(/\\(.)/g, '$1'),
    byId: word === 'bucketID',
  }));
}
