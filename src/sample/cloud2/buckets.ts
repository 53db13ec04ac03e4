import { bucketBody, checkBucketName, checkRetention, toRead } from '#sample/influx2/bucket-store';
import { compact, noContent } from '#sample/influx2/call';
import { bucketNotFound, conflict, invalid } from '#sample/influx2/errors';
import { id, integer, list as listOf, struct, text, type Fields } from '#sample/influx2/go-decode';
import { parseId, randomId } from '#sample/influx2/ids';
import { pagingLinks, readPaging, type Paging } from '#sample/influx2/paging';
import { shardGroupSeconds } from '#sample/influx2/state';
import { now } from '#sample/influx2/time';
import { authorize, decodeBody, demandOwnOrg, may, type Call, type Handler } from './call.ts';
import type { Route } from './routes.ts';
import type { Bucket } from './state.ts';

interface WireBucket {
  orgID: string;
  name: string;
  description: string;
  retentionRules: (Fields<{ everySeconds: number }> | undefined)[];
}

const BUCKET = struct<WireBucket>('http.bucket', {
  orgID: id,
  name: text(),
  description: text(),
  retentionRules: listOf(
    struct<{ everySeconds: number }>('http.retentionRule', { everySeconds: integer() }),
    '[]http.retentionRule',
  ),
});

const PATH = '/api/v2/buckets';

/** Of the token's own organization, whatever `org` and `orgID` say; by id. */
const list: Handler = (call) => {
  const paging = readPaging(call.query);
  const page = pageOf(seen(call), paging);
  return compact(200, { links: pagingLinks(PATH, paging, {}, page.length), buckets: page.map(bucketBody) });
};

const create: Handler = (call) => {
  const { orgID: orgId, name = '', description = '', retentionRules } = decodeBody(call, BUCKET) ?? {};
  if (orgId === undefined) throw invalid('orgID is required');
  demandOwnOrg(call, orgId);
  authorize(call, { action: 'write', type: 'buckets', orgId });
  checkName(call, name);
  const createdAt = now();
  const times = { createdAt, updatedAt: createdAt };
  const kept = { name, description, retentionPolicyName: '', ...retention(retentionRules?.[0]?.everySeconds) };
  const bucket: Bucket = { id: randomId(), orgId, type: 'user', ...kept, ...times };
  call.state.buckets.set(bucket.id, bucket);
  return compact(201, bucketBody(bucket));
};

const get: Handler = (call) => {
  const bucket = find(call);
  authorize(call, toRead(bucket));
  return compact(200, bucketBody(bucket));
};

const patch: Handler = (call) => {
  const bucket = find(call);
  demandWrite(call, bucket);
  const { name = bucket.name, description = bucket.description, retentionRules } = decodeBody(call, BUCKET) ?? {};
  if (name !== bucket.name) checkName(call, name);
  const every = retentionRules?.[0]?.everySeconds ?? bucket.everySeconds;
  Object.assign(bucket, { name, description, updatedAt: now(), ...retention(every) });
  return compact(200, bucketBody(bucket));
};

/** Rights on the bucket stay where they are, and lead nowhere. */
const remove: Handler = (call) => {
  const bucket = find(call);
  demandWrite(call, bucket);
  call.state.buckets.delete(bucket.id);
  return noContent();
};

export const bucketRoutes: Route[] = [
  { path: PATH, methods: { GET: list, POST: create } },
  { path: `${PATH}/:id`, methods: { GET: get, PATCH: patch, DELETE: remove } },
];

function seen(call: Call): Bucket[] {
  const { caller, query, state } = call;
  const name = query.get('name');
  const wanted = query.get('id');
  return [...state.buckets.values()]
    .filter(
      (bucket) =>
        bucket.orgId === caller.org.id &&
        (!name || bucket.name === name) &&
        (!wanted || bucket.id === parseId(wanted)) &&
        may(call, toRead(bucket)),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function pageOf(all: readonly Bucket[], { after, offset, limit }: Paging): Bucket[] {
  const rest = after === undefined ? all.slice(offset) : all.filter((bucket) => bucket.id > after);
  return rest.slice(0, limit);
}

function find({ state, caller, params }: Call): Bucket {
  const bucket = state.buckets.get(parseId(params.id ?? ''));
  if (bucket?.orgId !== caller.org.id) throw bucketNotFound();
  return bucket;
}

function demandWrite(call: Call, { id: bucketId, orgId, type }: Bucket): void {
  authorize(call, { action: 'write', type: 'buckets', id: bucketId, orgId });
  if (type === 'system') throw invalid('system buckets cannot be changed');
}

function checkName({ state, caller }: Call, name: string): void {
  if (name === '') throw invalid('bucket name is required');
  checkBucketName(name, 'user');
  if (state.bucketByName(caller.org.id, name)) throw conflict(`bucket with name ${name} already exists`);
}

/** 30 days when nobody chose; 0 is for ever. */
function retention(everySeconds = 2_592_000): Pick<Bucket, 'everySeconds' | 'shardGroupSeconds'> {
  const shardGroup = shardGroupSeconds(everySeconds);
  checkRetention(everySeconds, shardGroup);
  return { everySeconds, shardGroupSeconds: shardGroup };
}
