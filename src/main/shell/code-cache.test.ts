import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { Script } from 'node:vm';
import { afterAll, describe, expect, test } from 'vitest';
import { useCodeCache } from './code-cache.ts';

const loader = Module.prototype as Module & { _compile: unknown };

describe('what V8 made of the modules', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'code-cache-'));
  const usual = loader._compile;
  afterAll(() => {
    loader._compile = usual;
    rmSync(folder, { recursive: true, force: true });
  });
  useCodeCache(folder);

  /** A module of this text beside what V8 made of that one. */
  function load(name: string, text: string, cache?: Buffer): unknown {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    if (cache) writeFileSync(`${file}.cache`, cache);
    return createRequire(file)(file);
  }
  const made = (text: string) => new Script(Module.wrap(text)).createCachedData();

  test('is used: of a text of the same length, V8 takes the code that it kept', () => {
    expect(load('used.cjs', 'exports.is = "new";', made('exports.is = "old";'))).toEqual({ is: 'old' });
  });

  test('leaves a module what Node gives it', () => {
    const text = 'exports.has = [__filename, __dirname, require("node:path").sep, module.exports === exports];';
    const file = path.join(folder, 'given.cjs');
    expect(load('given.cjs', text, made(text))).toEqual({ has: [file, folder, path.sep, true] });
  });

  test('is passed over where it is no cache, or of another text', () => {
    expect(load('broken.cjs', 'exports.is = "new";', Buffer.from('no cache'))).toEqual({ is: 'new' });
    expect(load('other.cjs', 'exports.is = "new";', made('exports.is = "quite old";'))).toEqual({ is: 'new' });
  });

  test('is not needed, and not asked for in another folder', () => {
    expect(load('without.cjs', 'exports.is = "new";')).toEqual({ is: 'new' });
    mkdirSync(path.join(folder, 'deeper'));
    expect(load('deeper/elsewhere.cjs', 'exports.is = "new";', made('exports.is = "old";'))).toEqual({ is: 'new' });
  });
});
