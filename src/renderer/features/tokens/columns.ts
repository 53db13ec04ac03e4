import type { Settings } from '#contract/shapes';
import type { Traits } from '#domain/server';
import type { Column } from '#ui/data-table.ts';

interface TokenColumn extends Column {
  /** Whether it is shown before a person chooses. */
  atFirst: boolean;
  /** On which servers it is there at all; absent: on all. */
  where?: (traits: Traits) => boolean;
}

type Kept = Settings['layout']['columns'];

/**
 * Together the columns that are shown at first fit beside an open inspector in a window of 1280 px, and in each the
 * head fits with its arrow.
 */
const TOKEN_COLUMNS: readonly TokenColumn[] = [
  { id: 'description', title: 'Description', min: 134, grow: 1.7, sortable: true, atFirst: true },
  { id: 'kind', title: 'Kind', min: 108, sortable: true, atFirst: true },
  { id: 'can', title: 'Can', min: 108, grow: 2, sortable: true, atFirst: true },
  { id: 'owner', title: 'Owner', min: 88, grow: 0.15, sortable: true, atFirst: true, where: ({ owners }) => owners },
  {
    id: 'org',
    title: 'Organization',
    min: 98,
    sortable: true,
    atFirst: true,
    where: ({ organizations }) => organizations,
  },
  { id: 'status', title: 'Status', min: 62, sortable: true, atFirst: true },
  { id: 'expires', title: 'Expires', min: 158, sortable: true, atFirst: true, where: ({ expiry }) => expiry },
  { id: 'created', title: 'Created', min: 90, align: 'end', sortable: true, atFirst: false },
  { id: 'changed', title: 'Changed', min: 80, align: 'end', sortable: true, atFirst: true },
  { id: 'id', title: 'Id', min: 150, atFirst: false },
];

const BUTTONS: Column = { id: 'buttons', title: 'Actions', min: 30, bare: true };

/** The columns that are shown, with the widths that a person gave them, and at the end one for the buttons of a row. */
export function shownColumns(kept: Kept, traits: Traits): Column[] {
  const shown = columnsOf(traits).filter(({ id, atFirst }) => kept[id]?.shown ?? atFirst);
  return [...shown.map((column) => ({ ...column, width: kept[column.id]?.width })), BUTTONS];
}

/** All columns that a server has, for the chooser. The description names the row, so it stays. */
export function columnChoices(
  kept: Kept,
  traits: Traits,
): { id: string; title: string; shown: boolean; fixed: boolean }[] {
  return columnsOf(traits).map(({ id, title, atFirst }) => ({
    id,
    title,
    shown: kept[id]?.shown ?? atFirst,
    fixed: id === 'description',
  }));
}

/** The columns that a server has. Without times of change, it is the day of its making that is shown at first. */
export function columnsOf(traits: Traits): TokenColumn[] {
  const own: Record<string, Partial<TokenColumn>> = {
    description: { title: traits.label === 'name' ? 'Name' : 'Description' },
    // Room for the badges of what has ended, beside kinds with short names.
    ...(traits.expiry && { kind: { min: 100 }, status: { min: 78 } }),
    created: { atFirst: !traits.changeTimes },
    changed: { atFirst: traits.changeTimes },
  };
  return TOKEN_COLUMNS.filter(({ where }) => where?.(traits) ?? true).map((column) => ({
    ...column,
    ...own[column.id],
  }));
}
