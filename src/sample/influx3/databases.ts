import { jsonRefusal, Refusal } from './call.ts';
import type { Table } from './tables.ts';
import { stamp } from './time.ts';
import type { Version } from './versions.ts';

export interface Database {
  id: number;
  /** A deleted one is renamed. */
  name: string;
  /** The name in permissions: that of its life. */
  grantName: string;
  retentionNanos: bigint | null;
  deleted: boolean;
  /** When a deleted one goes for good; null: never. */
  hardDeleteMs: number | null;
  readonly tables: Map<string, Table>;
}

export const INTERNAL = '_internal';
const DAY = 86_400_000;
/** `--hard-delete-default-duration`. */
const HARD_DELETE_AFTER = 90 * DAY;
const INTERNAL_RETENTION = 604_800_000_000_000n;
/** Without `_internal`; Enterprise's own default. */
const MOST: Readonly<Record<Version['edition'], number>> = { Core: 5, Enterprise: 100 };

/** When a deleted database shall go for good: `default`, `never`, `now`, or a moment in ms. */
export type HardDeletion = 'default' | 'never' | 'now' | number;

/** The databases of a server, and those that it has deleted. */
export class DatabaseStore {
  readonly #version: Version;
  readonly #byId = new Map<number, Database>();
  #nextId = 0;

  constructor(version: Version) {
    this.#version = version;
    this.#add(INTERNAL, version.internalExpires ? INTERNAL_RETENTION : null);
  }

  get byId(): ReadonlyMap<number, Database> {
    return this.#byId;
  }

  /** Those that are there and, unless they are gone for good, the deleted ones. */
  all(now = Date.now()): Database[] {
    return [...this.#byId.values()].filter(({ deleted, hardDeleteMs }) => !deleted || (hardDeleteMs ?? Infinity) > now);
  }

  /** Those that are there, `_internal` among them. */
  living(): Database[] {
    return [...this.#byId.values()].filter(({ deleted }) => !deleted);
  }

  named(name: string): Database | undefined {
    return this.living().find((database) => database.name === name);
  }

  create(name: string, retentionNanos: bigint | null): Database {
    if (this.named(name)) throw new Refusal(409, 'attempted to create a resource that already exists');
    const most = MOST[this.#version.edition];
    if (this.living().length > most)
      throw jsonRefusal(422, `Adding a new database would exceed limit of ${most} databases`);
    return this.#add(name, retentionNanos);
  }

  setRetention(name: string, retentionNanos: bigint | null): void {
    if (name === INTERNAL) throw new Refusal(500, 'cannot modify internal db');
    this.#existing(name).retentionNanos = retentionNanos;
  }

  delete(name: string, hardDeletion: HardDeletion, now = Date.now()): void {
    if (name === INTERNAL) throw new Refusal(500, 'cannot delete internal db');
    const database = this.#existing(name);
    const renamed = `${name}-${stamp(now)}`;
    const taken = this.all().some((other) => other.name === renamed);
    database.name = taken ? `${renamed}-${database.id}` : renamed;
    database.deleted = true;
    database.hardDeleteMs = hardDeletionMs(hardDeletion, now);
    for (const table of database.tables.values()) table.deleted = true;
  }

  #existing(name: string): Database {
    const database = this.named(name);
    if (!database) throw new Refusal(404, `the requested resource was not found: ${name}`);
    return database;
  }

  #add(name: string, retentionNanos: bigint | null): Database {
    const id = this.#nextId++;
    const database: Database = {
      id,
      name,
      grantName: name,
      retentionNanos,
      deleted: false,
      hardDeleteMs: null,
      tables: new Map(),
    };
    this.#byId.set(id, database);
    return database;
  }
}

function hardDeletionMs(wanted: HardDeletion, now: number): number | null {
  if (wanted === 'never') return null;
  if (wanted === 'default') return now + HARD_DELETE_AFTER;
  return wanted === 'now' ? now : wanted;
}
