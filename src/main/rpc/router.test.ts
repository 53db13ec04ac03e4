import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contract } from '#contract/contract';
import type { Method } from '#contract/define';
import { FailureFacts } from '#contract/failure';
import { MOST_SAVED } from '#contract/shapes';
import { fleetGroup } from '#domain/fleet-row';
import { NO_NAMES } from '#domain/names';
import { toRow } from '#domain/search-row';
import { tokensCsv } from '#domain/token-export';
import { draftFor, testApp } from '#test/app';
import { testPorts } from '#test/ports';
import { MemoryPort } from '#test/stream-port';
import { aToken } from '#test/tokens';
import { MAX_BYTES } from './measure.ts';

const methods = Object.entries(contract).flatMap(([group, names]) =>
  Object.entries<Method>(names).map(([name, method]): [string, Method] => [`${group}.${name}`, method]),
);
const calls = methods.filter(([, { kind }]) => kind === 'call').map(([path]) => path);
const streams = methods.filter(([, { kind }]) => kind === 'stream').map(([path]) => path);

test.each([
  '',
  'constructor',
  'constructor.name',
  '__proto__.toString',
  'app.constructor',
  'app.__proto__',
  'app.hasOwnProperty',
  'toString.call',
  'app',
  'app.facts.call',
  'app.facts.',
  'nope.nope',
])('B2 “%s” is no method', async (path) => {
  const app = await testApp();
  expect(await app.failure(path)).toEqual({ kind: 'bad-request', where: 'path' });
});

test('B2 a call is no stream and a stream no call', async () => {
  const app = await testApp();
  for (const path of streams) expect(await app.failure(path, {})).toEqual({ kind: 'bad-request', where: 'path' });
  for (const path of calls)
    await expect(app.stream(path, {})).rejects.toMatchObject({ facts: { kind: 'bad-request' } });
});

test.each(methods)(
  'B2 %s refuses what its schema does not know, before it does anything',
  async (path, { kind, input }) => {
    const app = await testApp();
    const ask = (value: unknown) => (kind === 'call' ? app.failure(path, value) : streamFailure(app, path, value));
    const wrong = fc
      .anything({ withDate: true, withMap: true, withNullPrototype: true })
      .filter((value) => !input.safeParse(value).success);
    await fc.assert(
      fc.asyncProperty(wrong, async (value) => {
        await app.ports.clock.pass(1000);
        expect(await ask(value)).toMatchObject({ kind: 'bad-request' });
      }),
      { numRuns: 20 },
    );
    expect(app.ports.desktop.questions).toEqual([]);
  },
);

test('B2 an unknown key beside a good input is refused, wherever it stands', async () => {
  const app = await testApp();
  const draft = draftFor('http://127.0.0.1:1');
  expect(await app.failure('connections.add', { draft, extra: 1 })).toMatchObject({ kind: 'bad-request' });
  expect(await app.failure('connections.add', { draft: { ...draft, plainHttpAllowed: true } })).toMatchObject({
    kind: 'bad-request',
    where: 'draft',
  });
  expect(await app.failure('connections.add', { draft: { ...draft, name: 'x'.repeat(201) } })).toMatchObject({
    where: 'draft.name',
  });
  expect(await app.call('connections.list')).toEqual([]);
});

test('B4 whatever breaks inside, a call answers with facts from the fixed list and never throws', async () => {
  const ports = testPorts();
  const app = await testApp(ports);
  ports.desktop.chooseFile = () => Promise.reject(new Error('secret detail'));
  ports.desktop.openExternal = () => {
    throw new TypeError('secret detail');
  };
  const failures = [
    await app.failure('connections.chooseCa'),
    await app.failure('app.openHelp', { key: 'tokens' }),
    await app.failure('modes.unlock', { connectionId: 'none' }),
  ];
  expect(failures.map((facts) => FailureFacts.safeParse(facts).success)).toEqual([true, true, true]);
  expect(JSON.stringify(failures)).not.toContain('secret detail');
  expect(failures).toEqual([{ kind: 'internal' }, { kind: 'internal' }, { kind: 'no-such-connection' }]);
});

test('B9 an input that is too large or too deep is refused', async () => {
  const app = await testApp();
  let deep: unknown = {};
  for (let n = 0; n < 100; n++) deep = { deep };
  expect(await app.failure('app.copyText', deep)).toMatchObject({ kind: 'too-large' });
  expect(await app.failure('app.copyText', { text: 'x'.repeat(6_000_000) })).toMatchObject({ kind: 'too-large' });
  expect(app.ports.desktop.copied).toEqual([]);
});

test('B9 a text is saved as a file up to 100 MB, a longer one is not, and no other method takes it', async () => {
  const app = await testApp();
  const file = { name: 'tokens', extension: 'csv', text: 'x'.repeat(MOST_SAVED) };
  expect(await app.call('files.save', file)).toEqual({ saved: true });
  expect(app.ports.desktop.saved.map(({ text }) => text.length)).toEqual([MOST_SAVED]);

  expect(await app.failure('files.save', { ...file, text: `${file.text}x` })).toMatchObject({ kind: 'too-large' });
  expect(await app.failure('files.save', { ...file, more: file.text })).toMatchObject({ kind: 'too-large' });
  const takes = methods.filter(([, method]) => method.kind === 'call' && method.longText !== undefined);
  expect(takes.map(([path]) => path)).toEqual(['files.save']);
  for (const path of calls.filter((each) => each !== 'files.save'))
    expect(await app.failure(path, { text: 'x'.repeat(6_000_000) })).toMatchObject({ kind: 'too-large' });
  expect(app.ports.desktop.saved).toHaveLength(1);
});

test('an export of 100,000 tokens is saved whole', async () => {
  const app = await testApp();
  const connection = await app.add('http://127.0.0.1:1', undefined);
  const at = { connection, product: 'InfluxDB OSS', names: NO_NAMES };
  const tokens = Array.from({ length: 100_000 }, (_, n) => toRow(aToken({ id: `${n}`, description: `host-${n}` })));
  const text = tokensCsv({ exportedAt: 0, search: '', sources: [] }, fleetGroup(at, tokens).rows);
  expect(text.length * 2).toBeGreaterThan(2 * MAX_BYTES);

  expect(await app.call('files.save', { name: 'tokens', extension: 'csv', text })).toEqual({ saved: true });
  expect(app.ports.desktop.saved[0]?.text).toBe(text);
  expect(text.trimEnd().split('\r\n')).toHaveLength(100_003);
});

test('B9 an answer that is too large is refused', async () => {
  const first = await testApp();
  const { id } = await first.add('http://127.0.0.1:1', undefined);
  const many = Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`api:${n}`, 'x'.repeat(5000)]));
  first.ports.openStore('notes.json').store = { version: 1, content: { notes: { [id]: many } } };
  const app = await testApp(testPorts(first.ports.folder));
  expect(await app.failure('notes.list', { connectionId: id })).toMatchObject({ kind: 'too-large' });
});

test('B8 a page gets one native dialog at a time', async () => {
  const app = await testApp();
  const first = await app.add('http://127.0.0.1:1', 'x'.repeat(20));
  let answer = (_confirmed: boolean) => {};
  app.ports.desktop.ask = () => new Promise((resolve) => (answer = resolve));
  const unlocking = app.call('modes.unlock', { connectionId: first.id });
  expect(await app.failure('modes.unlock', { connectionId: first.id })).toEqual({ kind: 'too-many-calls' });
  answer(true);
  expect(await unlocking).toHaveLength(1);
});

async function streamFailure(app: Awaited<ReturnType<typeof testApp>>, path: string, input: unknown): Promise<unknown> {
  const port = new MemoryPort();
  app.app.stream(path, input, port);
  const last = await port.last;
  return 'failure' in last ? last.failure : undefined;
}
