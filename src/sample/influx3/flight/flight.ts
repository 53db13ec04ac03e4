import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal, type Call } from '#sample/influx3/call';
import { authenticate } from '#sample/influx3/credentials';
import { influxqlRows } from '#sample/influx3/influxql';
import { rowsOf } from '#sample/influx3/queries';
import { parameters, readJson } from '#sample/influx3/query-request';
import { text } from '#sample/influx3/serde';
import { optional, required, struct } from '#sample/influx3/serde-shapes';
import type { Rows } from '#sample/influx3/sql/run';
import type { State } from '#sample/influx3/state';
import { arrowMessages, type ArrowMessage } from './arrow.ts';
import { bytesField, field } from './protobuf.ts';

/** What the vendor's clients put into a Flight ticket. */
const ticket = struct('IoxGetRequest', {
  database: required(text),
  sql_query: required(text),
  query_type: optional(text),
  params: optional(parameters),
});

/** `Flight.proto`: the fields of a Ticket and of FlightData. */
const TICKET = 1;
const DATA_HEADER = 2;
const DATA_BODY = 1000;

/** The codes of gRPC for what HTTP says with a status. */
const CODES: Readonly<Record<number, number>> = { 400: 3, 401: 16, 403: 7, 404: 5, 500: 13 };
const UNIMPLEMENTED = 12;

export function isGrpc({ headers }: IncomingMessage): boolean {
  return headers['content-type']?.startsWith('application/grpc') ?? false;
}

/** Answers a call of gRPC: DoGet of Arrow Flight, by which the vendor's clients query. */
export function serveFlight(state: State, req: IncomingMessage, res: ServerResponse, body: Buffer): void {
  if (req.url !== '/arrow.flight.protocol.FlightService/DoGet') {
    refuse(res, UNIMPLEMENTED, 'unimplemented');
    return;
  }
  try {
    send(res, arrowMessages(queried(state, req, body)));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    refuse(res, CODES[error.answer.status] ?? 2, error.message || 'unauthenticated');
  }
}

function queried(state: State, { headers, url = '' }: IncomingMessage, body: Buffer): Rows {
  const caller = authenticate(state, { path: url, authorization: headers.authorization });
  const call: Call = { state, method: 'POST', path: url, headers, body, caller };
  const asked = readJson(bytesField(unframed(body), TICKET) ?? Buffer.alloc(0), ticket);
  const query = { db: asked.database, q: asked.sql_query, params: asked.params ?? {} };
  return asked.query_type === 'influxql' ? influxqlRows(call, query) : rowsOf(call, query);
}

/** The message behind the five bytes that gRPC puts before it. */
function unframed(body: Buffer): Buffer {
  return body.subarray(5);
}

function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

function send(res: ServerResponse, messages: readonly ArrowMessage[]): void {
  res.writeHead(200, { 'content-type': 'application/grpc', trailer: 'grpc-status' });
  for (const { header, body } of messages)
    res.write(framed(Buffer.concat([field(DATA_HEADER, header), field(DATA_BODY, body)])));
  res.addTrailers({ 'grpc-status': '0' });
  res.end();
}

function refuse(res: ServerResponse, code: number, message: string): void {
  res.writeHead(200, { 'content-type': 'application/grpc', trailer: 'grpc-status, grpc-message' });
  const said = encodeURIComponent(message).replaceAll('%20', ' ');
  res.addTrailers({ 'grpc-status': String(code), 'grpc-message': said });
  res.end();
}
