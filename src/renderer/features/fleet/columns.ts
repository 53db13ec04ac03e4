import type { Settings } from '#contract/shapes';
import type { Column } from '#ui/data-table.ts';

interface FleetColumn extends Column {
  readonly atFirst: boolean;
}

type Kept = Settings['layout']['columns'];

/** Before the ids of this table among the columns of all tables that are kept. */
export const TABLE = 'fleet.';

export const FLEET_COLUMNS: readonly FleetColumn[] = [
  { id: 'server', title: 'Server', min: 138, grow: 0.8, sortable: true, atFirst: true },
  { id: 'description', title: 'Description', min: 134, grow: 1.5, sortable: true, atFirst: true },
  { id: 'kind', title: 'Kind', min: 108, sortable: true, atFirst: true },
  { id: 'can', title: 'Can', min: 108, grow: 2, sortable: true, atFirst: true },
  { id: 'owner', title: 'Owner', min: 88, grow: 0.15, sortable: true, atFirst: true },
  { id: 'org', title: 'Organization', min: 98, sortable: true, atFirst: true },
  { id: 'status', title: 'Status', min: 70, sortable: true, atFirst: true },
  { id: 'expires', title: 'Expires', min: 158, sortable: true, atFirst: false },
  { id: 'env', title: 'Environment', min: 104, sortable: true, atFirst: false },
  { id: 'product', title: 'Product', min: 150, sortable: true, atFirst: false },
  { id: 'created', title: 'Created', min: 90, align: 'end', sortable: true, atFirst: false },
  { id: 'changed', title: 'Changed', min: 80, align: 'end', sortable: true, atFirst: true },
  { id: 'id', title: 'Id', min: 150, atFirst: false },
];

/** Holds the button that chooses columns, in the head. */
export const CHOOSER: Column = { id: 'chooser', title: 'Columns', min: 30, bare: true };

/**
 * The columns that are shown, with the widths that a person gave them, and at the end one for the button that chooses.
 */
export function shownColumns(kept: Kept): Column[] {
  const shown = FLEET_COLUMNS.filter(({ id, atFirst }) => kept[keptId(id)]?.shown ?? atFirst);
  return [...shown.map((column) => ({ ...column, width: kept[keptId(column.id)]?.width })), CHOOSER];
}

/** All of them for the chooser. Server and description name the row, so they stay. */
export function columnChoices(kept: Kept): { id: string; title: string; shown: boolean; fixed: boolean }[] {
  return FLEET_COLUMNS.map(({ id, title, atFirst }) => ({
    id,
    title,
    shown: kept[keptId(id)]?.shown ?? atFirst,
    fixed: id === 'server' || id === 'description',
  }));
}

/** How a column of this table is called among the columns of all tables. */
export function keptId(id: string): string {
  return `${TABLE}${id}`;
}
