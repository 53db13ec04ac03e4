import type { Value } from './values.ts';

/** A table to query. */
export interface Relation {
  /** As a query would name it in full. */
  name: string;
  columns: readonly string[];
  /** Each gives the cell of the column at a place: of long tables most cells are never looked at. */
  rows: readonly ((column: number) => Value)[];
}

/** A table with a row for each item, whose cells are made when they are looked at. */
export function relationOf<Item>(
  name: string,
  items: readonly Item[],
  columns: Readonly<Record<string, (item: Item) => Value>>,
): Relation {
  const makers = Object.values(columns);
  const rows = items.map((item) => (column: number) => makers[column]?.(item) ?? null);
  return { name, columns: Object.keys(columns), rows };
}
