import type { IncomingHttpHeaders } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { State, Token } from './state.ts';

/** Who asks: a token, or anybody on a server that was started without authentication. */
export type Caller = Token | 'anybody';

/** One request on its way through the server. */
export interface Call {
  state: State;
  method: string;
  /** As it was sent, not decoded. */
  path: string;
  /** What stands behind `?`, as it was sent; absent without one. */
  query?: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  caller: Caller;
}

/** What goes back. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type Handler = (call: Call) => Answer;

/** What is thrown to be answered with: an error as its handler words it. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(status: number, body: string) {
    super(body);
    this.name = 'Refusal';
    this.answer = { status, headers: {}, body };
  }
}

/** Bytes: the default of `--max-http-request-size`. */
const MAX_BODY = 10_485_760;

export const empty = (status: number): Answer => ({ status, headers: {}, body: '' });

export function typed(status: number, type: string, body: string): Answer {
  return { status, headers: { 'content-type': type }, body };
}

/** A refusal whose body is `{"error":…}` and, where there is more to say, `"data":…`. */
export function jsonRefusal(status: number, error: string, data?: unknown): Refusal {
  return new Refusal(status, JSON.stringify({ error, data }));
}

export const forbidden = (state: State): Refusal =>
  new Refusal(
    403,
    state.version.explainsRefusals ? '{"error": "unauthorized to perform requested action with the token"}' : '',
  );

/** The body, unpacked. Throws when it is too long or packed in a way that the server does not know. */
export function bodyOf({ headers, body }: Call): Buffer {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new Refusal(400, `unacceptable content-encoding: ${encoding}`);
  const tooLong = () => new Refusal(413, `max request size (${MAX_BODY} bytes) exceeded`);
  if (body.length > MAX_BODY) throw tooLong();
  if (encoding === 'identity') return body;
  try {
    return gunzipSync(body, { maxOutputLength: MAX_BODY });
  } catch (error) {
    if (error instanceof RangeError) throw tooLong();
    throw new Refusal(400, 'error decoding gzip stream: invalid gzip header');
  }
}

/** The body of a request that must say that it is JSON. */
export function jsonBodyOf(call: Call): Buffer {
  const [mime = ''] = (call.headers['content-type'] ?? '').split(';');
  if (!/^application\/(?:json|[^/\s]+\+json)$/i.test(mime.trim()))
    throw new Refusal(415, 'unacceptable content-type, expected: application/json');
  return bodyOf(call);
}
