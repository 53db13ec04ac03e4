import { json, jsonList, noContent, type Answer, type Call } from './call.ts';
import { changeOf, creationOf, newNameOf } from './database-request.ts';
import { badRequest, conflict, notFound } from './errors.ts';
import type { Json } from './json.ts';
import { newDatabaseId } from './secrets.ts';
import type { Database, State } from './state.ts';

export function listDatabases(call: Call): Answer {
  return jsonList([...call.state.databases.values()], (database) => bodyOfDatabase(call, database));
}

/** Answers 200, not 201. */
export function createDatabase(call: Call): Answer {
  const database: Database = { ...creationOf(call), id: newDatabaseId() };
  refuseTaken(call.state, database.name);
  call.state.databases.set(database.name, database);
  return json(200, bodyOfDatabase(call, database));
}

export function changeDatabase(call: Call): Answer {
  const database = namedDatabase(call);
  Object.assign(database, changeOf(call));
  return json(200, bodyOfDatabase(call, database));
}

/** Puts it where it can be brought back from. Tokens that name it stay as they are. */
export function deleteDatabase({ state, ...call }: Call): Answer {
  const database = namedDatabase({ state, ...call });
  state.databases.delete(database.name);
  state.deleted.set(database.id, database);
  return noContent();
}

/** Tokens follow names: those for the old one stop working, those that name the new one begin to. */
export function renameDatabase(call: Call): Answer {
  const { databases } = call.state;
  const database = namedDatabase(call);
  const name = newNameOf(call);
  refuseTaken(call.state, name);
  databases.delete(database.name);
  database.name = name;
  databases.set(name, database);
  return json(200, { ...bodyOfDatabase(call, database), id: database.id });
}

/** Brings a deleted database back, by its id, unless its name was taken since. */
export function undeleteDatabase(call: Call): Answer {
  const { databases, deleted } = call.state;
  const { database: id = '' } = call.params;
  if (!/^\d{1,19}$/.test(id)) throw badRequest('the database id is not a number');
  const database = deleted.get(BigInt(id));
  if (!database) throw notFound('there is no such deleted database');
  refuseTaken(call.state, database.name);
  deleted.delete(database.id);
  databases.set(database.name, database);
  return json(200, { ...bodyOfDatabase(call, database), id: database.id });
}

function namedDatabase({ state, params: { database: name = '' } }: Call): Database {
  const database = state.databases.get(name);
  if (!database) throw notFound('there is no such database');
  return database;
}

function refuseTaken({ databases }: State, name: string): void {
  if (databases.has(name)) throw conflict('a database of this name exists');
}

function bodyOfDatabase({ ids }: Call, database: Database): { [key: string]: Json | undefined } {
  const { name, maxTables, maxColumnsPerTable, retentionPeriod, partitionTemplate } = database;
  return { ...ids, name, maxTables, maxColumnsPerTable, retentionPeriod, partitionTemplate };
}
