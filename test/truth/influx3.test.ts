import { expect, onTestFinished, test } from 'vitest';
import type { AccessTarget } from '#domain/access-target';
import type { Action } from '#domain/grant';
import type { Resources } from '#domain/resource';
import type { State } from '#sample/influx3/state';
import type { Influx3Product } from '#sample/influx3/versions';
import { SeededRandom } from '#sample/influx2/seed/random';
import { startSample, type RunningSample } from '#sample/serve';
import { type Ask, byStatus, expectSameVerdicts, type Question, readThroughApp, truthSeed } from '#test/truth';

const PAIRS = 10_000;
const AGO_MS = 3_600_000;
/** The last ones are deleted, and the last but one is made anew. */
const DATABASES = ['plant', 'office', 'raw', 'edge/7', 'home', 'metrics', 'remade', 'gone'];
const SYSTEM = ['health', 'metrics', 'ping', 'ready'];
const ACTIONS = ['read', 'write', 'create', 'describe', 'delete'] as const;
const NEVER = 'never-there';

type Server = RunningSample<State>;

const bearing = (secret: string) => ({ authorization: `Bearer ${secret}` });
const json = (secret: string) => ({ ...bearing(secret), 'content-type': 'application/json' });

async function post({ url }: Server, path: string, secret: string, body: unknown, method = 'POST'): Promise<string> {
  const answer = await fetch(url + path, { method, headers: json(secret), body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  const text = await answer.text();
  return text === '' ? '' : String((JSON.parse(text) as { token?: string }).token);
}

/** An empty server that somebody has claimed, with databases. */
async function claimed(product: Influx3Product, databases: readonly string[]) {
  const server = await startSample({ product, empty: true });
  onTestFinished(() => server.close());
  const admin = await post(server, '/api/v3/configure/token/admin', '', {});
  for (const db of databases) await post(server, '/api/v3/configure/database', admin, { db });
  return { server, admin };
}

/** Never, in an hour, or over at once. */
const expiry = (random: SeededRandom): { expiry_secs?: number } =>
  random.pick([{}, {}, {}, { expiry_secs: 3600 }, { expiry_secs: 0 }]);

async function addAdmins(server: Server, admin: string, random: SeededRandom, count: number) {
  const secrets = new Map<string, string>();
  for (let number = 0; number < count; number++) {
    const name = `admin ${number}`;
    const path = '/api/v3/configure/token/named_admin';
    secrets.set(name, await post(server, path, admin, { token_name: name, ...expiry(random) }));
  }
  return secrets;
}

/** One permission: on some databases or all, or on pages of the server itself, in whatever case. */
function randomPermission(random: SeededRandom) {
  const all = random.chance(0.35);
  if (random.chance(0.25)) {
    const names = random.some(SYSTEM, 2).map((name) => (random.chance(0.3) ? ` ${name.toUpperCase()}` : name));
    return { resource_type: 'system', resource_names: all ? ['*'] : names, actions: ['read'] };
  }
  const actions = ACTIONS.filter(() => random.chance(0.4));
  const names = all ? ['*'] : random.some(DATABASES, 3);
  return { resource_type: 'db', resource_names: names, actions: actions.length > 0 ? actions : ['read'] };
}

async function addResourceTokens(server: Server, admin: string, random: SeededRandom, count: number) {
  const secrets = new Map<string, string>();
  for (let number = 0; number < count; number++) {
    const name = `token ${number}`;
    const permissions = Array.from({ length: random.between(1, 4) }, () => randomPermission(random));
    const body = { token_name: name, permissions, ...expiry(random) };
    secrets.set(name, await post(server, '/api/v3/enterprise/configure/token', admin, body));
  }
  return secrets;
}

const isLetIn = byStatus([200, 204, 400, 404, 409], [401, 403]);

function question(
  action: Action,
  name: string,
  target: AccessTarget,
  ask: (secret: string) => Ask,
  change: Partial<Question> = {},
): Question {
  return { name: `${action} ${name}`, action, target, ask: (_, secret) => ask(secret), verdict: isLetIn, ...change };
}

const reads =
  (db: string) =>
  (secret: string): Ask => ({
    method: 'POST',
    path: '/api/v3/query_sql',
    headers: json(secret),
    body: JSON.stringify({ db, q: 'SELECT 1' }),
  });
const writes =
  (db: string) =>
  (secret: string): Ask => ({
    method: 'POST',
    path: `/api/v3/write_lp?db=${encodeURIComponent(db)}`,
    headers: bearing(secret),
  });
const creates =
  (db: string) =>
  (secret: string): Ask => ({
    method: 'POST',
    path: '/api/v3/configure/database',
    headers: json(secret),
    body: JSON.stringify({ db }),
  });
const lists = (secret: string): Ask => ({
  method: 'GET',
  path: '/api/v3/configure/database?format=json',
  headers: bearing(secret),
});

/** Everything that a request which changes nothing decides; nothing is created where the name is taken. */
function questionsOn({ buckets }: Resources): Question[] {
  const databases = buckets.flatMap((bucket): Question[] => {
    const { id, system } = bucket;
    const target = { type: 'databases', id, system };
    const isListed = (status: number, body: string): boolean =>
      status === 200 && body.includes(`:${JSON.stringify(id)}`);
    return [
      question('read', id, target, reads(id), { bucket }),
      // Its name alone is refused there, before anybody's rights are looked at.
      ...(system ? [] : [question('write', id, target, writes(id), { bucket })]),
      ...(system ? [] : [question('create', id, target, creates(id), { bucket })]),
      question('describe', id, target, lists, { bucket, verdict: isListed }),
    ];
  });
  const anyDatabase = { type: 'databases' };
  const pages = SYSTEM.map((id) =>
    question('read', `/${id}`, { type: 'system', id }, (secret) => ({
      method: 'GET',
      path: `/${id}`,
      headers: bearing(secret),
    })),
  );
  return [
    ...databases,
    ...pages,
    question('read', 'what is not there yet', anyDatabase, reads(NEVER)),
    question('write', 'what is not there yet', anyDatabase, writes(NEVER)),
  ];
}

test(`what the app says of random tokens is what Enterprise decides, in ${PAIRS} pairs of token and resource`, async () => {
  const seed = truthSeed();
  const random = new SeededRandom(seed);
  const { server, admin } = await claimed('enterprise-3.10', DATABASES);
  const early = await addResourceTokens(server, admin, random, 320);
  for (const token of server.state.tokens()) token.createdMs -= AGO_MS;
  for (const db of ['remade', 'gone']) await post(server, `/api/v3/configure/database?db=${db}`, admin, {}, 'DELETE');
  await post(server, '/api/v3/configure/database', admin, { db: 'remade' });
  const admins = await addAdmins(server, admin, random, 20);
  const secrets = new Map([...early, ...admins]);

  const { rows, resources } = await readThroughApp(server.url, admin);
  expect(rows).toHaveLength(secrets.size + 1);
  expect(rows.filter(({ token }) => token.remade).length).toBeGreaterThan(20);
  await expectSameVerdicts({
    url: server.url,
    rows,
    secrets,
    questions: questionsOn(resources),
    pairs: PAIRS,
    seed,
  });
}, 60_000);

test(`of Core, where every token that has not expired may do everything, in ${PAIRS} pairs`, async () => {
  const seed = truthSeed();
  const random = new SeededRandom(seed);
  const { server, admin } = await claimed('core-3.10', DATABASES.slice(0, 5));
  const secrets = await addAdmins(server, admin, random, 450);

  const { rows, resources } = await readThroughApp(server.url, admin);
  expect(rows).toHaveLength(secrets.size + 1);
  const questions = questionsOn(resources).filter(({ name }) => name !== 'read /ready');
  await expectSameVerdicts({ url: server.url, rows, secrets, questions, pairs: PAIRS, seed });
}, 60_000);
