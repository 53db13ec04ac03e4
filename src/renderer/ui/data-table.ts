/** A column of a DataTable. `width` in px as a person set it; without it the column takes `grow` shares of what is left. */
export interface Column {
  id: string;
  title: string;
  /** The narrowest that it may be, in px. */
  min: number;
  grow?: number;
  width?: number;
  align?: 'end';
  sortable?: boolean;
  /** A column for buttons: its head is not shown, it has a fixed width. */
  bare?: boolean;
}

export type Direction = 'ascending' | 'descending';
export interface Sort {
  column: string;
  direction: Direction;
}

/** The widths of the columns, as CSS wants them. */
export function template(columns: readonly Column[]): string {
  return columns
    .map(({ min, grow = 0, width }) =>
      width === undefined && grow > 0 ? `minmax(${min}px, ${grow}fr)` : `${width ?? min}px`,
    )
    .join(' ');
}

/** The rows that stand in sight and a few beyond, each with the slot of the pool that draws it. */
export function windowOf(
  total: number,
  top: number,
  height: number,
  rowHeight: number,
  beyond: number,
): { index: number; slot: number }[] {
  const pool = Math.ceil(height / rowHeight) + 2 * beyond + 1;
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - beyond, total - pool));
  const last = Math.min(total, first + pool);
  return Array.from({ length: Math.max(0, last - first) }, (_, at) => ({
    index: first + at,
    slot: (first + at) % pool,
  }));
}

/** Where a key takes the active row, or undefined when the key means nothing here. */
export function movedBy(key: string, from: number, total: number, page: number): number | undefined {
  const wanted: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: total - 1,
  };
  const to = wanted[key];
  return to === undefined || total === 0 ? undefined : Math.max(0, Math.min(total - 1, to));
}
