import type { Settings } from '#contract/shapes';
import type { Column } from '#ui/data-table.ts';

interface TokenColumn extends Column {
  /** Whether it is shown before a person chooses. */
  atFirst: boolean;
}

/**
 * Together the columns that are shown at first fit beside an open inspector in a window of 1280 px, and in each the head
 * fits with its arrow.
 */
export const TOKEN_COLUMNS: readonly TokenColumn[] = [
  { id: 'description', title: 'Description', min: 134, grow: 1.7, sortable: true, atFirst: true },
  { id: 'kind', title: 'Kind', min: 108, sortable: true, atFirst: true },
  { id: 'can', title: 'Can', min: 108, grow: 2, sortable: true, atFirst: true },
  { id: 'owner', title: 'Owner', min: 88, grow: 0.15, sortable: true, atFirst: true },
  { id: 'org', title: 'Organization', min: 98, sortable: true, atFirst: true },
  { id: 'status', title: 'Status', min: 62, sortable: true, atFirst: true },
  { id: 'created', title: 'Created', min: 90, align: 'end', sortable: true, atFirst: false },
  { id: 'changed', title: 'Changed', min: 80, align: 'end', sortable: true, atFirst: true },
  { id: 'id', title: 'Id', min: 150, atFirst: false },
];

const BUTTONS: Column = { id: 'buttons', title: 'Actions', min: 30, bare: true };

/** The columns that are shown, with the widths that a person gave them, and at the end one for the buttons of a row. */
export function shownColumns(kept: Settings['layout']['columns']): Column[] {
  const shown = TOKEN_COLUMNS.filter(({ id, atFirst }) => kept[id]?.shown ?? atFirst).map((column) => ({
    ...column,
    width: kept[column.id]?.width,
  }));
  return [...shown, BUTTONS];
}

/** All columns for the chooser. The description names the row, so it stays. */
export function columnChoices(
  kept: Settings['layout']['columns'],
): { id: string; title: string; shown: boolean; fixed: boolean }[] {
  return TOKEN_COLUMNS.map(({ id, title, atFirst }) => ({
    id,
    title,
    shown: kept[id]?.shown ?? atFirst,
    fixed: id === 'description',
  }));
}
