/**
 * A column of a DataTable. `width` in px as a person set it; without it the column takes `grow` shares of what is left.
 */
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

/** How high a row is, in px. */
export const ROW_HEIGHT = 36;

/** The widths of the columns, as CSS wants them. */
export function template(columns: readonly Column[]): string {
  return columns
    .map(({ min, grow = 0, width }) =>
      width === undefined && grow > 0 ? `minmax(${min}px, ${grow}fr)` : `${width ?? min}px`,
    )
    .join(' ');
}

/** How wide the column of the marks is, and what stands left and right of all columns, in px. */
const MARK = 28;
const SIDES = 20;

/**
 * The columns as CSS wants them, after one for marks where rows can be `marked`, and the width that they need, in px.
 */
export function layoutOf(columns: readonly Column[], marked: boolean): { template: string; minWidth: number } {
  const before = marked ? { text: `${MARK}px `, width: MARK } : { text: '', width: 0 };
  return {
    template: before.text + template(columns),
    minWidth: columns.reduce((sum, { min, width }) => sum + (width ?? min), SIDES + before.width),
  };
}

/**
 * How far to scroll, in px, to see a whole row in `room` px; `top`, where it is scrolled to now, when it stands in
 * sight.
 */
export function toShow(index: number, top: number, room: number): number {
  const start = index * ROW_HEIGHT;
  return Math.max(Math.min(top, start), start + ROW_HEIGHT - room);
}

/** A row in sight: its place among all rows, from 0, and the slot of the pool that draws it. */
export interface Place<Row> {
  readonly row: Row;
  readonly index: number;
  readonly slot: number;
}

/** How a table is scrolled. `top` and the heights in px. */
export interface Sight {
  top: number;
  height: number;
  rowHeight: number;
  /** How many rows are drawn beyond either edge. */
  beyond: number;
}

/**
 * The rows that stand in sight and a few beyond, in the order of reading. A row that was among those `before` keeps its
 * slot, so that it is not drawn again; if it did not move, its place is the same object.
 */
export function placesIn<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  { top, height, rowHeight, beyond }: Sight,
  before: readonly Place<Row>[],
): readonly Place<Row>[] {
  const pool = Math.ceil(height / rowHeight) + 2 * beyond + 1;
  const first = Math.max(0, Math.min(Math.floor(top / rowHeight) - beyond, rows.length - pool));
  const known = new Map(before.map((place) => [rowKey(place.row), place]));
  const drawn = rows.slice(first, first + pool).map((row) => {
    const kept = known.get(rowKey(row));
    known.delete(rowKey(row)); // a server may list an entry twice
    return { row, kept };
  });
  const taken = new Set(drawn.map(({ kept }) => kept?.slot));
  const free = Array.from({ length: pool }, (_, slot) => slot).filter((slot) => !taken.has(slot));
  let next = 0;
  return drawn.map(({ row, kept }, at) => {
    const index = first + at;
    if (kept?.row === row && kept.index === index) return kept;
    return { row, index, slot: kept?.slot ?? free[next++] ?? pool + at };
  });
}

/** The places in the order that their slots had `before`: in the document nothing moves. */
export function unmoved<Row>(places: readonly Place<Row>[], before: readonly Place<Row>[]): readonly Place<Row>[] {
  const bySlot = new Map(places.map((place) => [place.slot, place]));
  const order = new Set([...before.map(({ slot }) => slot), ...bySlot.keys()]);
  return [...order].flatMap((slot) => bySlot.get(slot) ?? []);
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
