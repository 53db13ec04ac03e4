import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { Failure } from '#contract/failure';
import type { AppFacts } from '#contract/shapes';
import { ONCE } from '#domain/parse-once';
import type { ObjectStore, Ports } from '#main/ports';
import { ownerOnly, removeLeftovers, setAside, syncFolder } from './files.ts';
import { codeOf, storageFailure } from './storage-failure.ts';

export type Notice = AppFacts['notices'][number];
export type Notify = (notice: Notice) => void;

/** What a document is: its file, the version written now, its shape, and how version n becomes n + 1. */
export interface DocumentShape<T> {
  file: string;
  version: number;
  content: z.ZodType<T>;
  initial: T;
  /** Keyed by the version that each one starts from. Pure. */
  migrations: Record<number, (content: unknown) => unknown>;
}

type Found<T> = { state: 'absent' | 'broken' | 'newer' } | { state: 'good'; content: T };

const Envelope = z.object({ version: z.number().int().positive(), content: z.unknown() });

/**
 * One document of the app on disk, read once. The store beneath it (electron-store, its class `conf`) writes a file
 * beside, syncs it and renames it over the old one. What that lacks is added here: the shape and version of what is
 * read, a last good copy in `<file>.bak`, broken files kept aside, the sync of the folder, and reading back, since a
 * write on a full disk may be short without an error.
 */
export class Document<T> {
  #value: T;
  #newer = false;
  readonly #shape: DocumentShape<T>;
  readonly #ports: Pick<Ports, 'clock' | 'folder' | 'openStore'>;

  constructor(shape: DocumentShape<T>, ports: Pick<Ports, 'clock' | 'folder' | 'openStore'>, notify: Notify) {
    this.#shape = shape;
    this.#ports = ports;
    this.#value = this.#read(notify);
  }

  /** What is stored. Never changed in place. */
  get value(): T {
    return this.#value;
  }

  /** Stores a new value; a Failure of kind 'storage' leaves the old one both here and on disk. */
  write(value: T): void {
    const { file, version } = this.#shape;
    if (this.#newer) throw new Failure({ kind: 'storage', file, cause: 'newer' });

    try {
      this.#keepLastGood();
      this.#put(file, { version, content: value });
    } catch (thrown) {
      throw storageFailure(file, thrown);
    }
    this.#value = value;
  }

  /** Stores a new value and leaves no earlier one behind in the last good copy. */
  writeWithoutTrace(value: T): void {
    this.write(value);
    const { file, version } = this.#shape;
    try {
      this.#put(`${file}.bak`, { version, content: value });
    } catch (thrown) {
      throw storageFailure(`${file}.bak`, thrown);
    }
  }

  /** Removes copies that cannot be read, which may hold anything that was ever stored here. */
  removeUnreadable(): void {
    const backup = `${this.#shape.file}.bak`;
    try {
      removeLeftovers(this.#path(this.#shape.file));
      if (this.#find(backup).state === 'broken') fs.rmSync(this.#path(backup));
    } catch (thrown) {
      throw storageFailure(this.#shape.file, thrown);
    }
  }

  #read(notify: Notify): T {
    const { file, initial } = this.#shape;
    const found = this.#find(file);
    if (found.state === 'good') return found.content;
    if (found.state === 'newer') {
      this.#newer = true;
      notify({ kind: 'file-newer', file });
      return initial;
    }

    // Where the folder cannot be written to, the app still starts; the next write says what is wrong.
    if (found.state === 'broken') attempt(() => setAside(this.#path(file), this.#ports.clock.now()));
    const backup = this.#find(`${file}.bak`);
    if (backup.state === 'good') {
      notify({ kind: 'file-recovered', file });
      attempt(() => this.#put(file, { version: this.#shape.version, content: backup.content }));
      return backup.content;
    }
    if (found.state === 'broken') notify({ kind: 'file-reset', file });
    return initial;
  }

  #find(file: string): Found<T> {
    const path = this.#path(file);
    if (!fs.existsSync(path)) return { state: 'absent' };

    attempt(() => ownerOnly(path));
    const stored = this.#stored(file);
    if (stored === undefined) return { state: 'broken' };
    if (stored.version > this.#shape.version) return { state: 'newer' };
    const content = this.#shape.content.safeParse(this.#migrated(stored.version, stored.content), ONCE);
    if (!content.success) return { state: 'broken' };
    return { state: 'good', content: content.data };
  }

  #stored(file: string): z.infer<typeof Envelope> | undefined {
    try {
      return Envelope.safeParse(this.#ports.openStore(file).store, ONCE).data;
    } catch {
      return undefined;
    }
  }

  #migrated(version: number, content: unknown): unknown {
    let migrated = content;
    for (let from = version; from < this.#shape.version; from++) migrated = this.#shape.migrations[from]?.(migrated);
    return migrated;
  }

  /** Copies what is on disk now, if it is good, so that every state before the present one can be gone back to. */
  #keepLastGood(): void {
    const { file } = this.#shape;
    if (this.#find(file).state !== 'good') return;
    this.#put(`${file}.bak`, { ...this.#ports.openStore(file).store });
  }

  #put(file: string, envelope: Record<string, unknown>): void {
    const store = this.#ports.openStore(file);
    const before = fs.existsSync(store.path) ? { ...store.store } : undefined;
    store.store = { ...envelope };
    if (!reads(store, envelope)) {
      if (before) store.store = before;
      throw new Failure({ kind: 'storage', file, cause: 'full' });
    }
    ownerOnly(store.path);
    syncFolder(dirname(store.path));
  }

  #path(file: string): string {
    return join(this.#ports.folder, file);
  }
}

function attempt(act: () => void): void {
  try {
    act();
  } catch (thrown) {
    if (!(thrown instanceof Failure) && codeOf(thrown) === undefined) throw thrown;
  }
}

function reads(store: ObjectStore, envelope: Record<string, unknown>): boolean {
  try {
    return isDeepStrictEqual({ ...store.store }, JSON.parse(JSON.stringify(envelope)));
  } catch (thrown) {
    if (thrown instanceof SyntaxError || codeOf(thrown) === 'ENOENT') return false;
    throw thrown;
  }
}
