import fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf } from './storage-failure.ts';

/** How many broken files of one name are kept. */
const KEPT_BROKEN_FILES = 5;

/** Makes a rename in `folder` last through a power cut. Windows cannot open a folder and needs none of it. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Gives a file that exists to its owner alone, whatever it was before. */
export function ownerOnly(path: string): void {
  try {
    fs.chmodSync(path, 0o600);
  } catch (thrown) {
    if (codeOf(thrown) !== 'ENOENT') throw thrown;
  }
}

/** Moves a broken file to `<name>.corrupt-<now>` and keeps the five newest of these. */
export function setAside(path: string, now: number): void {
  fs.renameSync(path, `${path}.corrupt-${now}`);
  const folder = dirname(path);
  const prefix = `${basename(path)}.corrupt-`;
  const broken = fs
    .readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .sort();
  for (const name of broken.slice(0, -KEPT_BROKEN_FILES)) fs.rmSync(join(folder, name));
}

/** Removes what stands beside a file: its broken copies, and what a write that was killed on the way left behind. */
export function removeLeftovers(path: string): void {
  const folder = dirname(path);
  const beginnings = ['corrupt', 'tmp'].map((kind) => `${basename(path)}.${kind}-`);
  const left = fs.readdirSync(folder).filter((name) => beginnings.some((beginning) => name.startsWith(beginning)));
  for (const name of left) fs.rmSync(join(folder, name));
}
