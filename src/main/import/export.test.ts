import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Failure } from '#contract/failure';
import { Secret } from '#main/secret';
import { exportText, type Outgoing, readExport } from './export.ts';
import { sourceOf } from './read.ts';

const NOW = Date.UTC(2026, 5, 1);
const PASSPHRASE = 'correct horse battery';
const CONNECTIONS: Outgoing[] = [
  {
    name: 'prod',
    address: 'https://prod.example:8086',
    environment: 'production',
    colour: 'red',
    note: 'a note',
    credential: new Secret('canary-prod-token'),
  },
  {
    name: 'plant',
    address: 'http://10.0.0.5:8181',
    environment: 'development',
    note: '',
    clusterId: 'c',
    accountId: 'a',
  },
];

const WRONG = { kind: 'invalid', field: 'passphrase', reason: 'wrong' };

async function unsealed(text: string, passphrase: string): Promise<(string | undefined)[]> {
  const { unseal } = readExport(text);
  if (!unseal) throw new Error('nothing is sealed');
  return (await unseal(passphrase)).entries.map(({ credential }) => credential?.reveal());
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'opened',
    (thrown: unknown) => (thrown instanceof Failure ? thrown.facts : thrown),
  );

test('C9 an export without a passphrase holds the connections and no token', async () => {
  const text = await exportText(CONNECTIONS, NOW);
  expect(text).not.toContain('canary');
  const read = readExport(text);
  expect(read).toMatchObject({
    problems: [],
    entries: [
      { name: 'prod', address: 'https://prod.example:8086', environment: 'production', colour: 'red', note: 'a note' },
      { name: 'plant', accountId: 'a', clusterId: 'c' },
    ],
  });
  expect(read.unseal).toBeUndefined();
  expect(sourceOf(text)).toBe('export');
});

describe('C9 an export with a passphrase', () => {
  test('holds the tokens sealed, and gives them back to who knows it', async () => {
    const text = await exportText(CONNECTIONS, NOW, PASSPHRASE);
    expect(text).not.toContain('canary');
    expect(text).not.toContain(Buffer.from('canary-prod').toString('base64').slice(0, 12));
    expect(readExport(text).entries.map(({ credential }) => credential)).toEqual([undefined, undefined]);
    expect(await unsealed(text, PASSPHRASE)).toEqual(['canary-prod-token', undefined]);
  });

  test('does not open with another passphrase, and says only that', async () => {
    const text = await exportText(CONNECTIONS, NOW, PASSPHRASE);
    expect(await failureOf(unsealed(text, 'correct horse batterz'))).toEqual(WRONG);
    expect(await failureOf(unsealed(text, ''))).toEqual(WRONG);
  });

  test.each(['', 'elevenchars', '😀😀😀😀😀😀'])(
    'asks for one of 12 characters at least: %j is refused',
    async (short) => {
      expect(await failureOf(exportText(CONNECTIONS, NOW, short))).toMatchObject({ field: 'new-passphrase' });
    },
  );

  test('fails with one error when any bit of what is sealed is another one', { timeout: 60_000 }, async () => {
    const text = await exportText(CONNECTIONS, NOW, PASSPHRASE);
    const part = fc.constantFrom('salt', 'nonce', 'tag', 'data');
    await fc.assert(
      fc.asyncProperty(part, fc.nat(), async (name, at) => {
        const changed = withSealed(text, name, (value) => flipped(value, at));
        expect(await failureOf(unsealed(changed, PASSPHRASE))).toEqual(WRONG);
      }),
      { numRuns: 12 },
    );
  });

  test('fails when a connection is changed, so that its token goes nowhere else', async () => {
    const text = await exportText(CONNECTIONS, NOW, PASSPHRASE);
    for (const [from, to] of [
      ['https://prod.example', 'https://evil.example'],
      ['"red"', '"green"'],
      ['2026-06-01', '2026-06-02'],
    ] as const) {
      expect(text).toContain(from);
      expect(await failureOf(unsealed(text.replace(from, to), PASSPHRASE))).toEqual(WRONG);
    }
  });

  test('asks for no more work than this version does', async () => {
    const text = (await exportText(CONNECTIONS, NOW, PASSPHRASE)).replace('131072', '1073741824');
    expect(readExport(text)).toMatchObject({
      entries: [],
      problems: [{ words: expect.stringContaining('cost N') as string }],
    });
  });
});

test.each([
  ['{', 'valid JSON'],
  ['{}', 'no file that Token Explorer knows'],
  ['{"format":"token-explorer-connections","version":2}', 'newer version'],
  ['{"format":"token-explorer-connections","version":1,"connections":{}}', 'damaged'],
])('a file that cannot be read says why: %s', (text, words) => {
  expect(readExport(text)).toMatchObject({
    entries: [],
    problems: [{ words: expect.stringContaining(words) as string }],
  });
});

test('an export of 10 MB is not read, and one with an odd address loses only that', async () => {
  expect(readExport(' '.repeat(10 * 1_048_576)).problems[0]?.words).toContain('larger');
  const text = (await exportText(CONNECTIONS, NOW)).replace('http://10.0.0.5:8181', 'file:///etc/passwd');
  expect(readExport(text)).toMatchObject({ entries: [{ name: 'prod' }], problems: [{}] });
});

const Any = z.looseObject({ sealed: z.looseObject({}) });

function withSealed(text: string, name: string, change: (value: string) => string): string {
  const file = Any.parse(JSON.parse(text));
  return JSON.stringify({ ...file, sealed: { ...file.sealed, [name]: change(String(file.sealed[name])) } });
}

function flipped(base64: string, at: number): string {
  const bytes = Buffer.from(base64, 'base64');
  const bit = at % (bytes.length * 8);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return bytes.toString('base64');
}
