import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { SnapshotList } from '#contract/history';
import { draftFor, testApp, TestApp, testSample } from '#test/app';
import { type TestPorts, testPorts } from '#test/ports';
import { type AppOptions, createApp } from './app.ts';

const optionsOn = ({ folder }: TestPorts): AppOptions => ({
  version: '0.0.0',
  platform: 'linux',
  readOnlySwitch: false,
  policyFile: `${folder}/policy.json`,
  startSamples: async () => [],
  openSamples: false,
});

/** Ports whose key store counts how often it is asked for its state. */
function countingPorts(): { ports: TestPorts; asked: () => number } {
  const ports = testPorts();
  let asked = 0;
  const { keychain } = ports;
  const status = keychain.status.bind(keychain);
  keychain.status = () => {
    asked += 1;
    return status();
  };
  return { ports, asked: () => asked };
}

test('the key store is asked when the start has become quiet; what the app is waits for that', async () => {
  const { ports, asked } = countingPorts();
  const app = createApp(ports, optionsOn(ports));
  onTestFinished(() => app.quit());
  let becomeQuiet = (): void => undefined;
  void app.start(new Promise<void>((resolve) => (becomeQuiet = resolve)));
  let answered = false;
  const facts = app.call('app.facts', undefined).finally(() => (answered = true));
  expect(await app.call('connections.list', undefined)).toEqual({ ok: true, value: [] });
  expect([asked(), answered]).toEqual([0, false]);

  becomeQuiet();
  expect(await facts).toMatchObject({ ok: true, value: { keyStore: { available: true, backend: 'gnome_libsecret' } } });
});

test('a sample is read before the key store is asked, which none of it needs', async () => {
  const { ports, asked } = countingPorts();
  let answer = (): void => undefined;
  const mayAnswer = new Promise<void>((resolve) => (answer = resolve));
  const sample = await testSample({
    before: async ({ url = '' }) => {
      if (url.startsWith('/api/v2/authorizations')) await mayAnswer;
      return false;
    },
  });
  const app = createApp(ports, {
    ...optionsOn(ports),
    startSamples: async () => [
      {
        name: 'Sample',
        environment: 'test',
        note: '',
        address: sample.url,
        token: sample.credential,
        close: async () => {},
      },
    ],
    openSamples: true,
  });
  onTestFinished(() => app.quit());
  const started = app.start();
  const lists = () => sample.requests.filter(({ path }) => path.startsWith('/api/v2/authorizations')).length;
  await expect.poll(lists).toBe(1);
  expect(asked()).toBe(0);

  answer();
  await started;
  expect(asked()).toBe(1);
});

/** An app that starts after one that has read a server, the second of two, which was open last. */
async function afterReading() {
  const sample = await testSample();
  const lists = () => sample.requests.filter(({ path }) => path.startsWith('/api/v2/authorizations')).length;
  const { ports, asked } = countingPorts();
  const before = await testApp(ports);
  await before.add('http://127.0.0.1:9', 'unused', { environment: 'production' });
  const { id } = await before.add(sample.url, sample.credential, { environment: 'development' });
  await before.connect(id);
  await before.tokens(id);
  const sort = { column: 'description', direction: 'ascending' };
  await before.call('views.setPlace', { page: 'server', connectionId: id, text: '', filters: {}, sort });
  await before.app.quit();
  const former = { lists: lists(), asked: asked() };
  const app = createApp(ports, optionsOn(ports));
  onTestFinished(() => app.quit());
  return { app, id, sample, ports, lists: () => lists() - former.lists, asked: () => asked() - former.asked };
}

const A_WHILE_MS = 100;

test('what a server was in an earlier run is handed out before the key store or the server is asked', async () => {
  const { app, id, sample, lists, asked } = await afterReading();
  const started = app.start();
  await delay(A_WHILE_MS);
  expect([lists(), asked()]).toEqual([0, 0]);
  const last = await app.call('history.last', { connectionId: id });
  expect(last).toMatchObject({ ok: true, value: { facts: { address: sample.url } } });
  await started;
  expect([lists(), asked()]).toEqual([0, 1]);
});

test('a page that does not ask for it keeps the key store waiting no longer than two seconds', async () => {
  const { app, ports, asked } = await afterReading();
  void app.start();
  await delay(A_WHILE_MS);
  expect(asked()).toBe(0);
  await ports.clock.pass(2000);
  await expect.poll(asked).toBe(1);
});

test('what was read at the start is not handed out when the address has changed since, or a newer list was read', async () => {
  const { app, id, sample, ports } = await afterReading();
  void app.start();
  const page = new TestApp(app, ports);
  await ports.clock.pass(60_000);
  await page.connect(id);
  await page.tokens(id);
  const newest = async () => (await page.call<SnapshotList>('history.list', { connectionId: id })).snapshots[0];
  await expect.poll(async () => (await newest())?.readings).toBe(2);
  expect(await page.call('history.last', { connectionId: id })).toMatchObject({ facts: await newest() });

  const again = await afterReading();
  void again.app.start();
  const other = new TestApp(again.app, again.ports);
  await other.call('connections.update', { connectionId: again.id, draft: draftFor('http://127.0.0.1:9') });
  expect(await other.call('history.last', { connectionId: again.id })).toBeNull();
  await sample.close();
});

/** An app that was closed with two servers, and started again. */
async function startedAgain(): Promise<{
  app: TestApp;
  first: string;
  sample: Awaited<ReturnType<typeof testSample>>;
}> {
  const sample = await testSample();
  const ports = testPorts();
  const before = await testApp(ports);
  await before.add('http://127.0.0.1:9', 'unused', { environment: 'development' });
  const { id } = await before.add(sample.url, sample.credential, { environment: 'production' });
  await before.app.quit();
  return { app: await testApp(ports), first: id, sample };
}

test('the server that opens by itself is asked at the start, and what it answered is handed to who asks first', async () => {
  const { app, first, sample } = await startedAgain();
  const lists = () => sample.requests.filter(({ path }) => path.startsWith('/api/v2/authorizations')).length;
  await expect.poll(lists).toBe(1);

  expect((await app.connect(first)).version).toBe('2.9.1');
  const tokens = await app.tokens(first);
  expect(lists()).toBe(1);
  expect(tokens.length).toBeGreaterThan(40);
  expect(await app.tokens(first)).toEqual(tokens);
  expect(lists()).toBe(2);
});

test.each(['app.lock', 'connections.update'])('after %s it is asked anew', async (call) => {
  const { app, first, sample } = await startedAgain();
  const lists = () => sample.requests.filter(({ path }) => path.startsWith('/api/v2/authorizations')).length;
  await expect.poll(lists).toBe(1);
  await app.call(call, call === 'app.lock' ? undefined : { connectionId: first, draft: draftFor(sample.url) });

  expect((await app.tokens(first)).length).toBeGreaterThan(40);
  expect(lists()).toBe(2);
});
