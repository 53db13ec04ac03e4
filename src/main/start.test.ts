import { expect, onTestFinished, test } from 'vitest';
import { draftFor, testApp, type TestApp, testSample } from '#test/app';
import { type TestPorts, testPorts } from '#test/ports';
import { createApp } from './app.ts';

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
  const app = createApp(ports, {
    version: '0.0.0',
    platform: 'linux',
    readOnlySwitch: false,
    policyFile: `${ports.folder}/policy.json`,
    startSamples: async () => [],
    openSamples: false,
  });
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
    version: '0.0.0',
    platform: 'linux',
    readOnlySwitch: false,
    policyFile: `${ports.folder}/policy.json`,
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
