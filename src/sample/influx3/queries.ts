import { demandDatabase } from './access.ts';
import { Refusal, type Call, type Handler } from './call.ts';
import { catalogOf } from './catalog.ts';
import { formatted } from './formats.ts';
import { queryRequest, type QueryRequest } from './query-request.ts';
import { parseSql } from './sql/parse.ts';
import { runSelect, type Rows } from './sql/run.ts';
import { SqlError } from './sql/values.ts';
import { databaseUnknown } from './state.ts';

export const querySql: Handler = (call) => {
  const request = queryRequest(call, 'required');
  return formatted(rowsOf(call, { ...request, db: request.db ?? '' }), request.format);
};

/** What a query in SQL gives. Throws Refusal for one that cannot be run, or by whom it may not. */
export function rowsOf(call: Call, { db, q, params }: Pick<QueryRequest, 'q' | 'params'> & { db: string }): Rows {
  demandDatabase(call, db, 'read');
  const database = call.state.databases.named(db);
  if (!database) throw databaseUnknown(db);
  try {
    return runSelect(parseSql(q), catalogOf(call.state, database), params);
  } catch (error) {
    throw error instanceof SqlError ? refusalOf(call, error) : error;
  }
}

/** Before 3.10 every query that cannot be run was an error of the server. */
export function refusalOf({ state }: Call, { kind, message }: SqlError): Refusal {
  if (!state.version.blamesQueries) return new Refusal(500, `query error: error while planning query: ${message}`);
  return new Refusal(kind === 'schema' || kind === 'execution' ? 500 : 400, message);
}
