import { Failure, type FailureFacts } from '#contract/failure';
import type { Secret } from '#main/secret';
import type { Sockets } from './agent.ts';
import { headerReader, type Answer } from './answer.ts';
import { readBody, WholeBody } from './body.ts';
import { isJson } from './json.ts';
import { limitsOf, type Limits, type Timers } from './limits.ts';
import { ListCutter, type WantedList } from './list-cutter.ts';
import { shownLocation, urlOf, type Base, type Path, type Query } from './path.ts';
import { troubleOf, type Place } from './trouble.ts';
import { undici } from './undici.ts';

/** One call as a provider asks for it. `credential: 'none'` sends no token. */
export interface Call<M extends string = string> {
  method: M;
  path: Path;
  query?: Query;
  body?: unknown;
  credential?: 'none';
  /** How the token is sent: as InfluxDB 2 asks for it, unless said otherwise. */
  scheme?: 'Token' | 'Bearer';
  /**
   * Asks for an answer with a long list: it may be late and big, and the body that it ends with has the list emptied.
   */
  list?: WantedList;
  signal: AbortSignal;
}

/** What every exchange with one server shares. `closing` ends all that run. */
export interface Line {
  base: Base;
  sockets: Sockets;
  limits: Limits;
  timers: Timers;
  credential: () => Promise<Secret | undefined>;
  closing: AbortSignal;
}

/** How an exchange ended without an answer. `sent`: the request may have reached the server. */
export class Broken extends Error {
  constructor(
    readonly failure: Failure,
    readonly sent: boolean,
  ) {
    super(failure.facts.kind);
  }
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Sends one request and reads its answer whole, once; throws Broken. Redirects are never followed. */
export async function exchange(line: Line, call: Call): Promise<Answer> {
  const headers = await headersOf(line, call);
  const url = urlOf(line.base, call.path, call.query);
  const limits = limitsOf(line.limits, call.list ? 'list' : 'usual');
  const deadline = startDeadline(line, call.signal, limits.totalMs);
  const place: Place = { host: line.base.host, headerBytes: line.limits.headerBytes };
  let failure: FailureFacts | undefined;
  try {
    const { request } = await undici();
    const response = await request(url, {
      dispatcher: await line.sockets.agent(),
      method: call.method,
      headers,
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: deadline.signal,
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.idleMs,
    });
    const header = headerReader(response.headers);
    const status = response.statusCode;
    const contentType = header('content-type') ?? '';
    if (REDIRECTS.has(status)) {
      response.body.on('error', () => undefined).destroy();
      failure = { kind: 'redirect', to: shownLocation(header('location') ?? '', url) };
      throw new Failure(failure);
    }
    place.answered = { status, contentType };
    const { list } = call;
    const sink = list && status < 300 && isJson(contentType) ? new ListCutter(place.answered, list) : new WholeBody();
    await readBody(response.body, header('content-encoding') ?? '', limits.bodyBytes, sink);
    return { status, contentType, header, body: sink.rest() };
  } catch (error) {
    failure ??= deadline.failure() ?? (error instanceof Failure ? error.facts : troubleOf(error, place));
    throw new Broken(new Failure(failure), !line.sockets.failedToConnect(error));
  } finally {
    deadline.end();
  }
}

async function headersOf(line: Line, call: Call): Promise<Record<string, string>> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'token-explorer',
  };
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  if (call.credential === 'none') return headers;
  const secret = await line.credential();
  if (!secret) throw new Broken(new Failure({ kind: 'no-credential' }), false);
  const value = secret.reveal();
  // SECURITY: checked here, since an error about a bad header could carry its value.
  if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value))
    throw new Broken(new Failure({ kind: 'bad-credential' }), false);
  return { ...headers, authorization: `${call.scheme ?? 'Token'} ${value}` };
}

interface Deadline {
  signal: AbortSignal;
  /** Why the signal fired, if it did: the person's cancel, or the total time. */
  failure(): FailureFacts | undefined;
  end(): void;
}

function startDeadline(line: Line, signal: AbortSignal, totalMs: number): Deadline {
  const controller = new AbortController();
  let failure: FailureFacts | undefined;
  const stop = (why: FailureFacts) => {
    failure ??= why;
    controller.abort();
  };
  const cancel = () => stop({ kind: 'cancelled' });
  const sources = [signal, line.closing];
  for (const source of sources) source.addEventListener('abort', cancel, { once: true });
  if (sources.some((source) => source.aborted)) cancel();
  const stopTimer = line.timers.after(totalMs, () => stop({ kind: 'timeout', host: line.base.host, phase: 'total' }));
  return {
    signal: controller.signal,
    failure: () => failure,
    end() {
      stopTimer();
      for (const source of sources) source.removeEventListener('abort', cancel);
    },
  };
}
