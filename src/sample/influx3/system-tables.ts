import type { Relation } from './sql/run.ts';
import type { Value } from './sql/values.ts';
import type { State, Token } from './state.ts';
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
  const row = (token: Token): Value[] => [
    BigInt(token.id),
    token.name,
    ...(state.withoutAuth ? [] : [token.hash.slice(0, HASH_SHOWN)]),
    Instant.ofMs(token.createdMs),
    null,
    null,
    moment(token.updatedMs),
    token.updatedBy === null ? null : BigInt(token.updatedBy),
    moment(token.expiryMs),
    state.permissionsText(token),
  ];
  return {
    name: 'system.tokens',
    columns: [
      'token_id',
      'name',
      ...(state.withoutAuth ? [] : ['hash']),
      'created_at',
      'description',
      'created_by_token_id',
      'updated_at',
      'updated_by_token_id',
      'expiry',
      'permissions',
    ],
    rows: Array.from(state.tokens(), row),
  };
}

const moment = (ms: number | null): Value => (ms === null ? null : Instant.ofMs(ms));

/** To the second, and with its zone, as no other column. */
const deletion = (ms: number | null): Value => (ms === null ? null : Instant.ofMs(Math.floor(ms / 1000) * 1000, 'Z'));

function databasesTable({ databases, version }: State): Relation {
  const { schedulesDeletion } = version;
  return {
    name: 'system.databases',
    columns: ['database_name', 'retention_period_ns', 'deleted', ...(schedulesDeletion ? ['hard_deletion_time'] : [])],
    rows: databases
      .all()
      .map(({ name, retentionNanos, deleted, hardDeleteMs }) => [
        name,
        retentionNanos,
        deleted,
        ...(schedulesDeletion ? [deletion(hardDeleteMs)] : []),
      ]),
  };
}

function tablesTable({ databases, version }: State): Relation {
  const { schedulesDeletion } = version;
  return {
    name: 'system.tables',
    columns: [
      'database_name',
      'table_name',
      'column_count',
      'series_key_columns',
      'last_cache_count',
      'distinct_cache_count',
      'deleted',
      ...(schedulesDeletion ? ['hard_deletion_time'] : []),
    ],
    rows: databases
      .all()
      .flatMap(({ name, tables, hardDeleteMs }) =>
        [...tables.values()].map((table): Value[] => [
          name,
          table.name,
          BigInt(table.columns.size),
          table.tagNames.join(', '),
          0n,
          0n,
          table.deleted,
          ...(schedulesDeletion ? [table.deleted ? deletion(hardDeleteMs) : null] : []),
        ]),
      ),
  };
}

function nodesTable({ processId, startedMs, version }: State): Relation {
  const modes = version.edition === 'Core' ? ['core'] : ['all'];
  return {
    name: 'system.nodes',
    columns: ['node_id', 'node_catalog_id', 'instance_id', 'mode', 'core_count', 'state', 'updated_at', 'cli_params'],
    rows: [['node0', 0n, processId, modes, 2n, 'running', Instant.ofMs(startedMs), '{}']],
  };
}
