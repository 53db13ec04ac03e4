import type { Column } from '#ui/data-table.ts';
import type { Traits } from '#domain/server';
import type { ResourceRow } from './resource-rows.ts';

export type ListName = 'buckets' | 'organizations' | 'users';

const name: Column = { id: 'name', title: 'Name', min: 150, grow: 2, sortable: true };
const id: Column = { id: 'id', title: 'Id', min: 150, grow: 1, sortable: true };

/** What some servers tell of their databases, and others do not. */
const TOLD: ReadonlySet<string> = new Set(['tables', 'maxTables', 'maxColumns']);

/**
 * The columns of each list of a server, for its rows. The id of a column is the name of the value that it shows; what
 * no row tells of has no column.
 */
export function columnsOf(
  list: ListName,
  { data, organizations }: Traits,
  rows: readonly Pick<ResourceRow, 'values'>[],
): readonly Column[] {
  if (list !== 'buckets') return COLUMNS[list];
  return COLUMNS.buckets.filter(({ id }) => {
    if (id === 'organization') return organizations;
    if (id === 'created') return data === 'buckets';
    return !TOLD.has(id) || rows.some(({ values }) => values[id] !== undefined);
  });
}

const COLUMNS: Readonly<Record<ListName, readonly Column[]>> = {
  buckets: [
    name,
    { id: 'organization', title: 'Organization', min: 110, grow: 1, sortable: true },
    { id: 'retention', title: 'Keeps data', min: 90, sortable: true },
    { id: 'tables', title: 'Tables', min: 112, align: 'end', sortable: true },
    { id: 'maxTables', title: 'Tables at most', min: 118, align: 'end', sortable: true },
    { id: 'maxColumns', title: 'Columns of a table at most', min: 192, align: 'end', sortable: true },
    { id: 'created', title: 'Created', min: 84, sortable: true },
    { id: 'readers', title: 'Can read', min: 88, align: 'end', sortable: true },
    { id: 'writers', title: 'Can write', min: 92, align: 'end', sortable: true },
  ],
  organizations: [
    name,
    id,
    { id: 'buckets', title: 'Buckets', min: 84, align: 'end', sortable: true },
    { id: 'tokens', title: 'Tokens', min: 84, align: 'end', sortable: true },
  ],
  users: [
    name,
    id,
    { id: 'status', title: 'Status', min: 96, sortable: true },
    { id: 'tokens', title: 'Tokens that stop if deleted', min: 190, align: 'end', sortable: true },
  ],
};
