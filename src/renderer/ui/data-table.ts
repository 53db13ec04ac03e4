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

/** A row in sight: which one it is, and the slot of the pool that draws it. */
export interface Place {
  readonly index: number;
  readonly slot: number;
}

/** How a table is scrolled and how its rows are shared out. `top` and the heights in px. */
export interface Sight {
  total: number;
  top: number;
  height: number;
  rowHeight: number;
  /** How many rows are drawn beyond either edge. */
  beyond: number;
}

/**
 * The rows that stand in sight and a few beyond, in the order of their slots, which begins with the slot `begin`: a row
 * that stays keeps its slot and its place in the document. A place that was among those `before` is the same object.
 */
export function placesIn(sight: Sight, begin: number, before: readonly Place[]): readonly Place[] {
  const pool = poolOf(sight);
  const first = firstOf(sight, pool);
  const known = new Map(before.map((place) => [place.slot, place]));
  return Array.from({ length: pool }, (_, at) => {
    const slot = (begin + at) % pool;
    const index = first + ((((slot - first) % pool) + pool) % pool);
    const kept = known.get(slot);
    return kept?.index === index ? kept : { index, slot };
  }).filter(({ index }) => index < sight.total);
}

/** The slot that draws the first row: a document that begins with it holds the rows in the order of reading. */
export function firstSlot(sight: Sight): number {
  const pool = poolOf(sight);
  return firstOf(sight, pool) % pool;
}

function poolOf({ height, rowHeight, beyond }: Sight): number {
  return Math.ceil(height / rowHeight) + 2 * beyond + 1;
}

function firstOf({ total, top, rowHeight, beyond }: Sight, pool: number): number {
  return Math.max(0, Math.min(Math.floor(top / rowHeight) - beyond, total - pool));
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
