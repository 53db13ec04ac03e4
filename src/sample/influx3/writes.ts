import { demandDatabase } from './access.ts';
import { bodyOf, empty, jsonRefusal, Refusal, type Call, type Handler } from './call.ts';
import { checkDatabaseName } from './database-name.ts';
import { Form } from './form.ts';
import { parseLines, type Point } from './line-protocol.ts';
import { Table } from './tables.ts';
import { Instant } from './time.ts';

/** Nanoseconds of a unit of time; `auto` goes by the size of the number. */
type Precision = bigint | 'auto';

const UNITS = { second: 1_000_000_000n, millisecond: 1_000_000n, microsecond: 1_000n, nanosecond: 1n } as const;
const PRECISIONS: Readonly<Record<string, Precision>> = {
  auto: 'auto',
  ...UNITS,
  s: UNITS.second,
  ms: UNITS.millisecond,
  us: UNITS.microsecond,
  u: UNITS.microsecond,
  ns: UNITS.nanosecond,
  n: UNITS.nanosecond,
};
const PRECISION_NAMES = ['auto', 'second', 'millisecond', 'microsecond', 'nanosecond'];

interface Write {
  database: string;
  precision: Precision;
  /** Whether the lines that can be read are kept when others cannot. */
  acceptsPart: boolean;
}

export const writeLp: Handler = (call) => {
  if (call.query === undefined) throw new Refusal(400, "missing query parameter 'db'");
  const form = new Form(call.query);
  const database = form.required('db');
  const precision = form.oneOf('precision', PRECISIONS, PRECISION_NAMES) ?? 'auto';
  const acceptsPart = form.flag('accept_partial') ?? true;
  form.flag('no_sync');
  return write(call, { database, precision, acceptsPart });
};

/** The write of InfluxDB 1: database and retention policy together are the database here. */
export const writeV1: Handler = (call) => {
  const form = new Form(call.query);
  const policy = form.optional('rp') ?? '';
  const base = form.required('db');
  const database = policy === '' || policy === 'autogen' || policy === 'default' ? base : `${base}/${policy}`;
  return write(call, { database, precision: legacyPrecision(form), acceptsPart: false });
};

/** The write of InfluxDB 2, with its shape of errors. */
export const writeV2: Handler = (call) => {
  try {
    const form = new Form(call.query);
    return write(call, { database: form.required('bucket'), precision: legacyPrecision(form), acceptsPart: false });
  } catch (error) {
    throw error instanceof Refusal ? inV2Words(call, error) : error;
  }
};

const V2_CODES: Readonly<Record<number, string>> = {
  400: 'invalid',
  403: 'forbidden',
  404: 'not found',
  413: 'request too large',
  422: 'invalid',
};

/** Before 3.10 InfluxDB 3 said 401 here to a token that may not write. */
function inV2Words({ state }: Call, { answer: { status, body } }: Refusal): Refusal {
  if (status === 403 && !state.version.blamesQueries) return v2Refusal(401, 'unauthorized', 'unauthorized access');
  const parsed = body.startsWith('{"error":"') ? (JSON.parse(body) as { error: string }).error : body;
  if (status === 403) return v2Refusal(403, 'forbidden', 'forbidden');
  return v2Refusal(status === 422 ? 400 : status, V2_CODES[status] ?? 'internal error', parsed);
}

function v2Refusal(status: number, code: string, message: string): Refusal {
  return new Refusal(status, JSON.stringify({ code, message }));
}

function legacyPrecision(form: Form): Precision {
  const given = form.optional('precision') ?? 'ns';
  const known = Object.hasOwn(PRECISIONS, given) ? PRECISIONS[given] : undefined;
  if (known === undefined || known === 'auto') throw new Refusal(400, `serde error: unknown variant \`${given}\``);
  return known;
}

function write(call: Call, { database: name, precision, acceptsPart }: Write) {
  checkDatabaseName(name);
  demandDatabase(call, name, 'write');
  const { points, wrong } = parseLines(bodyOf(call).toString('utf8'));
  const [firstWrong] = wrong;
  if (firstWrong && !acceptsPart) throw jsonRefusal(400, 'parsing failed for write_lp endpoint', firstWrong);
  if (points.length === 0 && wrong.length === 0) throw new Refusal(400, 'write buffer error: incoming write was empty');
  const { databases } = call.state;
  const database = databases.named(name) ?? databases.create(name, null);
  for (const point of points) keep(database.tables, point, precision);
  if (firstWrong) throw jsonRefusal(400, 'partial write of line protocol occurred', wrong);
  return empty(204);
}

function keep(tables: Map<string, Table>, { table: name, tags, fields, time }: Point, precision: Precision): void {
  const table = tables.get(name) ?? new Table(name);
  tables.set(name, table);
  const now = BigInt(Date.now()) * UNITS.millisecond;
  table.write(tags, fields, new Instant(time === undefined ? now : time * unitOf(time, precision)));
}

/** What a number of that size most likely counts, as the server guesses it. */
function unitOf(time: bigint, precision: Precision): bigint {
  if (precision !== 'auto') return precision;
  const size = time < 0n ? -time : time;
  if (size < 5_000_000_000n) return UNITS.second;
  if (size < 5_000_000_000_000n) return UNITS.millisecond;
  return size < 5_000_000_000_000_000n ? UNITS.microsecond : UNITS.nanosecond;
}
