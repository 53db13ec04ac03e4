import { expect, test } from 'vitest';
import type { Connection } from '#domain/connection';
import type { Acceptance } from '#domain/findings/acceptance';
import { testApp, testSample } from '#test/app';
import { testPorts } from '#test/ports';
import { filesIn, isBare } from '#test/temp-folder';

const TOKEN = 'canary-7c2e9b1f04d85a36';
const OLD = { key: 'old:all', basis: '2.abc', reason: 'the meters keep theirs' };

test('what is accepted is there after a restart, with when it was; the newest acceptance of a finding counts', async () => {
  const app = await testApp();
  const { id } = await app.add('https://a.example', TOKEN, { name: 'a' });
  await app.call('findings.accept', { connectionId: id, finding: OLD });
  await app.call('findings.accept', { connectionId: id, finding: { ...OLD, basis: '3.def', until: 5 } });

  const again = await testApp(testPorts(app.ports.folder));
  const kept = await again.call<Acceptance[]>('findings.accepted', { connectionId: id });
  expect(kept).toEqual([{ ...OLD, basis: '3.def', until: 5, at: expect.any(Number) as number }]);
  expect(await again.call('findings.withdraw', { connectionId: id, key: OLD.key })).toEqual([]);
  expect(await again.call('findings.accepted', { connectionId: id })).toEqual([]);
});

test('an acceptance without a reason is refused', async () => {
  const app = await testApp();
  const { id } = await app.add('https://a.example', TOKEN, { name: 'a' });
  const refused = await app.failure('findings.accept', { connectionId: id, finding: { ...OLD, reason: '' } });
  expect(refused.kind).toBe('bad-request');
});

test('with its connection an acceptance goes from every file', async () => {
  const app = await testApp();
  const { id } = await app.add('https://gone.example', TOKEN, { name: 'Gone' });
  await app.call('findings.accept', { connectionId: id, finding: OLD });
  await app.call('connections.remove', { connectionId: id });
  for (const [path, bytes] of filesIn(app.ports.folder))
    expect(bytes.includes(OLD.reason), `${path} holds it`).toBe(false);
  expect(await app.failure('findings.accepted', { connectionId: id })).toEqual({ kind: 'no-such-connection' });
});

test('those of a sample are kept in memory alone', async () => {
  const sample = await testSample();
  const running = {
    name: 'Sample',
    environment: 'production',
    note: '',
    address: sample.url,
    token: sample.credential,
    close: async () => undefined,
  };
  const app = await testApp(testPorts(), { startSamples: async () => [running], openSamples: true });
  const [connection] = await app.call<Connection[]>('connections.list');
  const connectionId = connection!.id;
  expect(await app.call('findings.accept', { connectionId, finding: OLD })).toHaveLength(1);
  expect(await app.call('findings.accepted', { connectionId })).toHaveLength(1);
  expect(isBare(app.ports.folder)).toBe(true);
});
