import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new empty folder for its owner alone; gone when the test is over. */
export function tempFolder(): string {
  const folder = fs.mkdtempSync(join(tmpdir(), 'token-explorer-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * The bytes of every file in a folder and below, by path. Throws where there is none: looking through it would prove
 * nothing.
 */
export function filesIn(folder: string): Map<string, Buffer> {
  const files = pathsIn(folder);
  if (files.length === 0) throw new Error(`no file in ${folder}`);
  return new Map(files.map((path) => [path, fs.readFileSync(path)]));
}

/** Is there no file in a folder, nor below? */
export function isBare(folder: string): boolean {
  return pathsIn(folder).length === 0;
}

function pathsIn(folder: string): string[] {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(folder, name)).filter((path) => fs.statSync(path).isFile());
}
