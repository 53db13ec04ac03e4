import { grouped } from './number-words.ts';
import type { Bucket } from './resource.ts';

/** What the databases of a server may hold, in a sentence; undefined where none of them tells. */
export function databaseLimits(buckets: readonly Bucket[]): string | undefined {
  const living = buckets.filter(({ system }) => !system);
  const tables = span(living.map(({ maxTables }) => maxTables));
  const columns = span(living.map(({ maxColumns }) => maxColumns));
  if (tables === undefined) return columns === undefined ? undefined : `At most ${columns} columns in a table`;
  return `At most ${tables} tables in a database${columns === undefined ? '' : `, and ${columns} columns in a table`}`;
}

/** "500", or "500 to 1,500" where they differ. */
function span(told: readonly (number | undefined)[]): string | undefined {
  const numbers = told.filter((each) => each !== undefined).sort((a, b) => a - b);
  const [least, most] = [numbers[0], numbers.at(-1)];
  if (least === undefined || most === undefined) return undefined;
  return least === most ? grouped(least) : `${grouped(least)} to ${grouped(most)}`;
}
