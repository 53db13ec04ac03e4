/** How big a field of the matrix is, and what stands around them, in px. */
export const FIELD = { width: 44, height: 30, names: 200, head: 132 } as const;

/** Which rows and columns stand in sight, from and to (not itself). */
export interface MatrixSight {
  readonly rows: readonly [from: number, to: number];
  readonly columns: readonly [from: number, to: number];
}

const BEYOND = 2;

/**
 * What stands in sight of `rows` times `columns` fields, where it is scrolled to `left` and `top` in a space of that
 * size.
 */
export function sightOf(
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
  rows: number,
  columns: number,
): MatrixSight {
  const range = (start: number, room: number, size: number, count: number): [number, number] => {
    const from = Math.max(0, Math.floor(start / size) - BEYOND);
    return [Math.min(from, count), Math.min(count, Math.ceil((start + room) / size) + BEYOND)];
  };
  return {
    rows: range(top, height - FIELD.head, FIELD.height, rows),
    columns: range(left, width - FIELD.names, FIELD.width, columns),
  };
}

/** Where the keys lead from one field to another; undefined for keys that do not move. */
export function moved(
  key: string,
  { row, column }: { row: number; column: number },
  size: { rows: number; columns: number; page: number },
  whole: boolean,
): { row: number; column: number } | undefined {
  const to = {
    ArrowDown: { row: row + 1, column },
    ArrowUp: { row: row - 1, column },
    ArrowRight: { row, column: column + 1 },
    ArrowLeft: { row, column: column - 1 },
    PageDown: { row: row + size.page, column },
    PageUp: { row: row - size.page, column },
    Home: { row: whole ? 0 : row, column: 0 },
    End: { row: whole ? size.rows - 1 : row, column: size.columns - 1 },
  }[key];
  if (!to) return undefined;
  return {
    row: Math.max(0, Math.min(size.rows - 1, to.row)),
    column: Math.max(0, Math.min(size.columns - 1, to.column)),
  };
}

/** A row or column with its place among all, from 0. */
export interface Placed<T> {
  readonly value: T;
  readonly at: number;
}

/** Those that stand in sight, each with its place. */
export function placed<T>(all: readonly T[], [from, to]: readonly [from: number, to: number]): readonly Placed<T>[] {
  return all.slice(from, to).map((value, at) => ({ value, at: from + at }));
}
