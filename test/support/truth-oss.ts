import type { AccessTarget } from '#domain/access-target';
import type { Action } from '#domain/grant';
import type { Bucket, Resources } from '#domain/resource';
import type { Token } from '#domain/token';
import type { Permission } from '#sample/influx2/permissions';
import type { SeededRandom } from '#sample/influx2/seed/random';
import { byStatus, type Question, type Verdict } from './truth.ts';

/** What stands on a server for tokens to name. */
export interface Town {
  orgs: readonly string[];
  users: readonly string[];
  buckets: readonly { id: string; orgId: string }[];
  /** Tasks, dashboards, Telegraf configurations, by type. */
  others: readonly { type: string; id: string; orgId: string }[];
  types: readonly string[];
}

const GHOST = '00000000deadbeef';
const BOTH = ['read', 'write'] as const;
/** Besides buckets, what harmless requests ask about. */
const COMMON = ['orgs', 'users', 'authorizations', 'tasks', 'dashboards', 'telegrafs'];
export const PASSWORD = 'correct horse';

const bearing = (secret: string): Record<string, string> => ({ authorization: `Token ${secret}` });
const isLogin = ({ store }: Token): boolean => store === 'v1';
/** What a login shows where only tokens are taken. */
const credentialOf = (token: Token, secret: string): string =>
  isLogin(token) ? `${token.username ?? ''}:${PASSWORD}` : secret;

/**
 * The rights of a random token of one organization, as its creation takes them: mostly few, some of the standard sets.
 */
export function randomRights(random: SeededRandom, town: Town, orgId: string, ownerId: string): Permission[] {
  const kind = random.next();
  if (kind < 0.04) return town.types.flatMap((type) => BOTH.map((action) => ({ action, type })));
  if (kind < 0.12) return allAccess(town, orgId, ownerId);
  if (kind < 0.14) return town.types.map((type) => ({ action: 'read', type }));
  return Array.from({ length: random.between(1, 10) }, () => randomRight(random, town, orgId));
}

function allAccess({ types }: Town, orgId: string, ownerId: string): Permission[] {
  return types.flatMap((type): Permission[] => {
    if (type === 'orgs') return [{ action: 'read', type, id: orgId }];
    return BOTH.map((action) => ({ action, type, ...(type === 'users' ? { id: ownerId } : { orgId }) }));
  });
}

/** On one, on one without its organization, on all of an organization, or on all: each of what is there, or was. */
function randomRight(random: SeededRandom, town: Town, orgId: string): Permission {
  const action = random.pick(BOTH);
  const type = random.chance(0.6) ? 'buckets' : random.pick([...COMMON, ...COMMON, ...town.types]);
  const scope = random.next();
  if (scope < 0.2) return { action, type };
  if (scope < 0.5) return { action, type, orgId };
  const target = random.chance(0.06) ? { id: GHOST, orgId } : random.pick(targetsOf(town, type));
  const named = { action, type, id: target.id };
  return scope < 0.8 && target.orgId === orgId ? { ...named, orgId } : named;
}

function targetsOf({ orgs, users, buckets, others }: Town, type: string): readonly { id: string; orgId?: string }[] {
  if (type === 'buckets') return buckets;
  if (type === 'orgs') return orgs.map((id) => ({ id }));
  if (type === 'users') return users.map((id) => ({ id }));
  const found = others.filter((each) => each.type === type);
  return found.length > 0 ? found : [{ id: GHOST }];
}

/** Reading and writing of each bucket: a query that finds no points, and a write without any. */
export function bucketQuestions({ buckets }: Resources, { orgs }: Town, words: BucketWords): Question[] {
  // Ids are random, so that only organizations and names give the same order each time.
  const place = ({ orgId, name }: Bucket): string => `${orgs.indexOf(orgId)} ${name}`;
  const ordered = buckets.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  return ordered.flatMap((bucket) => {
    const { id, orgId, system } = bucket;
    const target = { type: 'buckets', id, orgId, system };
    const about = (action: Action, change: Omit<Question, 'name' | 'action' | 'target' | 'bucket'>): Question => ({
      name: `${action} bucket ${bucket.name} of ${orgId}`,
      action,
      target,
      bucket,
      ...change,
    });
    return [
      about('read', {
        ask: (token, secret) =>
          isLogin(token) ? askAsLogin('GET', '/query', bucket, token) : words.read(bucket, secret),
        verdict: words.mayRead,
      }),
      about('write', {
        ask: (token, secret) =>
          isLogin(token)
            ? askAsLogin('POST', '/write', bucket, token)
            : { method: 'POST', path: `/api/v2/write?orgID=${orgId}&bucket=${id}`, headers: bearing(secret) },
        verdict: mayWrite,
      }),
    ];
  });
}

/** How the points of a bucket are read, and what is said to it. */
export interface BucketWords {
  read: (bucket: Bucket, secret: string) => ReturnType<Question['ask']>;
  mayRead: Verdict;
}

export const FLUX: BucketWords = {
  read: ({ id, orgId, name }, secret) => ({
    method: 'POST',
    path: `/api/v2/query?orgID=${orgId}`,
    headers: { ...bearing(secret), 'content-type': 'application/vnd.flux' },
    body: `from(bucketID: "${id}") |> range(start: -1m) // ${name}`,
  }),
  mayRead: byStatus([200], [401, 403, 404]),
};

export const FLUX_BY_NAME: BucketWords = {
  read: ({ name }, secret) => ({
    method: 'POST',
    path: '/api/v2/query',
    headers: { ...bearing(secret), 'content-type': 'application/vnd.flux' },
    body: `from(bucket: "${name}") |> range(start: -1m)`,
  }),
  mayRead: byStatus([200], [401, 403, 404]),
};

export const INFLUXQL: BucketWords = {
  read: ({ name }, secret) => ({
    method: 'GET',
    path: `/query?db=${encodeURIComponent(name)}&q=SHOW%20MEASUREMENTS`,
    headers: bearing(secret),
  }),
  mayRead: byStatus([200], [401, 403, 404]),
};

/** A 1.x login names a database. How it finds a bucket of the server itself is not said anywhere: that is not asked. */
function askAsLogin(
  method: string,
  path: string,
  { name, system }: Bucket,
  { username = '' }: Token,
): ReturnType<Question['ask']> {
  const query = new URLSearchParams({ db: name, u: username, p: PASSWORD, q: 'SHOW MEASUREMENTS' });
  return system ? undefined : { method, path: `${path}?${query.toString()}` };
}

/** A write without points is refused with 400 when nothing else is in its way. */
const mayWrite = byStatus([400], [401, 403, 404]);
const found = byStatus([200, 404], [401, 403]);

/** Everything else that a harmless request of InfluxDB OSS 2.x decides. */
export function apiQuestions(town: Town, adminId: string, tokens: readonly Token[]): Question[] {
  const one = (type: string, id: string): AccessTarget => ({ type, id });
  const asked = (method: string, path: string, body = '') => ({
    ask: (token: Token, secret: string) => ({ method, path, headers: bearing(credentialOf(token, secret)), body }),
  });
  const single = ['orgs', 'users'].flatMap((type) => {
    const ids = type === 'orgs' ? town.orgs : town.users;
    return [...ids, GHOST].flatMap((id): Question[] => [
      {
        name: `read ${type} ${id}`,
        action: 'read',
        target: one(type, id),
        ...asked('GET', `/api/v2/${type}/${id}`),
        verdict: found,
      },
      {
        name: `write ${type} ${id}`,
        action: 'write',
        target: one(type, id),
        ...asked('PATCH', `/api/v2/${type}/${id}`, '{}'),
        verdict: found,
      },
    ]);
  });
  const others = town.others.map(({ type, id, orgId }): Question => ({
    name: `read ${type} ${id}`,
    action: 'read',
    target: { type, id, orgId },
    ...asked('GET', `/api/v2/${type}/${id}`),
    verdict: found,
  }));
  const entries = tokens.slice(0, 6).map(({ id, orgId, ownerId }): Question => ({
    name: `read token ${id}`,
    action: 'read',
    target: { type: 'authorizations', id, orgId },
    also: [['read', one('users', ownerId)]],
    ...asked('GET', `/api/v2/authorizations/${id}`),
    verdict: found,
  }));
  const makers = town.orgs.flatMap((orgId): Question[] => [
    {
      name: `write tokens of ${orgId}`,
      action: 'write',
      target: { type: 'authorizations', orgId },
      also: [['write', one('users', adminId)]],
      ...asked('POST', '/api/v2/authorizations', doomed(town, orgId, adminId)),
      verdict: mayMakeTokens,
    },
    {
      name: `make buckets in ${orgId}`,
      action: 'write',
      target: { type: 'buckets', orgId },
      ...asked('POST', '/api/v2/buckets', JSON.stringify({ orgID: orgId, name: 'no"name' })),
      verdict: byStatus([400], [401, 403]),
    },
  ]);
  const global: Question[] = [
    {
      name: 'make organizations',
      action: 'write',
      target: { type: 'orgs' },
      ...asked('POST', '/api/v2/orgs', '{"name":""}'),
      verdict: byStatus([400], [401, 403]),
    },
  ];
  return [...single, ...others, ...entries, ...makers, ...global];
}

/** A token that nobody can make: its one right is for another organization than itself. */
function doomed({ orgs }: Town, orgID: string, userID: string): string {
  const other = orgs.find((id) => id !== orgID) ?? GHOST;
  const permissions = [{ action: 'read', resource: { type: 'buckets', orgID: other } }];
  return JSON.stringify({ orgID, userID, description: 'doomed', permissions });
}

/** Who holds the right to make tokens learns that this one cannot be. */
const mayMakeTokens: Verdict = (status, body) => {
  if (status === 400 && body.includes('is not for org id')) return true;
  if (status === 403 && body.includes('is not allowed')) return true;
  if ((status === 401 || status === 403) && /is unauthorized|inactive|unauthorized access/.test(body)) return false;
  throw new Error('neither allowed nor refused');
};
