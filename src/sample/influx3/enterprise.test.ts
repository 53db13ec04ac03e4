import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { startSample, type RunningSample } from '../serve.ts';
import type { State } from './state.ts';

let sample: RunningSample<State>;
afterEach(() => sample.close());

interface Init {
  token?: string;
  body?: object | string;
}

async function ask(method: string, path: string, { token = sample.credential, body }: Init = {}) {
  const isJson = typeof body === 'object';
  const response = await fetch(sample.url + path, {
    method,
    headers: { authorization: `Bearer ${token ?? ''}`, ...(isJson && { 'content-type': 'application/json' }) },
    body: isJson ? JSON.stringify(body) : body,
  });
  return { status: response.status, text: await response.text() };
}

interface Wanted {
  resource_type: string;
  resource_names: readonly string[];
  actions: readonly string[];
}

const create = (name: string, permissions: readonly Wanted[]) =>
  ask('POST', '/api/v3/enterprise/configure/token', { body: { token_name: name, permissions } });
const secretIn = ({ text }: { text: string }) => (JSON.parse(text) as { token: string }).token;
const on = (names: readonly string[], ...actions: readonly string[]): Wanted => ({
  resource_type: 'db',
  resource_names: names,
  actions,
});
const query = (db: string, q: string, token?: string) => ask('POST', '/api/v3/query_sql', { token, body: { db, q } });
const write = (db: string, token?: string) =>
  ask('POST', `/api/v3/write_lp?db=${db}`, { token, body: 'm,s=a v=1 1700000000' });
const permissionsOf = async (name: string) => {
  const { text } = await query('_internal', `SELECT permissions FROM system.tokens WHERE name = '${name}'`);
  return (JSON.parse(text) as { permissions: string }[])[0]?.permissions;
};

const REFUSED = { status: 403, text: '{"error": "unauthorized to perform requested action with the token"}' };

test('a resource token does what it was made for and nothing else', async () => {
  sample = await startSample({ product: 'enterprise-3.10' });
  const reader = secretIn(await create('reader', [on(['home'], 'read')]));
  const writer = secretIn(await create('writer', [on(['home'], 'write')]));

  expect((await query('home', 'SELECT count(*) AS n FROM power', reader)).text).toBe('[{"n":24}]');
  expect(await write('home', reader)).toEqual(REFUSED);
  expect((await write('home', writer)).status).toBe(204);
  expect(await query('home', 'SELECT 1', writer)).toEqual(REFUSED);
  expect(await query('metrics', 'SELECT 1', reader)).toEqual(REFUSED);
  expect(await query('_internal', 'SELECT * FROM system.tokens', reader)).toEqual(REFUSED);
  expect(await ask('GET', '/ping', { token: reader })).toEqual(REFUSED);
  expect(await ask('DELETE', '/api/v3/configure/token?token_name=reader', { token: reader })).toEqual(REFUSED);
  expect(await ask('POST', '/api/v3/configure/token/admin/regenerate', { token: reader })).toEqual(REFUSED);
});

test('a refused write of InfluxDB 2 has its own shape', async () => {
  sample = await startSample({ product: 'enterprise-3.10' });
  const reader = secretIn(await create('reader', [on(['home'], 'read')]));

  expect(await ask('POST', '/api/v2/write?bucket=home', { token: reader, body: 'm v=1' })).toEqual({
    status: 403,
    text: '{"code":"forbidden","message":"forbidden"}',
  });
});

test('system rights open the pages of the server one by one', async () => {
  sample = await startSample({ product: 'enterprise-3.10' });
  const token = secretIn(
    await create('p', [{ resource_type: 'system', resource_names: [' Ping'], actions: ['read'] }]),
  );

  expect((await ask('GET', '/ping', { token })).status).toBe(200);
  expect((await ask('GET', '/health', { token })).status).toBe(403);
  expect(await permissionsOf('p')).toBe('["system:ping:read"]');
});

test.each([
  [on(['nowhere'], 'read'), 'invalid resource name nowhere'],
  [on(['home', '*'], 'read'), 'mixed wildcard (*) and resource name'],
  [on(['home'], 'drop'), 'action not supported, database action drop'],
  [{ ...on(['*'], 'read'), resource_type: '*' }, '* resource type can only be set for admin token'],
  [{ ...on(['a'], 'read'), resource_type: 'token' }, 'resource type not supported token'],
  [{ ...on(['ping'], 'write'), resource_type: 'system' }, 'action not supported, system action write'],
])('%j is refused with the reason', async (wanted, reason) => {
  sample = await startSample({ product: 'enterprise-3.10' });

  expect(await create('wrong', [wanted])).toEqual({ status: 400, text: `cannot parse token permission, ${reason}` });
});

test('a database made again under its old name is another, though the old token still shows the name', async () => {
  sample = await startSample({ product: 'enterprise-3.10' });
  const token = secretIn(await create('old', [on(['home'], 'read')]));
  await ask('DELETE', '/api/v3/configure/database?db=home');
  await ask('POST', '/api/v3/configure/database', { body: { db: 'home' } });

  expect(await query('home', 'SELECT 1', token)).toEqual(REFUSED);
  expect(await permissionsOf('old')).toBe('["db:home:read"]');
});

test('the column of permissions is a bare text where that is wanted', async () => {
  sample = await startSample({ product: 'enterprise-3.10', permissionsAs: 'string' });
  await create('two', [on(['home', 'metrics'], 'write', 'read'), on(['*'], 'create')]);

  expect(await permissionsOf('two')).toBe('db:home,metrics:read,write,db:*:create');
  expect(await permissionsOf('_admin')).toBe('*:*:*');
});

test('Core lets every token do everything', async () => {
  sample = await startSample({ product: 'core-3.10' });

  expect((await ask('POST', '/api/v3/enterprise/configure/token', { body: {} })).text).toBe('Not found');
  expect(
    (await ask('POST', '/api/v3/configure/token/admin/regenerate', { token: sample.secretOf('alice') })).status,
  ).toBe(201);
});

interface Question {
  permissions: string[];
  wanted: { database?: string | null; system?: string; action: string };
  allowed: boolean;
}

/** What asks the server the same, and never changes what is there. */
async function isAllowed({ database, system, action }: Question['wanted'], token: string): Promise<boolean> {
  if (system !== undefined) return (await ask('GET', `/${system}`, { token })).status !== 403;
  const name = database ?? 'not-there';
  const asked: Record<string, () => Promise<{ status: number; text: string }>> = {
    read: () => query(name, 'SELECT 1', token),
    write: () => ask('POST', `/api/v3/write_lp?db=${name}`, { token, body: '' }),
    create: () => ask('POST', '/api/v3/configure/database', { token, body: { db: database ?? '' } }),
    describe: () => listed(name, token),
  };
  return (await asked[action]?.())?.status !== 403;
}

async function listed(name: string, token: string) {
  const list = await ask('GET', '/api/v3/configure/database?format=json', { token });
  return list.text.includes(`"${name}"`) ? list : { ...list, status: 403 };
}

test("answers over HTTP who may read and see what, as the vendor's own code did", async () => {
  sample = await startSample({ product: 'enterprise-3.10', empty: true });
  const admin = secretIn(await ask('POST', '/api/v3/configure/token/admin'));
  for (const db of ['a', 'b', 'c', 'd'])
    await ask('POST', '/api/v3/configure/database', { token: admin, body: { db } });
  const lines = readFileSync(new URL('../../../test/recordings/grants/influxdb3.jsonl', import.meta.url), 'utf8');
  const questions = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Question);
  const tokens = new Map<string, string>([['*:*:*', admin]]);
  const wrong: Question[] = [];
  let asked = 0;

  for (const question of questions) {
    const { database, action } = question.wanted;
    if (action === 'delete' || (database === null && action !== 'read' && action !== 'write')) continue;
    const key = question.permissions.join(' ');
    const token = tokens.get(key) ?? secretIn(await made(key, question.permissions, admin));
    tokens.set(key, token);
    asked++;
    if ((await isAllowed(question.wanted, token)) !== question.allowed) wrong.push(question);
  }

  expect(asked).toBeGreaterThan(1500);
  expect(wrong).toEqual([]);
}, 60_000);

function made(name: string, permissions: readonly string[], token: string) {
  const wanted = permissions.map((text) => {
    const [resource_type = '', names = '', actions = ''] = text.split(':');
    return { resource_type, resource_names: names.split(','), actions: actions.split(',') };
  });
  return ask('POST', '/api/v3/enterprise/configure/token', { token, body: { token_name: name, permissions: wanted } });
}
