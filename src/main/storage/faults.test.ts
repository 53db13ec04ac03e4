import fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { FakeClock } from '#test/clock';
import { tempFolder } from '#test/temp-folder';

/** The system calls of one write, in their order; each can be made to fail. */
const CALLS = ['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'renameSync'] as const;
const seen: string[] = [];
const restores: (() => void)[] = [];
let fault: { call: string; nth: number | 'every'; code: string } | undefined;

const Shape = z.object({ names: z.array(z.string()) });
let modules: Awaited<ReturnType<typeof load>>;

async function load() {
  return { ...(await import('./document.ts')), ...(await import('./lines.ts')), ...(await import('#test/stores')) };
}

beforeAll(async () => {
  // The writer beneath conf takes its system calls when it is loaded, so they are wrapped before.
  for (const call of CALLS) {
    const real = fs[call];
    const wrapped = (...input: unknown[]): unknown => {
      seen.push(call);
      const nth = seen.filter((other) => other === call).length;
      if (fault?.call !== call || (fault.nth !== 'every' && fault.nth !== nth)) return Reflect.apply(real, fs, input);
      if (fault.code === 'SHORT') return 0;
      throw Object.assign(new Error(fault.code), { code: fault.code });
    };
    Object.assign(fs, { [call]: wrapped });
    restores.push(() => Object.assign(fs, { [call]: real }));
  }
  vi.resetModules();
  modules = await load();
});

afterEach(() => {
  fault = undefined;
});

afterAll(() => {
  for (const restore of restores) restore();
});

function openNames(folder: string) {
  const shape = { file: 'names.json', version: 1, content: Shape, initial: { names: [] }, migrations: {} };
  return new modules.Document(shape, { clock: new FakeClock(), folder, openStore: modules.storesIn(folder) }, () => {});
}

/** Makes one system call of the next write fail; answers what became of the write. */
function writeWith(folder: string, failing: typeof fault, names: string[]): unknown {
  const document = openNames(folder);
  seen.length = 0;
  fault = failing;
  try {
    document.write({ names });
    return undefined;
  } catch (thrown) {
    return thrown;
  } finally {
    fault = undefined;
  }
}

test('I1 a write syncs a file beside, renames it, and syncs the folder', () => {
  const folder = tempFolder();
  writeWith(folder, undefined, ['a']);
  expect(seen).toEqual([
    'openSync',
    'writeSync',
    'fsyncSync',
    'closeSync',
    'renameSync',
    'openSync',
    'fsyncSync',
    'closeSync',
  ]);
});

test('I1 I7 whichever step fails, the file is whole and the failure is told', () => {
  const folder = tempFolder();
  writeWith(folder, undefined, ['old']);
  writeWith(folder, undefined, ['old']);
  writeWith(folder, undefined, ['old']);
  const steps = seen.map((call, index) => ({
    call,
    nth: seen.slice(0, index + 1).filter((other) => other === call).length,
  }));
  expect(steps.length).toBeGreaterThan(10);

  for (const step of steps) {
    const thrown = writeWith(folder, { ...step, code: 'ENOSPC' }, ['new']);
    expect(thrown, JSON.stringify(step)).toMatchObject({ facts: { kind: 'storage', cause: 'full' } });
    expect([['old'], ['new']]).toContainEqual(openNames(folder).value.names);
    writeWith(folder, undefined, ['old']);
  }
});

test.each([
  ['ENOSPC', 'full'],
  ['EROFS', 'read-only'],
  ['EBUSY', 'busy'],
  ['EACCES', 'denied'],
])('I7 %s is told as “%s” and what is in memory stays', (code, cause) => {
  const folder = tempFolder();
  const document = openNames(folder);
  document.write({ names: ['kept'] });
  // EBUSY and EACCES are tried again for a second by the writer beneath; only its last word counts.
  fault = { call: 'renameSync', nth: 'every', code };
  expect(() => document.write({ names: ['lost'] })).toThrow(
    expect.objectContaining({ facts: { kind: 'storage', file: 'names.json', cause } }),
  );
  fault = undefined;
  expect(document.value).toEqual({ names: ['kept'] });
  expect(openNames(folder).value).toEqual({ names: ['kept'] });
});

test('I7 a write that is cut short without an error is noticed, and undone', () => {
  const folder = tempFolder();
  writeWith(folder, undefined, ['old']);
  writeWith(folder, undefined, ['old']);
  const thrown = writeWith(folder, { call: 'writeSync', nth: 2, code: 'SHORT' }, ['new']);
  expect(thrown).toMatchObject({ facts: { kind: 'storage', cause: 'full' } });
  expect(openNames(folder).value.names).toEqual(['old']);
});

test('I7 a line that cannot be written whole is told, and the next line stands alone', () => {
  const folder = tempFolder();
  const lines = new modules.Lines({ clock: new FakeClock(), folder }, 'journal', 1000);
  lines.append({ n: 1 });
  seen.length = 0;
  fault = { call: 'fsyncSync', nth: 1, code: 'ENOSPC' };
  expect(() => lines.append({ n: 2 })).toThrow(
    expect.objectContaining({ facts: { kind: 'storage', file: 'journal.jsonl', cause: 'full' } }),
  );
  fault = undefined;
  fs.appendFileSync(join(folder, 'journal.jsonl'), '{"torn');
  new modules.Lines({ clock: new FakeClock(), folder }, 'journal', 1000).append({ n: 3 });
  expect(fs.readFileSync(join(folder, 'journal.jsonl'), 'utf8').split('\n')).toEqual([
    '{"n":1}',
    '{"n":2}',
    '{"torn',
    '{"n":3}',
    '',
  ]);
});
