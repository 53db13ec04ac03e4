import { expect, onTestFinished, test } from 'vitest';
import { testPorts } from '#test/ports';
import { createApp } from './app.ts';

test('the key store is asked when the start has become quiet; what the app is waits for that', async () => {
  const ports = testPorts();
  const app = createApp(ports, {
    version: '0.0.0',
    platform: 'linux',
    readOnlySwitch: false,
    policyFile: `${ports.folder}/policy.json`,
    startSamples: async () => [],
    openSamples: false,
  });
  onTestFinished(() => app.quit());
  let asked = 0;
  const { keychain } = ports;
  const status = keychain.status.bind(keychain);
  keychain.status = () => {
    asked += 1;
    return status();
  };

  let becomeQuiet = (): void => undefined;
  void app.start(new Promise<void>((resolve) => (becomeQuiet = resolve)));
  let answered = false;
  const facts = app.call('app.facts', undefined).finally(() => (answered = true));
  expect(await app.call('connections.list', undefined)).toEqual({ ok: true, value: [] });
  expect([asked, answered]).toEqual([0, false]);

  becomeQuiet();
  expect(await facts).toMatchObject({ ok: true, value: { keyStore: { available: true, backend: 'gnome_libsecret' } } });
});
