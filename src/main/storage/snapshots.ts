import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from '#contract/failure';
import {
  newestOf,
  type Snapshot,
  type SnapshotFacts,
  type SnapshotHead,
  type SnapshotStart,
  withoutThinned,
} from '#domain/snapshot';
import type { Token } from '#domain/token';
import type { Clock } from '#main/ports';
import { syncFolder } from './files.ts';
import { brokenIn, type Kept, readIndex, setBrokenAside, snapshotFile, writeIndex } from './snapshot-index.ts';
import { readStart, readSnapshot, type Written, writeSnapshot, written } from './snapshot-lines.ts';
import { isRefusal, storageFailure } from './storage-failure.ts';

/** How much all snapshots may take on the disk, in bytes. */
export const MAX_SNAPSHOT_BYTES = 500_000_000;

interface Place {
  clock: Pick<Clock, 'now'>;
  /** The folder of all snapshots; made when it is needed. */
  folder: string;
  maxBytes: number;
}

/** What of a server is handed on while its snapshot is read. */
type Push = (tokens: Token[]) => void;

/**
 * The snapshots on the disk: a folder per connection with a file for each, and an index. A file is written beside,
 * synced and renamed, then the index, so that whenever the process ends the snapshot is there whole or not at all.
 */
export class SnapshotStore {
  readonly #place: Place;
  readonly #indexes = new Map<string, Kept[]>();
  readonly #loading = new Map<string, Promise<Kept[]>>();
  /** One thing after the other is written. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(place: Place) {
    this.#place = place;
  }

  /**
   * The facts of all snapshots of a connection, the oldest first, and how many files of it are broken. Failure
   * 'storage'.
   */
  async list(connectionId: string): Promise<{ snapshots: SnapshotFacts[]; broken: number }> {
    const kept = await this.#index(connectionId);
    return { snapshots: kept.map(factsOf), broken: brokenIn(this.#folder(connectionId)) };
  }

  /** Keeps a snapshot; one that holds the same as the newest is noted with it. Failure 'storage' when it cannot be. */
  async keep(connectionId: string, snapshot: Snapshot, owners: readonly string[]): Promise<void> {
    return this.#next(async () => {
      const fresh = await written(snapshot);
      const newest = newestOf(await this.#index(connectionId));
      try {
        const added =
          newest?.hash === fresh.hash ? again(newest, snapshot) : await this.#write(connectionId, snapshot, fresh);
        // Anew: one that was found to be broken meanwhile is not there any more.
        const others = (await this.#index(connectionId)).filter(({ firstAt }) => firstAt !== added.firstAt);
        this.#put(connectionId, withoutThinned([...others, added], this.#place.clock.now()));
        await this.#limit(owners);
      } catch (thrown) {
        throw storageFailure(this.#folder(connectionId), thrown);
      }
    });
  }

  /** What is shown of a snapshot first; undefined when there is none, or it is broken, which sets it aside. */
  async start(connectionId: string, firstAt: number): Promise<SnapshotStart | undefined> {
    return this.#found(connectionId, firstAt, readStart).catch(() => undefined);
  }

  /** Hands on the tokens of a snapshot. A broken one is set aside; Failure 'storage'. */
  async open(connectionId: string, firstAt: number, push: Push, signal: AbortSignal): Promise<SnapshotHead> {
    return this.#found(connectionId, firstAt, (path) => readSnapshot(path, push, signal), signal);
  }

  /** Removes everything that is kept of a connection. */
  async remove(connectionId: string): Promise<void> {
    return this.#next(async () => {
      this.#indexes.delete(connectionId);
      await fs.promises.rm(this.#folder(connectionId), { recursive: true, force: true });
    });
  }

  /** Settles when everything that was begun is done. */
  async settled(): Promise<void> {
    await this.#turn;
  }

  #next<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(act);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** Not in turn with what is written: a snapshot that is there stays as it is. */
  async #found<T>(
    connectionId: string,
    firstAt: number,
    read: (path: string) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const path = snapshotFile(this.#folder(connectionId), firstAt);
    try {
      return await read(path);
    } catch (thrown) {
      if (signal?.aborted) throw new Failure({ kind: 'cancelled' });
      if (isRefusal(thrown)) throw storageFailure(path, thrown);
      if (fs.existsSync(path)) setBrokenAside(path, this.#place.clock.now());
      const known = this.#indexes.get(connectionId)?.filter((kept) => kept.firstAt !== firstAt);
      if (known) this.#indexes.set(connectionId, known);
      throw new Failure({ kind: 'storage', file: basename(path), cause: 'unreadable' });
    }
  }

  /** The index of a connection, read once: who looks at one server does not wait for what is written of another. */
  async #index(connectionId: string): Promise<Kept[]> {
    const known = this.#indexes.get(connectionId) ?? this.#loading.get(connectionId);
    if (known) return known;
    const loading = readIndex(this.#folder(connectionId), this.#place.clock.now());
    this.#loading.set(connectionId, loading);
    try {
      const read = await loading;
      this.#indexes.set(connectionId, read);
      return read;
    } catch (thrown) {
      throw storageFailure(this.#folder(connectionId), thrown);
    } finally {
      this.#loading.delete(connectionId);
    }
  }

  async #write(connectionId: string, { facts }: Snapshot, fresh: Written): Promise<Kept> {
    const folder = this.#folder(connectionId);
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = snapshotFile(folder, facts.firstAt);
    const part = `${path}.part`;
    fs.rmSync(part, { force: true });
    await writeSnapshot(part, fresh);
    fs.renameSync(part, path);
    syncFolder(folder);
    return { ...facts, hash: fresh.hash, bytes: fs.statSync(path).size };
  }

  /** First the index without them, then their files: one that is left over is found again and thinned again. */
  #put(connectionId: string, snapshots: Kept[]): void {
    const before = this.#indexes.get(connectionId) ?? [];
    const folder = this.#folder(connectionId);
    writeIndex(folder, snapshots);
    this.#indexes.set(connectionId, snapshots);
    const kept = new Set(snapshots.map(({ firstAt }) => firstAt));
    for (const { firstAt } of before) if (!kept.has(firstAt)) fs.rmSync(snapshotFile(folder, firstAt), { force: true });
  }

  /** Thins the oldest of all servers until all fit, but never the last of one. Folders of no connection go. */
  async #limit(owners: readonly string[]): Promise<void> {
    const folders = new Set(owners.map((owner) => nameOf(owner)));
    for (const name of await fs.promises.readdir(this.#place.folder))
      if (!folders.has(name)) await fs.promises.rm(join(this.#place.folder, name), { recursive: true, force: true });
    const all: { owner: string; kept: Kept }[] = [];
    for (const owner of owners) for (const kept of await this.#index(owner)) all.push({ owner, kept });
    let bytes = all.reduce((sum, { kept }) => sum + kept.bytes, 0);
    for (const { owner, kept } of all.sort((one, other) => one.kept.readAt - other.kept.readAt)) {
      if (bytes <= this.#place.maxBytes) return;
      const own = this.#indexes.get(owner) ?? [];
      if (own.length < 2) continue;
      bytes -= kept.bytes;
      this.#put(
        owner,
        own.filter((each) => each !== kept),
      );
    }
  }

  #folder(connectionId: string): string {
    return join(this.#place.folder, nameOf(connectionId));
  }
}

/** SECURITY: an id from an edited file could lead out of the folder; one that is no plain name gets another. */
function nameOf(connectionId: string): string {
  if (/^[\w-]{1,64}$/.test(connectionId)) return connectionId;
  return createHash('sha256').update(connectionId).digest('hex');
}

function again(kept: Kept, { facts }: Snapshot): Kept {
  return { ...kept, readAt: facts.readAt, readings: kept.readings + 1 };
}

function factsOf({ hash: _hash, bytes: _bytes, ...facts }: Kept): SnapshotFacts {
  return facts;
}
