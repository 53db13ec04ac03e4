import { filterWords, findBuckets } from './bucket-find.ts';
import { bucketBody, checkBucketName, checkRetention, findBucket, storeBucket, toRead } from './bucket-store.ts';
import { authorize, indented, noContent, visible, type Call, type Handler } from './call.ts';
import { conflict, invalid, unprocessable } from './errors.ts';
import { id, integer, list as listOf, struct, text, type Fields } from './go-decode.ts';
import { parseId } from './ids.ts';
import { memberRoutes } from './members.ts';
import { decodeBody } from './orgs.ts';
import { pagingLinks, readPaging } from './paging.ts';
import type { Permission } from './permissions.ts';
import { allows } from './reach.ts';
import type { Route } from './routes.ts';
import type { Bucket } from './state.ts';
import { now } from './time.ts';

interface Rule {
  type: string;
  everySeconds: number;
  shardGroupDurationSeconds: number;
}

interface BucketRequest {
  orgID: string;
  name: string;
  description: string;
  rp: string;
  retentionRules: (Fields<Rule> | undefined)[];
}

const RULE = struct<Rule>('tenant.retentionRule', {
  type: text(),
  everySeconds: integer(),
  shardGroupDurationSeconds: integer(),
});
const RULES = listOf(RULE, '[]tenant.retentionRule');
const NEW_BUCKET = struct<BucketRequest>('tenant.postBucketRequest', {
  orgID: id,
  name: text(),
  description: text(),
  rp: text(),
  retentionRules: RULES,
});
const BUCKET_UPDATE = struct<Omit<BucketRequest, 'orgID' | 'rp'>>('tenant.bucketUpdate', {
  name: text(),
  description: text(),
  retentionRules: RULES,
});

const toWrite = ({ id: bucketId, orgId }: Bucket): Permission => ({
  action: 'write',
  type: 'buckets',
  id: bucketId,
  orgId,
});

const list: Handler = (call) => {
  const paging = readPaging(call.query);
  const read = (word: string): string | undefined =>
    call.query.get(word) ? parseId(call.query.get(word) ?? '') : undefined;
  const filter = {
    orgId: read('orgID'),
    org: call.query.get('org') ?? '',
    name: call.query.get('name') ?? '',
    id: read('id'),
  };
  const seen = visible(call, findBuckets(call.state, filter, paging), (held, bucket) => allows(held, toRead(bucket)));
  return indented(200, {
    links: pagingLinks('/api/v2/buckets', paging, filterWords(filter), seen.length),
    buckets: seen.map(bucketBody),
  });
};

const create: Handler = (call) => {
  const body = decodeBody(call, NEW_BUCKET) ?? {};
  if (!body.orgID) throw invalid('organization id must be provided');
  const rule = onlyRule(body.retentionRules);
  authorize(call, { action: 'write', type: 'buckets', orgId: body.orgID });
  const bucket = storeBucket(call.state, {
    orgId: body.orgID,
    type: 'user',
    name: body.name ?? '',
    description: body.description ?? '',
    retentionPolicyName: body.rp ?? '',
    everySeconds: rule.everySeconds ?? 0,
    shardGroupSeconds: rule.shardGroupDurationSeconds,
  });
  call.state.naming++;
  return indented(201, bucketBody(bucket));
};

const get: Handler = (call) => {
  const bucket = findBucket(call.state, parseId(call.params.id ?? ''));
  authorize(call, toRead(bucket));
  return indented(200, bucketBody(bucket));
};

const patch: Handler = (call) => {
  const bucketId = parseId(call.params.id ?? '');
  const update = decodeBody(call, BUCKET_UPDATE) ?? {};
  const rule = onlyRule(update.retentionRules);
  const bucket = findBucket(call.state, bucketId);
  if (update.name !== undefined) authorize(call, toRead(bucket));
  authorize(call, toWrite(bucket));
  if (update.name !== undefined && update.name !== bucket.name) checkRename(call, bucket, update.name);
  const everySeconds = rule.everySeconds ?? bucket.everySeconds;
  const shardGroupSeconds = rule.shardGroupDurationSeconds || bucket.shardGroupSeconds;
  checkRetention(everySeconds, shardGroupSeconds);
  const { name = bucket.name, description = bucket.description } = update;
  Object.assign(bucket, { name, description, everySeconds, shardGroupSeconds, updatedAt: now() });
  call.state.naming++;
  return indented(200, bucketBody(bucket));
};

const remove: Handler = (call) => {
  const { state } = call;
  const bucket = findBucket(state, parseId(call.params.id ?? ''));
  authorize(call, toWrite(bucket));
  if (bucket.type === 'system') throw invalid('system buckets cannot be deleted');
  state.buckets.delete(bucket.id);
  state.removeMemberships(({ resourceId }) => resourceId === bucket.id);
  state.naming++;
  return noContent();
};

export const bucketRoutes: Route[] = [
  { path: '', methods: { GET: list, POST: create } },
  { path: ':id', methods: { GET: get, PATCH: patch, DELETE: remove } },
  ...memberRoutes('buckets'),
];

function onlyRule(rules: (Fields<Rule> | undefined)[] = []): Fields<Rule> {
  if (rules.length > 1) throw unprocessable('buckets cannot have more than one retention rule at this time');
  const rule = rules[0] ?? {};
  if ((rule.everySeconds ?? 0) < 0) throw unprocessable('expiration seconds cannot be negative');
  if ((rule.shardGroupDurationSeconds ?? 0) < 0) throw unprocessable('shard-group duration seconds cannot be negative');
  return rule;
}

function checkRename({ state }: Call, bucket: Bucket, name: string): void {
  if (bucket.type === 'system') throw invalid('system buckets cannot be renamed');
  checkBucketName(name, bucket.type);
  if (state.bucketByName(bucket.orgId, name)) throw conflict('bucket name is not unique');
}
