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

/** The text of every file in a folder and below, by path. */
export function filesIn(folder: string): Map<string, Buffer> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.map((name) => join(folder, name)).filter((path) => fs.statSync(path).isFile());
  return new Map(files.map((path) => [path, fs.readFileSync(path)]));
}
