import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from '#test/temp-folder';
import { nativeMachine } from './machine.ts';

test('only regular files exist to be imported, and only they are read, up to a size', async () => {
  const folder = tempFolder();
  const file = join(folder, 'configs');
  writeFileSync(file, 'a text');
  mkdirSync(join(folder, 'folder'));
  symlinkSync(file, join(folder, 'link'));
  const machine = nativeMachine();
  const there = ['configs', 'folder', 'link', 'none'].map((name) => machine.exists(join(folder, name)));
  expect(await Promise.all(there)).toEqual([true, false, false, false]);
  expect(await machine.read(file, 100)).toBe('a text');
  await expect(machine.read(file, 3)).rejects.toMatchObject({ facts: { kind: 'too-large' } });
  await expect(machine.read(join(folder, 'link'), 100)).rejects.toMatchObject({ facts: { kind: 'storage' } });
});
