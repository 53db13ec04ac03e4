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

/** The databases that there are; undefined when that cannot be read, which spoils no list. */
export async function livingDatabases(session: Session, signal: AbortSignal): Promise<ReadonlySet<string> | undefined> {
  const names = await ifAnswered(readDatabaseNames(session, signal));
  return names && new Set(names);
}
