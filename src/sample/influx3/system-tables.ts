import type { Database } from './databases.ts';
import { relationOf, type Relation } from './sql/relation.ts';
import type { Value } from './sql/values.ts';
import type { State, Token } from './state.ts';
import type { Table } from './tables.ts';
import { Instant } from './time.ts';

/** The first digits of a hash are all that the list shows. */
const HASH_SHOWN = 9;

/** The tables of `system` in `_internal`, each made when it is asked for. */
export function systemTables(state: State): Readonly<Record<string, () => Relation>> {
  const { listsDatabases, schedulesDeletion } = state.version;
  return {
    tokens: () => tokensTable(state),
    ...(listsDatabases && { databases: () => databasesTable(state), tables: () => tablesTable(state) }),
    ...(schedulesDeletion && { nodes: () => nodesTable(state) }),
  };
}

function tokensTable(state: State): Relation {
  return relationOf<Token>('system.tokens', Array.from(state.tokens()), {
    token_id: ({ id }) => BigInt(id),
    name: ({ name }) => name,
    ...(!state.withoutAuth && { hash: ({ hash }: Token) => hash.slice(0, HASH_SHOWN) }),
    created_at: ({ createdMs }) => Instant.ofMs(createdMs),
    description: () => null,
    created_by_token_id: () => null,
    updated_at: ({ updatedMs }) => moment(updatedMs),
    updated_by_token_id: ({ updatedBy }) => (updatedBy === null ? null : BigInt(updatedBy)),
    expiry: ({ expiryMs }) => moment(expiryMs),
    permissions: (token) => state.permissionsText(token),
  });
}

const moment = (ms: number | null): Value => (ms === null ? null : Instant.ofMs(ms));

/** To the second, and with its zone, as no other column. */
const deletion = (ms: number | null): Value => (ms === null ? null : Instant.ofMs(Math.floor(ms / 1000) * 1000, 'Z'));

function databasesTable({ databases, version }: State): Relation {
  return relationOf<Database>('system.databases', databases.all(), {
    database_name: ({ name }) => name,
    retention_period_ns: ({ retentionNanos }) => retentionNanos,
    deleted: ({ deleted }) => deleted,
    ...(version.schedulesDeletion && { hard_deletion_time: ({ hardDeleteMs }: Database) => deletion(hardDeleteMs) }),
  });
}

interface TableOfDatabase {
  database: Database;
  table: Table;
}

function tablesTable({ databases, version }: State): Relation {
  const all = databases
    .all()
    .flatMap((database) => Array.from(database.tables.values(), (table) => ({ database, table })));
  return relationOf<TableOfDatabase>('system.tables', all, {
    database_name: ({ database }) => database.name,
    table_name: ({ table }) => table.name,
    column_count: ({ table }) => BigInt(table.columns.size),
    series_key_columns: ({ table }) => table.tagNames.join(', '),
    last_cache_count: () => 0n,
    distinct_cache_count: () => 0n,
    deleted: ({ table }) => table.deleted,
    ...(version.schedulesDeletion && {
      hard_deletion_time: ({ database, table }: TableOfDatabase) =>
        table.deleted ? deletion(database.hardDeleteMs) : null,
    }),
  });
}

function nodesTable({ processId, startedMs, version }: State): Relation {
  return relationOf('system.nodes', [version.edition], {
    node_id: () => 'node0',
    node_catalog_id: () => 0n,
    instance_id: () => processId,
    mode: (edition) => [edition === 'Core' ? 'core' : 'all'],
    core_count: () => 2n,
    state: () => 'running',
    updated_at: () => Instant.ofMs(startedMs),
    cli_params: () => '{}',
  });
}
