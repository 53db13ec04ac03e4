import { demandAdmin, demandDatabase, mayDescribe } from './access.ts';
import { empty, jsonBodyOf, Refusal, type Handler } from './call.ts';
import { checkDatabaseName } from './database-name.ts';
import type { Database, HardDeletion } from './databases.ts';
import { durationNanos } from './durations.ts';
import { Form } from './form.ts';
import { formatted, FORMAT_NAMES, FORMATS } from './formats.ts';
import { readJson } from './query-request.ts';
import { parsed, text } from './serde.ts';
import { optional, required, struct } from './serde-shapes.ts';
import type { Rows } from './sql/run.ts';
import { instantOf } from './time.ts';

const duration = parsed(durationNanos, 'a duration');
const createRequest = struct('CreateDatabaseRequest', { db: required(text), retention_period: optional(duration) });
const updateRequest = struct('UpdateDatabaseRequest', { db: required(text), retention_period: optional(duration) });

export const showDatabases: Handler = (call) => {
  const form = new Form(call.query);
  form.required('format');
  const format = form.oneOf('format', FORMATS, FORMAT_NAMES) ?? 'json';
  const withDeleted = form.flag('show_deleted') ?? false;
  const { databases } = call.state;
  const shown = (withDeleted ? databases.all() : databases.living()).filter((one) => mayDescribe(call, one));
  return formatted(databaseRows(shown, withDeleted), format);
};

/** The names of databases: those that are there first, each half by name. */
export function databaseRows(databases: readonly Database[], withDeleted: boolean): Rows {
  const order = (one: Database) => `${Number(one.deleted)}${one.name}`;
  const sorted = [...databases].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  return {
    columns: ['iox::database', ...(withDeleted ? ['deleted'] : [])],
    rows: sorted.map(({ name, deleted }) => [name, ...(withDeleted ? [deleted] : [])]),
  };
}

export const createDatabase: Handler = (call) => {
  const { db, retention_period: retention } = readJson(jsonBodyOf(call), createRequest);
  checkDatabaseName(db);
  demandDatabase(call, db, 'create');
  call.state.databases.create(db, retention);
  return empty(200);
};

export const updateDatabase: Handler = (call) => {
  demandAdmin(call);
  const { db, retention_period: retention } = readJson(jsonBodyOf(call), updateRequest);
  call.state.databases.setRetention(db, retention);
  return empty(200);
};

export const deleteDatabase: Handler = (call) => {
  const form = new Form(call.query);
  const db = form.required('db');
  const deletion = hardDeletion(form.optional('hard_delete_at'));
  demandDatabase(call, db, 'delete');
  call.state.databases.delete(db, call.state.version.schedulesDeletion ? deletion : 'never');
  return empty(200);
};

export const setRetention: Handler = (call) => {
  demandAdmin(call);
  const form = new Form(call.query);
  const db = form.required('db');
  const retention = durationNanos(form.required('duration'));
  if (retention === undefined) throw new Refusal(400, 'Cannot parse the given human time: invalid duration');
  call.state.databases.setRetention(db, retention);
  return empty(204);
};

export const clearRetention: Handler = (call) => {
  demandAdmin(call);
  call.state.databases.setRetention(new Form(call.query).required('db'), null);
  return empty(204);
};

function hardDeletion(text: string | undefined): HardDeletion {
  if (text === undefined || text === 'default') return 'default';
  if (text === 'never' || text === 'now') return text;
  const instant = /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? instantOf(text) : undefined;
  if (!instant) throw new Refusal(400, 'Cannot parse the timestamp: input contains invalid characters');
  return Math.max(Number(instant.nanos / 1_000_000n), Date.now());
}
