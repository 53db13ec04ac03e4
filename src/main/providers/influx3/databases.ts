import { z } from 'zod';
import { ifAnswered } from '#main/providers/steps';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import type { Session } from './session.ts';

/** A server answers rows; its description says an object with them. */
const DatabasesBody = z.union([
  z.array(z.object({ 'iox::database': z.string() })).transform((rows) => rows.map((row) => row['iox::database'])),
  z.object({ databases: z.array(z.string()) }).transform(({ databases }) => databases),
]);

/** The names of the databases that there are, the server's own with them. */
export async function readDatabaseNames(session: Session, signal: AbortSignal): Promise<string[]> {
  return read(await session.ask(PATHS.databases, { format: 'json' }, signal), DatabasesBody);
}

/** The databases that there are, and when one of the same name was deleted last, in ms since 1970. */
export interface Databases {
  living: ReadonlySet<string>;
  deletedAt: ReadonlyMap<string, number>;
}

/** The databases that tokens can name; undefined when that cannot be read, which spoils no list. */
export async function readDatabases(session: Session, signal: AbortSignal): Promise<Databases | undefined> {
  const sql = 'SELECT database_name FROM system.databases WHERE deleted = true';
  const [names, deleted] = await Promise.all([
    ifAnswered(readDatabaseNames(session, signal)),
    ifAnswered(session.query(sql, signal)),
  ]);
  return names && { living: new Set(names), deletedAt: deletionsIn(deleted?.rows ?? []) };
}

/** A deleted database is renamed after the second of its end, in UTC (InfluxDB 3: `records/conversions.rs`). */
const DELETED = /^(.+)-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(?:-\d+)?$/;

function deletionsIn(rows: readonly Record<string, unknown>[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { database_name: renamed } of rows) {
    const [, name, year, ...rest] = (typeof renamed === 'string' && DELETED.exec(renamed)) || [];
    if (name === undefined) continue;
    const [month = 1, ...time] = rest.map(Number);
    const at = Date.UTC(Number(year), month - 1, ...time);
    found.set(name, Math.max(at, found.get(name) ?? 0));
  }
  return found;
}
