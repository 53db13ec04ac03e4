/** Which rows of a table are marked, so that something can be done with several. Whoever owns the table keeps them. */
export interface Marks<Row> {
  /** How many are marked, and how many of those stand in the table now. */
  readonly size: number;
  readonly shown: number;
  has(row: Row): boolean;
  /** Marks these rows, or takes their marks away. */
  set(rows: readonly Row[], on: boolean): void;
  clear(): void;
}

/** A key or a click, as far as it matters here. */
type Pressed = Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/**
 * Does what a key means for the marks: Space for the active row (`at`), Ctrl+A for all rows, Escape to take all marks
 * away. False when the key means nothing here.
 */
export function markByKey<Row>(
  event: Pressed & Pick<KeyboardEvent, 'key'>,
  marks: Marks<Row>,
  rows: readonly Row[],
  at: number,
): boolean {
  const row = rows[at];
  if (event.key === ' ' && row !== undefined) marks.set([row], !marks.has(row));
  else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) marks.set(rows, true);
  else if (event.key === 'Escape' && marks.size > 0) marks.clear();
  else return false;
  return true;
}

/** The attribute of the cell in which a click marks its row. */
const CELL = '[data-mark]';

/**
 * Does what a click on the row at `to` means for the marks: with Shift all from the active row (`from`) on, with Ctrl
 * or in the column of the marks this one alone.
 */
export function markByClick<Row>(
  event: Pressed & Pick<MouseEvent, 'target'>,
  marks: Marks<Row>,
  rows: readonly Row[],
  { from, to }: { from: number; to: number },
): void {
  const row = rows[to];
  if (row === undefined) return;
  const inColumn = event.target instanceof Element && event.target.closest(CELL) !== null;
  if (event.shiftKey && from >= 0) marks.set(rows.slice(Math.min(from, to), Math.max(from, to) + 1), true);
  else if (inColumn || event.ctrlKey || event.metaKey) marks.set([row], !marks.has(row));
}
