import fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contract } from '#contract/contract';
import type { Method } from '#contract/define';
import { type TestApp, testApp, testSample } from '#test/app';
import type { Token } from '#domain/token';

const TOKEN = { store: 'api', id: '0123456789abcdef' };
const GRANT = { action: 'read', type: 'buckets', orgId: '0123456789abcdef' };

/** A good input for every write method, but for its connection. */
const INPUTS: Record<string, Record<string, unknown>> = {
  'server.setUp': {
    input: { username: 'u', password: 'a-good-password', organization: 'o', bucket: 'b', retention: 0 },
  },
  'server.claim': {},
  'server.regenerate': {},
  'server.recover': { address: 'http://127.0.0.1:1' },
  'server.narrow': { orgIds: ['0123456789abcdef'], keepOperator: true },
  'users.create': { name: 'generic' },
  'tokens.create': { wanted: { orgId: '0123456789abcdef', description: 'd', status: 'active', grants: [GRANT] } },
  'tokens.update': { token: TOKEN, change: { description: 'other' } },
  'tokens.delete': { token: TOKEN, confirmation: 'made up', second: true },
};

const writes = Object.entries(contract).flatMap(([group, names]) =>
  Object.entries(names).flatMap(([name, method]: [string, Method]) =>
    method.access === 'write' ? [`${group}.${name}`] : [],
  ),
);

function journal({ ports }: TestApp): Record<string, unknown>[] {
  const path = join(ports.folder, 'journal.jsonl');
  if (!fs.existsSync(path)) return [];
  return fs
    .readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test.each(writes)('E3 %s on a locked connection: the server sees nothing', async (path) => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  const input = { connectionId: id, ...INPUTS[path] };
  expect(INPUTS[path], 'a new write method needs an input here').toBeDefined();

  expect(await app.failure(path, input)).toEqual({ kind: 'read-only', why: 'locked' });
  expect(sample.requests).toEqual([]);

  await app.unlock(id);
  await app.app.lock('idle');
  expect(await app.failure(path, input)).toEqual({ kind: 'read-only', why: 'locked' });
  expect(sample.requests).toEqual([]);
  expect(app.ports.keychain.opened).toBe(0);
});

test('E3 reads of a locked connection send nothing but GET', async () => {
  const sample = await testSample({ product: 'oss-2.7' });
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.connect(id);
  const [token] = await app.tokens(id);
  await app.call('server.resources', { connectionId: id });
  await app.call('server.configuration', { connectionId: id });
  await app.call('tokens.get', { connectionId: id, token: { store: token?.store, id: token?.id } });
  await app.call('tokens.look', { connectionId: id, token: { store: token?.store, id: token?.id } });
  await app.call('tokens.prepare', {
    connectionId: id,
    token: { store: token?.store, id: token?.id },
    action: 'delete',
    shown: token,
  });
  expect(sample.requests.length).toBeGreaterThan(5);
  expect([...new Set(sample.requests.map(({ method }) => method))]).toEqual(['GET']);
});

test('E5 each write gives the unlocked connection its 15 minutes anew', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.unlock(id);
  await app.ports.clock.pass(14 * 60_000);
  await app.call('users.create', { connectionId: id, name: 'generic' });
  expect(await app.call('modes.list')).toEqual([{ connectionId: id, until: app.ports.clock.now() + 15 * 60_000 }]);
  await app.ports.clock.pass(14 * 60_000);
  await app.call('users.create', { connectionId: id, name: 'second' });
  await app.ports.clock.pass(15 * 60_000);
  expect(await app.failure('users.create', { connectionId: id, name: 'late' })).toEqual({
    kind: 'read-only',
    why: 'locked',
  });
});

test('K1 K4 every write is in the journal before and after, with who and what but no secret', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  expect(await app.failure('users.create', { connectionId: id, name: 'refused' })).toMatchObject({ kind: 'read-only' });
  await app.unlock(id);
  const { organizations } = await app.connect(id);
  const wanted = {
    orgId: organizations[0]?.id,
    description: '=cmd|x\nsecond line',
    status: 'active',
    grants: [{ ...GRANT, orgId: organizations[0]?.id }],
  };
  const { token, revealId } = await app.call<{ token: Token; revealId: string }>('tokens.create', {
    connectionId: id,
    wanted,
  });
  const { value } = await app.call<{ value: string }>('reveal.look', { revealId });
  expect(await app.failure('users.create', { connectionId: id, name: 'admin' })).toMatchObject({
    kind: 'server-refused',
  });

  expect(journal(app).map(({ action, outcome }) => `${String(action)} ${String(outcome)}`)).toEqual([
    'createUser refused',
    'createToken begun',
    'createToken done',
    'createUser begun',
    'createUser refused',
  ]);
  expect(journal(app)[2]).toMatchObject({
    connectionId: id,
    origin: sample.url,
    token: expect.stringMatching(/^[0-9a-f]{8}$/) as unknown,
    target: { orgId: wanted.orgId },
    change: { description: `'=cmd|x\\u{a}second line`, status: 'active', grants: [`read:buckets::${wanted.orgId}`] },
    made: { store: 'api', id: token.id },
  });
  expect(journal(app)[4]).toMatchObject({ failure: 'server-refused', status: 422 });
  const text = JSON.stringify(journal(app));
  expect(text).not.toContain(value);
  expect(text).not.toContain(sample.credential);
});

test('K1 a change and a deletion are noted with what was there before', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.unlock(id);
  const { organizations } = await app.connect(id);
  const grants = [{ ...GRANT, orgId: organizations[0]?.id }];
  const wanted = { orgId: organizations[0]?.id, description: 'before', status: 'active', grants };
  const { token } = await app.call<{ token: Token }>('tokens.create', { connectionId: id, wanted });
  const ref = { store: 'api', id: token.id };
  await app.call('tokens.update', { connectionId: id, token: ref, change: { description: 'after' } });
  expect(journal(app).at(-1)).toMatchObject({
    action: 'updateToken',
    outcome: 'done',
    was: { description: 'before', status: 'active', grants: [`read:buckets::${wanted.orgId}`] },
    change: { description: 'after' },
  });
});

test('K5 when the journal cannot be written, the server sees no write', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.unlock(id);
  fs.mkdirSync(join(app.ports.folder, 'journal.jsonl'));
  expect(await app.failure('users.create', { connectionId: id, name: 'generic' })).toMatchObject({
    kind: 'storage',
    file: 'journal.jsonl',
  });
  expect(sample.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});
