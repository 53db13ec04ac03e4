import { expect, test } from 'vitest';
import type { Connection } from '#domain/connection';
import type { AppFacts } from '#contract/shapes';
import { testApp, testSample, type TestApp } from '#test/app';
import { testPorts } from '#test/ports';
import { MemoryPort } from '#test/stream-port';
import { isBare } from '#test/temp-folder';

const list = (app: TestApp) => app.call<Connection[]>('connections.list');

/** A sample server whose answers to GETs hang until the test is over. */
async function slowServer() {
  let slow = false;
  const sample = await testSample({ before: async () => (slow ? new Promise<boolean>(() => {}) : false) });
  return { sample, hang: () => (slow = true) };
}

test.each([
  [
    'ten idle minutes',
    'idle',
    async ({ ports }: TestApp) => {
      ports.power.idle = 600;
      await ports.clock.pass(10_000);
    },
  ],
  ['a locked screen or a suspended machine', 'system', async ({ ports }: TestApp) => ports.power.lockScreen()],
  ['the person', 'person', (app: TestApp) => app.call('app.lock')],
] as [string, string, (app: TestApp) => Promise<unknown>][])('D3 %s: the app locks', async (_name, why, happen) => {
  const { sample, hang } = await slowServer();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.connect(id);
  // Else the list that connecting has read would be the answer.
  await app.tokens(id);
  await app.unlock(id);
  hang();
  const reading = app.stream('tokens.list', { connectionId: id }).catch((thrown: unknown) => thrown);
  const opened = app.ports.keychain.opened;

  await happen(app);
  expect(await reading).toMatchObject({ facts: { kind: 'cancelled' } });
  expect(await app.call('modes.list')).toEqual([]);
  expect(app.ports.events).toContainEqual({ name: 'locked', why });
  void app.stream('tokens.list', { connectionId: id }).catch(() => {});
  await app.ports.clock.pass(0);
  expect(app.ports.keychain.opened).toBe(opened + 1);
});

test('D3 the app locks once for each time that the machine falls idle', async () => {
  const app = await testApp();
  const locks = () => app.ports.events.filter(({ name }) => name === 'locked').length;
  app.ports.power.idle = 599;
  await app.ports.clock.pass(60_000);
  expect(locks()).toBe(0);
  app.ports.power.idle = 600;
  await app.ports.clock.pass(600_000);
  expect(locks()).toBe(1);
  app.ports.power.idle = 0;
  await app.ports.clock.pass(10_000);
  app.ports.power.idle = 900;
  await app.ports.clock.pass(10_000);
  expect(locks()).toBe(2);
});

test('D3 a token that is kept for this run only outlives a lock; “forget now” drops it', async () => {
  const sample = await testSample();
  const ports = testPorts();
  ports.keychain.available = false;
  const app = await testApp(ports);
  const { id, credential } = await app.add(sample.url, sample.credential);
  expect(credential).toBe('this-run');
  await app.call('app.lock');
  expect((await app.connect(id)).self?.kind).toBe('operator');
  await app.call('app.forgetNow');
  expect(await list(app)).toMatchObject([{ credential: 'none' }]);
  await expect(app.connect(id)).rejects.toMatchObject({ facts: { kind: 'no-credential' } });
});

test('a stream that the page closes is cancelled', async () => {
  const { sample, hang } = await slowServer();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  hang();
  const port = new MemoryPort();
  app.app.stream('tokens.list', { connectionId: id }, port);
  await app.ports.clock.pass(0);
  port.closeByPage();
  expect(await port.last).toEqual({ failure: { kind: 'cancelled' } });
});

test('C4 a key store that does not answer leaves the connection locked, tells it, and heals', async () => {
  const sample = await testSample();
  const first = await testApp();
  const { id } = await first.add(sample.url, sample.credential);
  const app = await testApp(testPorts(first.ports.folder));
  app.ports.keychain.broken = true;
  await expect(app.connect(id)).rejects.toMatchObject({ facts: { kind: 'secret-locked' } });
  expect(app.ports.events.at(-1)).toMatchObject({ name: 'connections', connections: [{ credential: 'locked' }] });
  expect((await app.call<AppFacts>('app.facts')).notices).toEqual([{ kind: 'secrets-unreadable' }]);
  expect(sample.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);

  app.ports.keychain.broken = false;
  expect((await app.connect(id)).self?.kind).toBe('operator');
  expect(await list(app)).toMatchObject([{ credential: 'sealed' }]);
});

test('C5 the app tells that the key store is another one than before', async () => {
  const first = await testApp();
  await first.add('https://a.example', 'canary-3f2a9d7c51');
  const ports = testPorts(first.ports.folder);
  ports.keychain.backend = 'kwallet6';
  const facts = await (await testApp(ports)).call<AppFacts>('app.facts');
  expect(facts).toMatchObject({ keyStore: { backend: 'kwallet6' }, notices: [{ kind: 'key-store-changed' }] });
});

test('I3 I4 what happened to files at start is told', async () => {
  const folder = testPorts().folder;
  const { writeFileSync } = await import('node:fs');
  writeFileSync(`${folder}/settings.json`, '{"version":99,"content":{}}');
  writeFileSync(`${folder}/notes.json`, '{');
  const { notices } = await (await testApp(testPorts(folder))).call<AppFacts>('app.facts');
  expect(notices).toEqual([
    { kind: 'file-newer', file: 'settings.json' },
    { kind: 'file-reset', file: 'notes.json' },
  ]);
});

test('I4 the app quits when the page asks for it, as from the menu', async () => {
  const ports = testPorts();
  await (await testApp(ports)).call('app.quit');
  expect(ports.desktop.quits).toBe(1);
});

test('samples are connections like others, but nothing of them is kept', async () => {
  const sample = await testSample();
  let closed = 0;
  const running = {
    name: 'Sample',
    environment: 'production',
    note: 'n',
    address: sample.url,
    token: sample.credential,
    close: async () => {
      closed++;
    },
  };
  const app = await testApp(testPorts(), { startSamples: async () => [running], openSamples: true });
  const [connection] = await list(app);
  expect(connection).toMatchObject({ name: 'Sample', sample: true, credential: 'this-run' });
  const { id = '' } = connection ?? {};
  expect((await app.connect(id)).self?.kind).toBe('operator');
  await app.call('notes.set', { connectionId: id, token: { store: 'api', id: '0a' }, note: 'sample note' });
  await app.call('app.forgetNow');
  expect((await app.connect(id)).self?.kind).toBe('operator');

  expect(await app.call('samples.open')).toHaveLength(1);
  expect(await app.call('samples.close')).toEqual([]);
  expect(closed).toBe(1);
  expect(isBare(app.ports.folder)).toBe(true);
});

test('B7 help opens only pages of the fixed table', async () => {
  const app = await testApp();
  await app.call('app.openHelp', { key: 'recovery' });
  expect(app.ports.desktop.opened).toEqual([
    'https://docs.influxdata.com/influxdb/v2/reference/cli/influxd/recovery/auth/',
  ]);
  for (const key of ['https://evil.example', 'constructor', '__proto__', ''])
    expect(await app.failure('app.openHelp', { key })).toMatchObject({ kind: 'bad-request' });
  expect(app.ports.desktop.opened).toHaveLength(1);
});

test('B7 S1.6 the server’s own token page is built from the saved address and opened after a native question', async () => {
  const app = await testApp();
  const sample = await testSample();
  const { id } = await app.add(sample.url, undefined, { name: 'Plant 3' });
  app.ports.desktop.answers = [false];
  expect(await app.failure('server.openTokenPage', { connectionId: id, orgId: '0123456789abcdef' })).toEqual({
    kind: 'declined',
  });
  expect(app.ports.desktop.opened).toEqual([]);
  await app.call('server.openTokenPage', { connectionId: id, orgId: '0123456789abcdef' });
  expect(app.ports.desktop.opened).toHaveLength(1);
  expect(app.ports.desktop.opened[0]).toBe(`${sample.url}/orgs/0123456789abcdef/load-data/tokens`);
  expect(app.ports.desktop.questions[1]).toMatchObject({
    title: expect.stringContaining('Plant 3') as unknown,
    detail: app.ports.desktop.opened[0],
  });
});
