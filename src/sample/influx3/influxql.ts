import { mayDescribe } from './access.ts';
import { jsonRefusal, Refusal, typed, type Call, type Handler } from './call.ts';
import { databaseRows } from './database-routes.ts';
import { formatted, jsonValue } from './formats.ts';
import { Form } from './form.ts';
import { rowsOf } from './queries.ts';
import { queryRequest, type QueryRequest } from './query-request.ts';
import type { Rows } from './sql/run.ts';

/** A statement of InfluxQL: rows that name their measurement. */
export const queryInfluxql: Handler = (call) => {
  const request = queryRequest(call, 'optional');
  return formatted(influxqlRows(call, request), request.format);
};

/** What a statement of InfluxQL gives. Throws Refusal. */
export function influxqlRows(call: Call, { db, q, params }: Pick<QueryRequest, 'db' | 'q' | 'params'>): Rows {
  if (SHOW_DATABASES.test(q)) {
    const shown = call.state.databases.all().filter((database) => mayDescribe(call, database));
    return databaseRows(shown, true);
  }
  if (db === null)
    throw new Refusal(500, "must specify a 'db' parameter, or provide the database in the InfluxQL query");
  const { name, rows } = statementRows(call, { db, q, params });
  return { columns: ['iox::measurement', ...rows.columns], rows: rows.rows.map((row) => [name, ...row]) };
}

/** The query of InfluxDB 1, with its shape of answers. */
export const queryV1: Handler = (call) => {
  const form = new Form(call.method === 'POST' && call.body.length > 0 ? call.body.toString('utf8') : call.query);
  const address = new Form(call.query);
  const q = form.optional('q') ?? address.optional('q');
  if (q === undefined) throw new Refusal(400, "missing query parameter 'q'");
  const series = seriesOf(call, form.optional('db') ?? address.optional('db'), q);
  return typed(200, 'application/json', `{"results":[{"statement_id":0${series}}]}`);
};

const SHOW_DATABASES = /^\s*SHOW\s+DATABASES\s*;?\s*$/i;
const SHOW_MEASUREMENTS = /^\s*SHOW\s+MEASUREMENTS\b/i;

function seriesOf(call: Call, db: string | undefined, q: string): string {
  if (SHOW_DATABASES.test(q)) {
    const living = call.state.databases.living().filter((database) => mayDescribe(call, database));
    const names = databaseRows(living, false).rows;
    return seriesText('databases', { columns: ['name'], rows: names });
  }
  if (db === undefined) throw jsonRefusal(400, 'database is required');
  const { name, rows } = statementRows(call, { db, q, params: {} });
  return rows.rows.length === 0 ? '' : seriesText(name, rows);
}

function seriesText(name: string, { columns, rows }: Rows): string {
  const values = rows.map((row) => `[${row.map(jsonValue).join(',')}]`);
  return `,"series":[{"name":${JSON.stringify(name)},"columns":${JSON.stringify(columns)},"values":[${values.join(',')}]}]`;
}

type Statement = Pick<QueryRequest, 'q' | 'params'> & { db: string };

/** SELECT is near enough to SQL to be run as such; the time comes first. */
function statementRows(call: Call, statement: Statement): { name: string; rows: Rows } {
  if (SHOW_MEASUREMENTS.test(statement.q)) {
    const q = "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'iox' ORDER BY table_name";
    return { name: 'measurements', rows: rowsOf(call, { ...statement, q }) };
  }
  const name = /\bFROM\s+(?:"([^"]+)"|(\w+))/i.exec(statement.q);
  return { name: name?.[1] ?? name?.[2] ?? '', rows: timeFirst(rowsOf(call, statement)) };
}

function timeFirst({ columns, rows }: Rows): Rows {
  const at = columns.indexOf('time');
  if (at <= 0) return { columns, rows };
  const front = <T>(cells: readonly T[]): T[] => [
    ...cells.slice(at, at + 1),
    ...cells.slice(0, at),
    ...cells.slice(at + 1),
  ];
  return { columns: front(columns), rows: rows.map(front) };
}
