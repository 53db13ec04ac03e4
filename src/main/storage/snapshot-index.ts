import fs from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ONCE } from '#domain/parse-once';
import { SnapshotFacts } from '#domain/snapshot';
import { setAside, syncFolder } from './files.ts';
import { readStart } from './snapshot-lines.ts';
import { codeOf, isRefusal } from './storage-failure.ts';

/** A snapshot as the index of its server knows it: `hash` of what it holds, its size on disk in bytes. */
export const Kept = SnapshotFacts.extend({ hash: z.string(), bytes: z.number().int().nonnegative() });
export type Kept = z.infer<typeof Kept>;

const Index = z.object({ version: z.literal(1), snapshots: z.array(Kept) });
const INDEX = 'index.json';
const ENDING = '.tokens.gz';
const CORRUPT = /\.corrupt-\d+$/;

export function snapshotFile(folder: string, firstAt: number): string {
  return join(folder, `${firstAt}${ENDING}`);
}

/**
 * The snapshots in a folder. The index is no more than a memory of them: where it is broken it is set aside, what it
 * does not name is looked at, and what it names without a file is forgotten. Throws what the system throws when it
 * refuses: nothing is set aside then.
 */
export async function readIndex(folder: string, now: number): Promise<Kept[]> {
  const names = namesIn(folder);
  for (const name of names.filter((each) => each.endsWith('.part'))) fs.rmSync(join(folder, name), { force: true });
  const files = new Set(names.filter((name) => name.endsWith(ENDING)));
  const known = indexed(folder, now).filter(({ firstAt }) => files.delete(`${firstAt}${ENDING}`));
  for (const name of files) {
    const found = await described(join(folder, name), now);
    if (found) known.push(found);
  }
  return known.sort((one, other) => one.readAt - other.readAt);
}

/** Puts the index of a folder on the disk: the former one or this one is there, whenever the process ends. */
export function writeIndex(folder: string, snapshots: readonly Kept[]): void {
  const part = join(folder, `${INDEX}.part`);
  fs.rmSync(part, { force: true });
  const handle = fs.openSync(part, 'wx', 0o600);
  try {
    fs.writeFileSync(handle, JSON.stringify({ version: 1, snapshots }));
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(part, join(folder, INDEX));
  syncFolder(folder);
}

/** How many broken files stand aside in a folder. */
export function brokenIn(folder: string): number {
  return namesIn(folder).filter((name) => CORRUPT.test(name)).length;
}

/** Sets a file aside that cannot be read. */
export function setBrokenAside(path: string, now: number): void {
  try {
    setAside(path, now);
  } catch (thrown) {
    // Where the folder cannot be written to, it stays where it is.
    if (codeOf(thrown) === undefined) throw thrown;
  }
}

function indexed(folder: string, now: number): Kept[] {
  const path = join(folder, INDEX);
  if (!fs.existsSync(path)) return [];
  try {
    return Index.parse(JSON.parse(fs.readFileSync(path, 'utf8')), ONCE).snapshots;
  } catch (thrown) {
    if (isRefusal(thrown)) throw thrown;
    setBrokenAside(path, now);
    return [];
  }
}

async function described(path: string, now: number): Promise<Kept | undefined> {
  try {
    const { facts } = await readStart(path);
    return { ...facts, hash: '', bytes: fs.statSync(path).size };
  } catch (thrown) {
    if (isRefusal(thrown)) throw thrown;
    setBrokenAside(path, now);
    return undefined;
  }
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}
