import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import type { Step } from '#contract/shapes';
import type { Connection } from '#domain/connection';
import type { Server } from '#domain/server';
import { draftFor, testApp, testSample } from '#test/app';
import { jwt } from '#test/jwt';
import { managedSample } from '#test/managed';
import { testPorts } from '#test/ports';
import { filesIn, isBare } from '#test/temp-folder';
import { credentialsSentTo } from '#test/sent';

const TOKEN = 'canary-7c2e9b1f04d85a36';
const list = async (app: Awaited<ReturnType<typeof testApp>>) => app.call<Connection[]>('connections.list');

test('connections come back in their order after a restart, sealed and without their tokens', async () => {
  const app = await testApp();
  for (const name of ['b', 'a', 'c']) await app.add(`https://${name}.example`, TOKEN, { name, note: `note ${name}` });
  const again = await testApp(testPorts(app.ports.folder));
  const connections = await list(again);
  expect(connections.map(({ name, note, credential }) => [name, note, credential])).toEqual([
    ['b', 'note b', 'sealed'],
    ['a', 'note a', 'sealed'],
    ['c', 'note c', 'sealed'],
  ]);
  expect(JSON.stringify(connections)).not.toContain(TOKEN);
});

test.each(['', 'ftp://x', 'http://user:pass@host', 'http://a b', 'javascript:alert(1)', 'http://'])(
  'an address like %j is refused in its field, and nothing is saved',
  async (address) => {
    const app = await testApp();
    expect(await app.failure('connections.add', { draft: draftFor(address || ' '), secret: TOKEN })).toMatchObject({
      kind: 'invalid',
      field: 'address',
    });
    expect(await list(app)).toEqual([]);
  },
);

test.each(['with\nline', 'ünïcode-token', '\u0000nul', `${TOKEN}\u007f`])(
  'D5 a token like %j is refused without being quoted',
  async (secret) => {
    const app = await testApp();
    const failure = await app.failure('connections.add', { draft: draftFor('https://a.example'), secret });
    expect(failure).toMatchObject({ kind: 'invalid', field: 'token' });
    expect(JSON.stringify(failure)).not.toContain(secret.slice(0, 6));
  },
);

test('H7 plain http to another machine is asked about before the token is kept, and once', async () => {
  const app = await testApp();
  app.ports.desktop.answers = [false];
  const draft = draftFor('http://influx.example:8086');
  expect(await app.failure('connections.add', { draft, secret: TOKEN })).toEqual({ kind: 'declined' });
  expect(await list(app)).toEqual([]);
  expect(isBare(app.ports.folder)).toBe(true);

  const connection = await app.call<Connection>('connections.add', { draft, secret: TOKEN });
  expect(connection.plainHttp).toBe(true);
  await app.call('connections.update', { connectionId: connection.id, draft: { ...draft, note: 'changed' } });
  expect(app.ports.desktop.questions).toHaveLength(2);
  expect(app.ports.desktop.questions[1]?.detail).toContain('http://influx.example:8086');
});

test('a link-local address, where cloud machines keep their secrets, is neither reached nor kept unasked', async () => {
  const app = await testApp();
  const draft = draftFor('https://169.254.169.254');
  app.ports.desktop.answers = [false, false, false];
  expect(await app.failure('connections.look', { address: draft.address })).toEqual({ kind: 'declined' });
  await expect(app.stream('connections.test', { draft })).rejects.toMatchObject({ facts: { kind: 'declined' } });
  expect(await app.failure('connections.add', { draft })).toEqual({ kind: 'declined' });
  expect(await list(app)).toEqual([]);
  const { id } = await app.add('https://a.example', undefined);
  app.ports.desktop.answers = [false];
  expect(await app.failure('connections.update', { connectionId: id, draft })).toEqual({ kind: 'declined' });
  expect(await list(app)).toMatchObject([{ address: 'https://a.example' }]);

  await app.call('connections.add', { draft });
  await app.call('connections.update', { connectionId: id, draft });
  expect(app.ports.desktop.questions).toHaveLength(5);
  expect(app.ports.desktop.questions[0]?.detail).toContain('169.254.169.254');
});

test('H7 https, and plain http on this machine, ask nothing', async () => {
  const app = await testApp();
  for (const address of ['https://a.example', 'http://127.0.0.1:8086', 'http://localhost:8086', 'http://[::1]:8086']) {
    expect((await app.add(address, TOKEN)).plainHttp).toBe(false);
  }
  expect(app.ports.desktop.questions).toEqual([]);
});

const lan = Object.values(networkInterfaces())
  .flat()
  .find((face) => face && !face.internal && face.family === 'IPv4')?.address;

test.skipIf(lan === undefined)(
  'H7 a form with plain http to another machine asks before it sends the token',
  async () => {
    const sample = await testSample({ host: lan });
    const app = await testApp();
    app.ports.desktop.answers = [false];
    const form = { draft: draftFor(sample.url), secret: sample.credential };
    await expect(app.stream('connections.test', form)).rejects.toMatchObject({ facts: { kind: 'declined' } });
    expect(sample.requests).toEqual([]);

    expect((await app.stream<Step, Server>('connections.test', form)).end.self?.kind).toBe('operator');
    await app.call('connections.add', form);
    expect(app.ports.desktop.questions).toHaveLength(2);
  },
);

test.each(['http://127.0.0.1:2', 'https://127.0.0.1:1', 'http://localhost:1'])(
  'C7 a change of the address to %s asks, then erases the token',
  async (address) => {
    const app = await testApp();
    const { id } = await app.add('http://127.0.0.1:1', TOKEN);
    app.ports.desktop.answers = [false];
    expect(await app.failure('connections.update', { connectionId: id, draft: draftFor(address) })).toEqual({
      kind: 'declined',
    });
    expect(await list(app)).toMatchObject([{ address: 'http://127.0.0.1:1', credential: 'sealed' }]);

    await app.unlock(id);
    await app.call('connections.update', { connectionId: id, draft: draftFor(address) });
    expect(await list(app)).toMatchObject([{ address, credential: 'none' }]);
    expect(await app.call('modes.list')).toEqual([]);
    expect((await testApp(testPorts(app.ports.folder)).then(list))[0]?.credential).toBe('none');
  },
);

test('a change of the path or the name keeps the token', async () => {
  const app = await testApp();
  const { id } = await app.add('http://127.0.0.1:1', TOKEN);
  await app.call('connections.update', {
    connectionId: id,
    draft: draftFor('http://127.0.0.1:1/influx', { name: 'renamed' }),
  });
  expect(await list(app)).toMatchObject([{ name: 'renamed', credential: 'sealed' }]);
  expect(app.ports.desktop.questions).toEqual([]);
});

test('a change of the environment seals the token anew, so that it still opens', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.call('connections.update', {
    connectionId: id,
    draft: draftFor(sample.url, { environment: 'production' }),
  });
  const again = await testApp(testPorts(app.ports.folder));
  expect((await again.connect(id)).self?.kind).toBe('operator');
});

test.each([
  ['address', 'http://127.0.0.1:9'],
  ['environment', 'development'],
])('C3 I8 a profile whose %s was edited in the file sends its token nowhere', async (field, value) => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential, { environment: 'production' });
  const store = app.ports.openStore('connections.json');
  const file = JSON.parse(JSON.stringify(store.store)) as { content: { profiles: Record<string, unknown>[] } };
  Object.assign(file.content.profiles[0] ?? {}, {
    [field]: value === 'http://127.0.0.1:9' ? sample.url.replace('127.0.0.1', 'localhost') : value,
  });
  store.store = file;

  const again = await testApp(testPorts(app.ports.folder));
  await expect(again.tokens(id)).rejects.toMatchObject({ facts: { kind: 'secret-mismatch' } });
  expect(sample.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  expect(await list(again)).toMatchObject([{ credential: 'locked' }]);
});

test('a copy stands right after its original and can be used', async () => {
  const sample = await testSample();
  const app = await testApp();
  const first = await app.add(sample.url, sample.credential, { name: 'first' });
  await app.add('https://last.example', undefined, { name: 'last' });
  const copy = await app.call<Connection>('connections.duplicate', { connectionId: first.id });
  expect((await list(app)).map(({ name }) => name)).toEqual(['first', 'first copy', 'last']);
  expect((await app.connect(copy.id)).self?.kind).toBe('operator');
});

test('C8 a removed connection leaves nothing in any file', async () => {
  const app = await testApp();
  const { id } = await app.add('https://gone.example', TOKEN, { name: 'Gone', note: 'a note' });
  await app.call('notes.set', { connectionId: id, token: { store: 'api', id: '0a' }, note: 'in the vault' });
  await app.call('connections.remove', { connectionId: id });
  expect(await list(app)).toEqual([]);
  for (const [path, bytes] of filesIn(app.ports.folder)) {
    for (const trace of [id, 'gone.example', 'in the vault'])
      expect(bytes.includes(trace), `${path} holds ${trace}`).toBe(false);
  }
  expect(await app.failure('notes.list', { connectionId: id })).toEqual({ kind: 'no-such-connection' });
});

test('a form is tried with the token in it, and saves nothing', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { chunks, end } = await app.stream<Step, Server>('connections.test', {
    draft: draftFor(sample.url),
    secret: sample.credential,
  });
  expect(chunks.map(({ name }) => name)).toContain('credential');
  expect(end.self?.kind).toBe('operator');
  expect(await list(app)).toEqual([]);
  const bad = await app.stream<Step, Server | null>('connections.test', {
    draft: draftFor(sample.url),
    secret: 'wrong-token',
  });
  expect(bad.end).toBeNull();
  expect(bad.chunks.at(-1)).toMatchObject({ name: 'credential', outcome: 'failed' });
});

test('S4.6 a management token that was made by hand is stored for good, and one of a person is known to run out', async () => {
  const { address, credential } = await managedSample();
  const app = await testApp();
  const byHand = await app.add(address, credential, { name: 'by hand' });
  const person = await app.add(address, jwt({ exp: 3600 }), { name: 'person' });

  const again = await testApp(testPorts(app.ports.folder));
  const own = async ({ id }: Connection) => (await again.connect(id)).self;
  expect(await own(byHand)).toEqual({ kind: 'management', proof: 'asked', mayList: true, origin: 'by-hand' });
  expect(await again.tokens(byHand.id)).toHaveLength(60);
  const { origin, expiresAt = 0 } = (await own(person)) ?? {};
  expect(origin).toBe('identity-provider');
  expect(expiresAt).toBeGreaterThan(Date.now());
  for (const bytes of filesIn(app.ports.folder).values()) expect(bytes.includes(credential)).toBe(false);
});

test('C3 a form with another address is not tried with the stored token', async () => {
  const [own, other] = [await testSample(), await testSample()];
  const app = await testApp();
  const { id } = await app.add(own.url, own.credential);
  await app.stream('connections.test', { connectionId: id, draft: draftFor(other.url) });
  expect(credentialsSentTo(other)).toEqual([]);
  const same = await app.stream<Step, Server>('connections.test', { connectionId: id, draft: draftFor(own.url) });
  expect(same.end.self?.kind).toBe('operator');
});

test('who answers at an address is found without a credential', async () => {
  const sample = await testSample();
  const app = await testApp();
  expect(await app.call('connections.look', { address: sample.url })).toMatchObject({
    supported: true,
    readiness: 'ready',
  });
  expect(sample.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
});

test('a server that moves to another host is of no cluster of the old one', async () => {
  const app = await testApp();
  const cluster = { accountId: 'a-1', clusterId: 'c-1' };
  const draft = draftFor('https://console.example/accounts/a-1/clusters/c-1', cluster);
  const { id } = await app.call<Connection>('connections.add', { draft });
  const update = (address: string) =>
    app.call<Connection>('connections.update', { connectionId: id, draft: draftFor(address) });
  expect(await update('https://console.example')).toMatchObject(cluster);
  const moved = await update('https://influx.example');
  expect([moved.accountId, moved.clusterId]).toEqual([undefined, undefined]);
});
