import { z } from 'zod';
import type { Bucket, Resources } from '#domain/resource';
import type { Answer } from '#main/providers/http/answer';
import { exactJsonOf } from '#main/providers/http/exact-json';
import { ifAnswered } from '#main/providers/steps';
import { databasesPath } from './place.ts';
import { parsed, type Asked } from './refusal.ts';
import type { Session } from './session.ts';

const ASKED: Asked = { right: 'read databases', target: 'cluster' };

/** A bare array; a list under a name is borne too, as the vendor's own client does (the MCP server). */
const ListBody = z.union([
  z.array(z.unknown()),
  z.object({ databases: z.array(z.unknown()) }).transform(({ databases }) => databases),
]);

const Row = z.object({
  name: z.string().min(1),
  maxTables: z.number().optional().catch(undefined),
  maxColumnsPerTable: z.number().optional().catch(undefined),
  /** Nanoseconds as int64: beyond 104 days more than a number of JavaScript holds exactly. */
  retentionPeriod: z.union([z.number(), z.string().regex(/^\d{1,19}$/)]).catch(0),
});

const NANOS = 1_000_000_000n;

/** The databases with what they keep and how much they hold. */
export async function readResources(session: Session, signal: AbortSignal): Promise<Resources> {
  const readAt = session.timers.now();
  const rows = entriesOf(await session.ask({ path: databasesPath, asked: ASKED }, signal));
  const buckets = rows.map(bucketOf).filter((bucket) => bucket !== undefined);
  return {
    readAt,
    organizations: [],
    buckets,
    users: [],
    partial: buckets.length < rows.length ? ['buckets'] : [],
  };
}

/** The names of the databases that there are; undefined when they cannot be read, which spoils no list of tokens. */
export async function livingDatabases(session: Session, signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
  const { buckets, partial } = (await ifAnswered(readResources(session, signal))) ?? {};
  return partial?.length === 0 ? new Set(buckets?.map(({ name }) => name)) : undefined;
}

function entriesOf(answer: Answer): unknown[] {
  return parsed(answer, exactJsonOf(answer), ListBody);
}

function bucketOf(raw: unknown): Bucket | undefined {
  const { data } = Row.safeParse(raw);
  if (!data) return undefined;
  const { name, retentionPeriod, maxTables, maxColumnsPerTable: maxColumns } = data;
  return {
    id: name,
    name,
    orgId: '',
    retention: secondsOf(retentionPeriod),
    // Names with this beginning are the server's own (Cloud Dedicated: create a database).
    system: name.startsWith('_'),
    ...(maxTables !== undefined && { maxTables }),
    ...(maxColumns !== undefined && { maxColumns }),
  };
}

function secondsOf(nanos: number | string): number {
  if (typeof nanos === 'number') return nanos / Number(NANOS);
  const exact = BigInt(nanos);
  return Number(exact / NANOS) + Number(exact % NANOS) / Number(NANOS);
}
