import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { JournalEntry, OpenedSnapshot, SnapshotList } from '#contract/history';
import type { Look, SnapshotHead, SnapshotStart } from '#domain/snapshot';
import type { Token } from '#domain/token';
import { draftFor, testApp, type TestApp, testSample } from '#test/app';
import { testPorts } from '#test/ports';
import { filesIn } from '#test/temp-folder';
import { MemoryPort } from '#test/stream-port';

const HOUR = 3_600_000;

const listOf = (app: TestApp, connectionId: string) => app.call<SnapshotList>('history.list', { connectionId });

/** The snapshots once the one that is being written is there. */
async function untilKept(app: TestApp, connectionId: string, count: number): Promise<SnapshotList> {
  await expect.poll(async () => (await listOf(app, connectionId)).snapshots.length).toBe(count);
  return listOf(app, connectionId);
}

test('a whole list is kept with what the server is, whichever of the two came first', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  const tokens = await app.tokens(id);
  expect((await listOf(app, id)).snapshots).toEqual([]);
  await app.connect(id);

  const { snapshots } = await untilKept(app, id, 1);
  expect(snapshots).toMatchObject([
    { tokens: tokens.length, completeness: 'every-token', product: 'InfluxDB OSS', address: sample.url, readings: 1 },
  ]);
  const firstAt = snapshots[0]!.firstAt;
  const { chunks, end } = await app.stream<Token[], SnapshotHead>('history.open', { connectionId: id, firstAt });
  expect(chunks.flat()).toEqual(tokens);
  expect(end.server.traits.data).toBe('buckets');
  const last = await app.call<SnapshotStart>('history.last', { connectionId: id });
  expect(last).toEqual({ ...end, first: expect.any(Array) as Token[] });
  expect(last.first.length).toBeGreaterThan(0);
});

test('what is kept holds no value of a token, and the rights of the own token only in the list', async () => {
  const sample = await testSample({ product: 'oss-2.7' });
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.connect(id);
  expect((await app.tokens(id)).some(({ value }) => value === 'readable')).toBe(true);
  const { snapshots } = await untilKept(app, id, 1);
  await app.call('history.export', { connectionId: id, firstAt: snapshots[0]!.firstAt });
  const text = app.ports.desktop.saved[0]!.text;
  expect(text).not.toContain(sample.credential);
  expect(text).not.toContain(sample.secretOf('telegraf on host-7') ?? 'none');
  const { tokens } = JSON.parse(text) as { tokens: object[] };
  expect(new Set(tokens.flatMap((token) => Object.keys(token)))).not.toContain('token');
});

test('a list that was cancelled or failed is not kept', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.connect(id);
  const port = new MemoryPort();
  app.app.stream('tokens.list', { connectionId: id }, port);
  port.closeByPage();
  await port.last;
  await app.call('connections.update', { connectionId: id, draft: draftFor(sample.url), secret: 'another' });
  await expect(app.tokens(id)).rejects.toThrow();
  expect((await listOf(app, id)).snapshots).toEqual([]);
});

test('after a restart the last snapshot is there before the server is asked, and never for another address', async () => {
  const sample = await testSample();
  const ports = testPorts();
  const app = await testApp(ports);
  const { id } = await app.add(sample.url, sample.credential);
  await app.connect(id);
  await app.tokens(id);
  await untilKept(app, id, 1);
  await app.app.quit();
  await sample.close();

  const again = await testApp(testPorts(ports.folder));
  expect(await again.call<SnapshotHead>('history.last', { connectionId: id })).toMatchObject({
    facts: { address: sample.url },
  });
  const draft = { name: 'Test', address: 'http://127.0.0.1:1', environment: 'development', note: '' };
  await again.call('connections.update', { connectionId: id, draft });
  expect(await again.call('history.last', { connectionId: id })).toBeNull();
  expect((await listOf(again, id)).snapshots).toHaveLength(1);
});

test('what was kept goes with its connection', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.connect(id);
  await app.tokens(id);
  await untilKept(app, id, 1);
  await app.call('history.looked', { connectionId: id, readAt: 5 });
  await app.call('connections.remove', { connectionId: id });
  await expect.poll(() => readdirSync(join(app.ports.folder, 'history'))).toEqual([]);
  const left = [...filesIn(app.ports.folder)].filter(([path, bytes]) => !path.endsWith('.bak') && bytes.includes(id));
  expect(left).toEqual([]);
});

test('of sample servers nothing is stored, and the snapshots of this run are there all the same', async () => {
  const sample = await testSample();
  const startSamples = async () => [
    {
      name: 's',
      environment: 'development',
      note: '',
      address: sample.url,
      token: sample.credential,
      close: async () => {},
    },
  ];
  const app = await testApp(testPorts(), { startSamples, openSamples: true });
  const [connection] = await app.call<{ id: string }[]>('connections.list');
  const id = connection!.id;
  await app.connect(id);
  const tokens = await app.tokens(id);
  const { snapshots } = await untilKept(app, id, 1);
  const { chunks } = await app.stream<Token[], unknown>('history.open', {
    connectionId: id,
    firstAt: snapshots[0]!.firstAt,
  });
  expect(chunks.flat()).toEqual(tokens);
  expect(await app.call('history.looked', { connectionId: id, readAt: 5 })).toEqual({ since: 5, last: 5 });
  expect(readdirSync(app.ports.folder).filter((name) => /history|looks/.test(name))).toEqual([]);
});

test('a visit ends after an hour: then what was seen last is what a person knows', async () => {
  const app = await testApp();
  const { id } = await app.add('http://127.0.0.1:1', undefined);
  const looked = (readAt: number) => app.call<Look>('history.looked', { connectionId: id, readAt });
  expect(await app.call('history.look', { connectionId: id })).toBeNull();
  expect(await looked(10)).toEqual({ since: 10, last: 10 });
  await app.ports.clock.pass(HOUR / 2);
  expect(await looked(20)).toEqual({ since: 10, last: 20 });
  await app.ports.clock.pass(2 * HOUR);
  expect(await looked(30)).toEqual({ since: 20, last: 30 });
  expect(await app.call('history.seen', { connectionId: id })).toEqual({ since: 30, last: 30 });
});

test('the journal of a server is told newest first, each change once with how it ended', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.connect(id);
  const token = await app.token(id, 'telegraf on host-7');
  const ref = { connectionId: id, token: { store: token.store, id: token.id } };
  await app.failure('tokens.update', { ...ref, change: { description: 'x' } });
  await app.unlock(id);
  await app.call('tokens.update', { ...ref, change: { description: 'another name' } });

  const journal = await app.call<JournalEntry[]>('history.journal', { connectionId: id });
  expect(journal).toMatchObject([
    { action: 'updateToken', outcome: 'done', description: 'another name', token: token.id },
    { action: 'updateToken', outcome: 'refused', failure: 'read-only' },
  ]);
  expect(JSON.stringify(journal)).not.toMatch(/"(token|was|origin)":\{/);
});

test("a colleague's file is opened without its values; another file is told to be none", async () => {
  const app = await testApp();
  app.ports.desktop.file = JSON.stringify({
    format: 'token-explorer-snapshot',
    name: 'theirs',
    tokens: [{ id: 'a', description: 'd', token: 'SECRET' }],
  });
  const { chunks, end } = await app.stream<Token[], OpenedSnapshot>('history.openFile', undefined);
  expect(end).toMatchObject({ name: 'theirs', secrets: 1, unreadable: 0 });
  expect(chunks.flat()).toMatchObject([{ id: 'a', description: 'd' }]);
  expect(JSON.stringify([chunks, end])).not.toContain('SECRET');
  app.ports.desktop.file = '{}';
  await expect(app.stream('history.openFile', undefined)).rejects.toMatchObject({
    facts: { kind: 'invalid', field: 'snapshot' },
  });
  app.ports.desktop.file = undefined;
  expect((await app.stream('history.openFile', undefined)).end).toBeNull();
});
