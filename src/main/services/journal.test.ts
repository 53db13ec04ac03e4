import fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import { Redactor } from '#main/redact';
import { Secret } from '#main/secret';
import { testPorts } from '#test/ports';
import { type Attempt, Journal } from './journal.ts';

const OWN = new Secret('canary-own-token-1234');

function journal() {
  const ports = testPorts();
  const redactor = new Redactor();
  redactor.know(OWN);
  const path = join(ports.folder, 'journal.jsonl');
  const lines = () =>
    fs
      .readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { journal: new Journal(ports, redactor), ports, path, lines };
}

function attempt(change: Partial<Attempt> = {}): Attempt {
  return {
    connectionId: 'c1',
    origin: 'https://influx.example:8086',
    ownToken: OWN,
    action: 'deleteToken',
    target: { store: 'api', id: '0a' },
    ...change,
  };
}

const nothingMade = () => ({});
const neverUnnoted = (thrown: unknown) => {
  throw thrown;
};

test('K1 a write leaves a line before and a line after', async () => {
  const { journal: ours, lines } = journal();
  const linesWhenDone: number[] = [];
  await ours.during(attempt(), async () => void linesWhenDone.push(lines().length), nothingMade, neverUnnoted);
  expect(linesWhenDone).toEqual([1]);
  const [before, after] = lines();
  expect(before).toEqual({
    time: '2026-01-02T03:04:05.000Z',
    id: expect.any(String) as unknown,
    connectionId: 'c1',
    origin: 'https://influx.example:8086',
    token: '536b686d',
    action: 'deleteToken',
    target: { store: 'api', id: '0a' },
    outcome: 'begun',
  });
  expect(after).toMatchObject({ id: before?.id, outcome: 'done' });
});

test.each([
  [
    new Failure({ kind: 'server-refused', status: 422, message: 'canary-own-token-1234' }),
    { outcome: 'refused', failure: 'server-refused', status: 422 },
  ],
  [new Failure({ kind: 'outcome-unknown', what: 'deleteToken' }), { outcome: 'unknown', failure: 'outcome-unknown' }],
  [new Failure({ kind: 'unreachable', host: 'h', cause: 'refused' }), { outcome: 'failed', failure: 'unreachable' }],
  [new Error('canary-own-token-1234'), { outcome: 'failed', failure: 'internal' }],
])('K1 a write that fails leaves its outcome (%#)', async (thrown, outcome) => {
  const { journal: ours, lines, path } = journal();
  await expect(ours.during(attempt(), () => Promise.reject(thrown), nothingMade, neverUnnoted)).rejects.toBe(thrown);
  expect(lines()[1]).toMatchObject(outcome);
  expect(fs.readFileSync(path, 'utf8')).not.toContain('canary');
});

test('K4 names neither break a line, nor are formulas, nor hold a known secret', async () => {
  const { journal: ours, lines, path } = journal();
  const names = [
    '=HYPERLINK("http://x")',
    '+1',
    '-1',
    '@x',
    '\t=1',
    'a\nb\r\nc',
    'right\u202eleft',
    'zero\u200bwidth',
    '\u0000',
    `has ${OWN.reveal()}`,
  ];
  for (const name of names)
    await ours.during(attempt({ change: { name, deep: [{ name }] } }), async () => {}, nothingMade, neverUnnoted);

  const text = fs.readFileSync(path, 'utf8');
  expect(text.trim().split('\n')).toHaveLength(names.length * 2);
  expect(text).not.toContain(OWN.reveal());
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  const written = lines().map(({ change }) => (change as { name: string }).name);
  expect(written.filter((name) => /^[=+\-@\t\r]/.test(name))).toEqual([]);
  expect(written[0]).toBe(`'=HYPERLINK("http://x")`);
});

test('K5 when the first line cannot be written, the write is not sent', async () => {
  const { journal: ours, path } = journal();
  fs.mkdirSync(path);
  let sent = false;
  const write = ours.during(attempt(), async () => void (sent = true), nothingMade, neverUnnoted);
  await expect(write).rejects.toMatchObject({ facts: { kind: 'storage', file: 'journal.jsonl' } });
  expect(sent).toBe(false);
});

test('F7 when the last line cannot be written, the answer of the write is not lost', async () => {
  const { journal: ours, path } = journal();
  const unnoted: unknown[] = [];
  const answer = await ours.during(
    attempt(),
    async () => {
      fs.rmSync(path);
      fs.mkdirSync(path);
      return 'the only copy';
    },
    nothingMade,
    (thrown) => unnoted.push(thrown),
  );
  expect(answer).toBe('the only copy');
  expect(unnoted).toHaveLength(1);
});

test.skipIf(process.platform === 'win32')(
  'I6 the journal is for its owner alone, also after it was turned',
  async () => {
    const { journal: ours, ports, path } = journal();
    fs.writeFileSync(path, `${'x'.repeat(5_000_001)}\n`, { mode: 0o644 });
    await ours.during(attempt(), async () => {}, nothingMade, neverUnnoted);
    const turned = fs.readdirSync(ports.folder).filter((name) => /^journal-\d+\.jsonl$/.test(name));
    expect(turned).toHaveLength(1);
    for (const name of ['journal.jsonl', ...turned])
      expect(fs.statSync(join(ports.folder, name)).mode & 0o777).toBe(0o600);
  },
);
