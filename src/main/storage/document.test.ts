import fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { FakeClock } from '#test/clock';
import { storesIn } from '#test/stores';
import { tempFolder } from '#test/temp-folder';
import { Document, type DocumentShape, type Notice } from './document.ts';

const Shape = z.object({ names: z.array(z.string()) });
type Content = z.infer<typeof Shape>;

function shape(change: Partial<DocumentShape<Content>> = {}): DocumentShape<Content> {
  return { file: 'names.json', version: 1, content: Shape, initial: { names: [] }, migrations: {}, ...change };
}

function open(folder: string, change: Partial<DocumentShape<Content>> = {}, clock = new FakeClock()) {
  const notices: Notice[] = [];
  const document = new Document(shape(change), { clock, folder, openStore: storesIn(folder) }, (notice) =>
    notices.push(notice),
  );
  return { document, notices, path: join(folder, 'names.json') };
}

test('what was written is there at the next start', () => {
  const folder = tempFolder();
  open(folder).document.write({ names: ['a'] });
  const { document, notices } = open(folder);
  expect(document.value).toEqual({ names: ['a'] });
  expect(notices).toEqual([]);
});

test.each([
  ['empty', ''],
  ['truncated', '{"version":1,"content":{"names":["a"'],
  ['of another shape', '{"version":1,"content":{"names":"a"}}'],
  ['no object', '[1,2]'],
  ['without a version', '{"names":["a"]}'],
])('I3 a file that is %s is set aside, the last good copy is used, and the person is told', (_name, broken) => {
  const folder = tempFolder();
  const before = open(folder);
  before.document.write({ names: ['old'] });
  before.document.write({ names: ['new'] });
  fs.writeFileSync(before.path, broken);

  const { document, notices } = open(folder);
  expect(document.value).toEqual({ names: ['old'] });
  expect(notices).toEqual([{ kind: 'file-recovered', file: 'names.json' }]);
  const aside = fs.readdirSync(folder).filter((name) => name.startsWith('names.json.corrupt-'));
  expect(aside.map((name) => fs.readFileSync(join(folder, name), 'utf8'))).toEqual([broken]);
  expect(open(folder).document.value).toEqual({ names: ['old'] });
});

test('I3 a broken file without a good copy is set aside and the person is told that it begins anew', () => {
  const folder = tempFolder();
  fs.writeFileSync(join(folder, 'names.json'), 'nonsense');
  fs.writeFileSync(join(folder, 'names.json.bak'), 'nonsense too');
  const { document, notices } = open(folder);
  expect(document.value).toEqual({ names: [] });
  expect(notices).toEqual([{ kind: 'file-reset', file: 'names.json' }]);
});

test('I3 of the broken files the five newest are kept', () => {
  const folder = tempFolder();
  const clock = new FakeClock(1_700_000_000_000);
  for (let n = 0; n < 8; n++) {
    fs.writeFileSync(join(folder, 'names.json'), `broken ${n}`);
    open(folder, {}, new FakeClock(clock.now() + n * 1000));
  }
  const kept = fs
    .readdirSync(folder)
    .filter((name) => name.includes('.corrupt-'))
    .sort();
  expect(kept.map((name) => fs.readFileSync(join(folder, name), 'utf8'))).toEqual(
    [3, 4, 5, 6, 7].map((n) => `broken ${n}`),
  );
});

test('I4 a file of a newer version is never modified', () => {
  const folder = tempFolder();
  const newer = '{"version":9,"content":{"names":["from the future"],"more":1}}';
  fs.writeFileSync(join(folder, 'names.json'), newer);
  const { document, notices, path } = open(folder);
  expect(notices).toEqual([{ kind: 'file-newer', file: 'names.json' }]);
  expect(() => document.write({ names: ['x'] })).toThrow(
    expect.objectContaining({ facts: { kind: 'storage', file: 'names.json', cause: 'newer' } }),
  );
  expect(fs.readFileSync(path, 'utf8')).toBe(newer);
  expect(fs.readdirSync(folder)).toEqual(['names.json']);
});

test('I5 a file of an old version is migrated step by step, and kept as it was before the first write', () => {
  const folder = tempFolder();
  const old = { version: 1, content: 'a,b' };
  fs.writeFileSync(join(folder, 'names.json'), JSON.stringify(old));
  const migrations = {
    1: (content: unknown) => ({ list: String(content).split(',') }),
    2: (content: unknown) => ({ names: z.object({ list: z.array(z.string()) }).parse(content).list }),
  };
  const { document, path } = open(folder, { version: 3, migrations });
  expect(document.value).toEqual({ names: ['a', 'b'] });
  expect(JSON.parse(fs.readFileSync(path, 'utf8'))).toEqual(old);

  document.write({ names: ['a', 'b', 'c'] });
  expect(JSON.parse(fs.readFileSync(`${path}.bak`, 'utf8'))).toEqual(old);
  expect(JSON.parse(fs.readFileSync(path, 'utf8'))).toEqual({ version: 3, content: { names: ['a', 'b', 'c'] } });
});

test.skipIf(process.platform === 'win32')('I6 files are for their owner alone, even if they were not before', () => {
  const folder = tempFolder();
  fs.writeFileSync(join(folder, 'names.json'), '{"version":1,"content":{"names":["a"]}}', { mode: 0o666 });
  fs.chmodSync(join(folder, 'names.json'), 0o666);
  const { document, path } = open(folder);
  expect(fs.statSync(path).mode & 0o777).toBe(0o600);
  document.write({ names: ['b'] });
  document.write({ names: ['c'] });
  expect([path, `${path}.bak`].map((file) => fs.statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
});

test('what is written without a trace is not in the last good copy either', () => {
  const folder = tempFolder();
  const { document, path } = open(folder);
  document.write({ names: ['gone'] });
  document.writeWithoutTrace({ names: [] });
  expect(fs.readFileSync(path, 'utf8') + fs.readFileSync(`${path}.bak`, 'utf8')).not.toContain('gone');
});
