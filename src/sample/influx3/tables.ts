import type { Value } from './sql/values.ts';
import type { Instant } from './time.ts';

/** How a column holds its values; `time` is there in every table. */
type ColumnKind = 'tag' | 'field' | 'time';

/** A table that was written to. */
export class Table {
  readonly name: string;
  readonly columns = new Map<string, ColumnKind>([['time', 'time']]);
  readonly #rows = new Map<string, Map<string, Value>>();
  deleted = false;

  constructor(name: string) {
    this.name = name;
  }

  /** The names of the columns in the order in which `SELECT *` gives them. */
  get columnNames(): string[] {
    return [...this.columns.keys()].sort();
  }

  get tagNames(): string[] {
    return [...this.columns].filter(([, kind]) => kind === 'tag').map(([name]) => name);
  }

  get rows(): Iterable<ReadonlyMap<string, Value>> {
    return this.#rows.values();
  }

  /** Adds a row, or to the row with the same time and tags. */
  write(tags: ReadonlyMap<string, string>, fields: ReadonlyMap<string, Value>, time: Instant): void {
    for (const name of tags.keys()) if (!this.columns.has(name)) this.columns.set(name, 'tag');
    for (const name of fields.keys()) if (!this.columns.has(name)) this.columns.set(name, 'field');
    const key = JSON.stringify([String(time.nanos), ...[...tags].sort().flat()]);
    const row = this.#rows.get(key) ?? new Map<string, Value>([...tags, ['time', time]]);
    for (const [name, value] of fields) row.set(name, value);
    this.#rows.set(key, row);
  }
}
