import fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Mode } from '#contract/shapes';
import { testApp } from '#test/app';
import { testPorts } from '#test/ports';

const QUARTER = 15 * 60_000;
const ADDRESS = 'http://127.0.0.1:1';

test('E1 a new connection is read-only until the person agrees in a native dialog that names it', async () => {
  const app = await testApp();
  const { id } = await app.add(ADDRESS, undefined, { name: 'Plant 3', environment: 'production' });
  expect(await app.call('modes.list')).toEqual([]);

  app.ports.desktop.answers = [false, true];
  expect(await app.failure('modes.unlock', { connectionId: id })).toEqual({ kind: 'declined' });
  expect(await app.call('modes.list')).toEqual([]);

  const modes = await app.call<Mode[]>('modes.unlock', { connectionId: id });
  expect(modes).toEqual([{ connectionId: id, until: app.ports.clock.now() + QUARTER }]);
  const [, question] = app.ports.desktop.questions;
  expect(question?.title).toContain('Plant 3');
  expect(question?.title).toContain('production');
  expect(`${question?.detail} ${question?.confirm}`).toContain('15 minutes');
});

test('E5 the unlocked mode ends after 15 minutes, at a lock of the app, and at a restart', async () => {
  const app = await testApp();
  const { id } = await app.add(ADDRESS, undefined);
  await app.unlock(id);
  await app.ports.clock.pass(QUARTER - 1);
  expect(await app.call('modes.list')).toHaveLength(1);
  await app.ports.clock.pass(1);
  expect(await app.call('modes.list')).toEqual([]);
  expect(app.ports.events.filter(({ name }) => name === 'modes').at(-1)).toEqual({ name: 'modes', modes: [] });

  await app.unlock(id);
  await app.call('app.lock');
  expect(await app.call('modes.list')).toEqual([]);

  await app.unlock(id);
  const again = await testApp(testPorts(app.ports.folder));
  expect(await again.call('connections.list')).toHaveLength(1);
  expect(await again.call('modes.list')).toEqual([]);
});

test('E5 a dialog that was open when the app locked unlocks nothing', async () => {
  const app = await testApp();
  const { id } = await app.add(ADDRESS, undefined);
  let answer = (_confirmed: boolean) => {};
  app.ports.desktop.ask = () => new Promise((resolve) => (answer = resolve));
  const unlocking = app.failure('modes.unlock', { connectionId: id });
  await app.app.lock('system');
  answer(true);
  expect(await unlocking).toEqual({ kind: 'declined' });
  expect(await app.call('modes.list')).toEqual([]);
});

test('E5 each connection has its own mode', async () => {
  const app = await testApp();
  const [one, two] = [await app.add(ADDRESS, undefined), await app.add('http://127.0.0.1:2', undefined)];
  await app.unlock(one.id);
  await app.ports.clock.pass(60_000);
  await app.unlock(two.id);
  expect(await app.call('modes.lock', { connectionId: one.id })).toEqual([
    { connectionId: two.id, until: app.ports.clock.now() + QUARTER },
  ]);
});

test.each([
  ['a policy file', 'policy', { readOnlySwitch: false }],
  ['the switch', 'switch', { readOnlySwitch: true }],
] as const)('E6 under %s nothing can be unlocked, and nobody is asked', async (_name, readOnly, options) => {
  const ports = testPorts();
  if (readOnly === 'policy') fs.writeFileSync(join(ports.folder, 'policy.json'), '{"version":1,"readOnly":true}');
  const app = await testApp(ports, options);
  const { id } = await app.add(ADDRESS, undefined);
  expect(await app.call('app.facts')).toMatchObject({ readOnly });
  expect(await app.failure('modes.unlock', { connectionId: id })).toEqual({ kind: 'read-only', why: 'policy' });
  expect(await app.failure('users.create', { connectionId: id, name: 'x' })).toEqual({
    kind: 'read-only',
    why: 'policy',
  });
  expect(ports.desktop.questions).toEqual([]);
});
