import { bodyOf, Refusal, type Call } from './call.ts';
import { FORMAT_NAMES, FORMATS, type Format } from './formats.ts';
import { Form } from './form.ts';
import { SerdeError } from './serde-input.ts';
import { fromJson, text, variant, type Reader } from './serde.ts';
import { anything, mapOf, optional, required, struct } from './serde-shapes.ts';
import type { Value } from './sql/values.ts';

/** What a query asks for, from the address or the body. */
export interface QueryRequest {
  db: string | null;
  q: string;
  format: Format;
  params: Readonly<Record<string, Value>>;
}

/** One value for a `$name`. */
const parameter: Reader<Value> = (input) => {
  const value = anything(input);
  if (value === null || ['string', 'boolean', 'bigint', 'number'].includes(typeof value)) return value as Value;
  throw input.failed('data did not match any variant of untagged enum StatementParam');
};

/** The values of a query's `$name`s. */
export const parameters = mapOf(parameter);
const format = optional(variant(FORMATS, FORMAT_NAMES));
const rest = { q: required(text), format, params: optional(parameters) };
const withDatabase = struct('QueryRequest', { db: required(text), ...rest });
const withoutDatabase = struct('QueryRequest', { db: optional(text), ...rest });

/** Reads the request of a query. The Accept header is looked at first, whatever the format. Throws Refusal. */
export function queryRequest(call: Call, database: 'required' | 'optional'): QueryRequest {
  const accepted = acceptedFormat(call);
  if (call.method === 'GET') return fromAddress(call, database, accepted);
  const read = readJson(bodyOf(call), database === 'required' ? withDatabase : withoutDatabase);
  return { ...read, format: read.format ?? accepted, params: read.params ?? {} };
}

function fromAddress({ query }: Call, database: 'required' | 'optional', accepted: Format): QueryRequest {
  if (query === undefined) throw new Refusal(400, "missing query parameters 'db' and 'q'");
  const form = new Form(query);
  const db = database === 'required' ? form.required('db') : (form.optional('db') ?? null);
  const q = form.required('q');
  const wanted = form.oneOf('format', FORMATS, FORMAT_NAMES);
  const params = form.optional('params');
  return {
    db,
    q,
    format: wanted ?? accepted,
    params: params === undefined ? {} : readJson(Buffer.from(params), parameters),
  };
}

function acceptedFormat({ headers: { accept } }: Call): Format {
  switch (accept) {
    case 'application/vnd.apache.parquet':
      return 'parquet';
    case 'text/csv':
      return 'csv';
    case 'text/plain':
      return 'pretty';
    case undefined:
    case 'application/json':
      return 'json';
    default:
      if (accept.includes('*/*') || accept.includes('text/html')) return 'json';
      throw new Refusal(400, `invalid mime type (${accept})`);
  }
}

/** A JSON text, or the refusal that says what is wrong with it. */
export function readJson<T>(bytes: Buffer, read: Reader<T>): T {
  try {
    return fromJson(bytes, read);
  } catch (error) {
    throw error instanceof SerdeError ? new Refusal(400, `serde json error: ${error.message}`) : error;
  }
}
