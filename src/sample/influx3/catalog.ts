import type { Database } from './databases.ts';
import { INTERNAL } from './databases.ts';
import type { TableName } from './sql/ast.ts';
import { relationOf, type Relation } from './sql/relation.ts';
import { SqlError } from './sql/values.ts';
import type { State } from './state.ts';
import { systemTables } from './system-tables.ts';

/** The schema of what clients write. */
const USER_SCHEMA = 'iox';

/** The tables of one database, as its queries see them. */
export function catalogOf(state: State, database: Database): (name: TableName) => Relation {
  return ({ schema = USER_SCHEMA, name }) => {
    const relation = tableOf(state, database, schema, name);
    if (!relation) throw SqlError.planning(`table 'public.${schema}.${name}' not found`);
    return relation;
  };
}

function tableOf(state: State, database: Database, schema: string, name: string): Relation | undefined {
  if (schema === USER_SCHEMA) return userTable(database, name);
  if (schema === 'system' && database.name === INTERNAL) return systemTables(state)[name]?.();
  if (schema === 'information_schema') return informationSchema(state, database)[name]?.();
  return undefined;
}

function userTable({ tables }: Database, name: string): Relation | undefined {
  const table = tables.get(name);
  if (!table || table.deleted) return undefined;
  const columns = table.columnNames;
  return { name, columns, rows: Array.from(table.rows, (row) => (column) => row.get(columns[column] ?? '') ?? null) };
}

interface Listed {
  schema: string;
  name: string;
  type: 'BASE TABLE' | 'VIEW';
  columns: readonly string[];
}

function informationSchema(state: State, database: Database): Readonly<Record<string, () => Relation>> {
  return {
    tables: () =>
      relationOf('information_schema.tables', listed(state, database), {
        table_catalog: () => 'public',
        table_schema: ({ schema }) => schema,
        table_name: ({ name }) => name,
        table_type: ({ type }) => type,
      }),
    columns: () => {
      const all = listed(state, database).flatMap(({ columns, ...of }) => columns.map((column) => ({ ...of, column })));
      return relationOf('information_schema.columns', all, {
        table_catalog: () => 'public',
        table_schema: ({ schema }) => schema,
        table_name: ({ name }) => name,
        column_name: ({ column }) => column,
      });
    },
  };
}

const TABLES_COLUMNS = ['table_catalog', 'table_schema', 'table_name', 'table_type'];
const COLUMNS_COLUMNS = ['table_catalog', 'table_schema', 'table_name', 'column_name'];

function listed(state: State, database: Database): Listed[] {
  const own = [...database.tables.values()].filter(({ deleted }) => !deleted);
  const system = database.name === INTERNAL ? Object.entries(systemTables(state)) : [];
  return [
    ...own.map(({ name, columnNames }): Listed => ({
      schema: USER_SCHEMA,
      name,
      type: 'BASE TABLE',
      columns: columnNames,
    })),
    ...system.map(([name, relation]): Listed => ({
      schema: 'system',
      name,
      type: 'BASE TABLE',
      columns: relation().columns,
    })),
    { schema: 'information_schema', name: 'tables', type: 'VIEW', columns: TABLES_COLUMNS },
    { schema: 'information_schema', name: 'columns', type: 'VIEW', columns: COLUMNS_COLUMNS },
  ];
}
