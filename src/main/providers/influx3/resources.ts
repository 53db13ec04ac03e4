import { z } from 'zod';
import { factsOf, type FailureFacts } from '#contract/failure';
import type { Bucket, Resources } from '#domain/resource';
import { readDatabaseNames } from './databases.ts';
import { INTERNAL, type Session } from './session.ts';

/** More databases than these are not asked one by one how many tables each has. */
const MOST_ASKED = 100;
/** So many of them are asked at the same time. */
const AT_ONCE = 6;

const DatabaseRow = z.object({ database_name: z.string(), seconds: z.number().optional() });
const CountRow = z.object({ database_name: z.string(), tables: z.number() });
const SchemaRow = z.object({ table_schema: z.string(), tables: z.number() });
/** The schema of the tables that clients write; the server makes those of the others. */
const CLIENTS = 'iox';

type Database = Pick<Bucket, 'name' | 'retention'>;
type Tables = Pick<Bucket, 'tables' | 'systemTables'>;

/** Reads the databases that there are, with retention and tables; those that were deleted are left out. */
export async function readResources(session: Session, signal: AbortSignal): Promise<Resources> {
  const readAt = session.timers.now();
  const { databases, whole } = await readDatabases(session, signal);
  const tablesOf = await readTables(session, databases, signal);
  const buckets = databases.map(({ name, retention }): Bucket => ({
    id: name,
    name,
    orgId: '',
    retention,
    system: name === INTERNAL,
    ...tablesOf.get(name),
  }));
  return { readAt, organizations: [], users: [], buckets, partial: whole ? [] : ['buckets'] };
}

async function readDatabases(
  session: Session,
  signal: AbortSignal,
): Promise<{ databases: Database[]; whole: boolean }> {
  // Divided by the server: nanoseconds of more than 104 days are no safe number here.
  const sql =
    'SELECT database_name, retention_period_ns / 1000000000 AS seconds FROM system.databases WHERE deleted = false ORDER BY database_name';
  const found = await unlessRefused(session.query(sql, signal));
  if (Array.isArray(found))
    return { databases: found.map(databaseOf).filter((each) => each !== undefined), whole: true };
  // Before 3.2 nothing tells a retention. A token that is no administrator's sees the databases it may know of, if any.
  const names = await unlessRefused(readDatabaseNames(session, signal).then((each) => ({ rows: each })));
  const databases = Array.isArray(names) ? names.map((name) => ({ name, retention: 0 })) : [];
  return { databases, whole: found !== 'missing-right' && Array.isArray(names) };
}

function databaseOf(raw: unknown): Database | undefined {
  const row = DatabaseRow.safeParse(raw).data;
  // Less than a second is not for ever.
  return row && { name: row.database_name, retention: row.seconds === undefined ? 0 : Math.max(1, row.seconds) };
}

/** How many tables each database has, as far as the own token may know. */
async function readTables(
  session: Session,
  databases: readonly Database[],
  signal: AbortSignal,
): Promise<Map<string, Tables>> {
  if (databases.length > MOST_ASKED) return countClients(session, signal);
  const counted = new Map<string, Tables>();
  for (let at = 0; at < databases.length; at += AT_ONCE) {
    const some = databases.slice(at, at + AT_ONCE);
    const counts = await Promise.all(some.map(({ name }) => countBySchema(session, name, signal)));
    some.forEach(({ name }, index) => counted.set(name, counts[index] ?? {}));
  }
  return counted;
}

async function countBySchema(session: Session, db: string, signal: AbortSignal): Promise<Tables> {
  const sql = 'SELECT table_schema, count(*) AS tables FROM information_schema.tables GROUP BY table_schema';
  const found = await unlessRefused(session.query(sql, signal, { db }));
  if (!Array.isArray(found)) return {};
  const counts = found.map((row) => SchemaRow.safeParse(row).data).filter((row) => row !== undefined);
  const sum = (rows: typeof counts) => rows.reduce((total, { tables }) => total + tables, 0);
  return { tables: sum(counts), systemTables: sum(counts.filter((row) => row.table_schema !== CLIENTS)) };
}

/** The tables that clients write, of all databases at once. */
async function countClients(session: Session, signal: AbortSignal): Promise<Map<string, Tables>> {
  const sql =
    'SELECT database_name, count(*) AS tables FROM system.tables WHERE deleted = false GROUP BY database_name';
  const found = await unlessRefused(session.query(sql, signal));
  const rows = Array.isArray(found) ? found.map((row) => CountRow.safeParse(row).data) : [];
  return new Map(rows.filter((row) => row !== undefined).map((row) => [row.database_name, { tables: row.tables }]));
}

const REFUSALS = ['missing-right', 'server-refused', 'server-failed', 'gone'] as const;
type Refused = (typeof REFUSALS)[number];

/** The rows of a question; else how a server refused it, since one version lacks what another has. */
async function unlessRefused<T>(question: Promise<{ rows: T[] }>): Promise<T[] | Refused> {
  try {
    return (await question).rows;
  } catch (error) {
    const { kind } = factsOf(error);
    if (!isRefusal(kind)) throw error;
    return kind;
  }
}

function isRefusal(kind: FailureFacts['kind']): kind is Refused {
  return (REFUSALS as readonly string[]).includes(kind);
}
