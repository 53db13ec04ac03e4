import { Failure } from '#contract/failure';
import type { Secret } from '#main/secret';
import { openSockets } from './agent.ts';
import type { Answer } from './answer.ts';
import { Broken, exchange, type Call, type Line } from './exchange.ts';
import { isHtml } from './json.ts';
import type { Limiter } from './limiter.ts';
import { DEFAULT_LIMITS, type Limits, type Timers } from './limits.ts';
import { baseOf, type Base, type Cluster } from './path.ts';
import { retrying, type Attempt } from './retry.ts';

export type { Answer } from './answer.ts';

/** Sends nothing but GET; this is all that a read side is given. */
export interface ReadTransport {
  send(call: Call<'GET'>): Promise<Answer>;
}

/** Ends a write: with the server's answer, or not knowing whether it happened, since the answer was lost. */
export type Written = { answer: Answer } | { lost: Failure };

/** Sends writes, each once. A Failure that it throws means that nothing was changed. */
export interface WriteTransport {
  send(call: Call<'POST' | 'PATCH' | 'DELETE'>): Promise<Written>;
}

/** The HTTP client of one revision of one connection: make a new one when its address, CA or token changes. */
export interface Http {
  base: Base;
  reading: ReadTransport;
  writing: WriteTransport;
  tlsProtocol: () => string | undefined;
  /** When the first certificate ends by which the server proved itself, in ms since 1970. */
  certificateEndsAt: () => number | undefined;
  /** Cancels what runs and closes all sockets. */
  close(): void;
}

export interface HttpOptions {
  address: string;
  /** The cluster that is meant, where the address leads to several and names none. */
  cluster?: Cluster;
  ca?: string;
  /** Asked for every request that needs it; undefined ends the call with 'no-credential'. */
  credential: () => Promise<Secret | undefined>;
  /** Asked right before every write; false ends it with 'read-only'. */
  mayWrite: () => boolean;
  timers: Timers;
  limiter: Limiter;
  random?: () => number;
  limits?: Partial<Limits>;
}

/** Opens no socket yet. Throws a Failure 'invalid' for an address or CA that cannot be used. */
export function createHttp(options: HttpOptions): Http {
  const { limiter, timers, random = Math.random } = options;
  const base = baseOf(options.address, options.cluster);
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const closing = new AbortController();
  const kept = openSockets({ limits, ca: options.ca, reuse: 'kept' });
  const fresh = openSockets({ limits, ca: options.ca, reuse: 'fresh' });
  const shared = { base, limits, timers, credential: options.credential, closing: closing.signal };
  const reads: Line = { ...shared, sockets: kept };
  const writes: Line = { ...shared, sockets: fresh };

  return {
    base,
    tlsProtocol: kept.tlsProtocol,
    certificateEndsAt: kept.certificateEndsAt,
    close() {
      closing.abort();
      kept.close();
      fresh.close();
    },
    reading: {
      send(call) {
        const once = () => limiter.run(base.origin, call.signal, () => tryReading(reads, call));
        return retrying(once, call.signal, timers, random);
      },
    },
    writing: {
      send: (call) => limiter.run(base.origin, call.signal, () => write(writes, call, options.mayWrite)),
    },
  };
}

/** One attempt of a read, as data, so that it can be judged whether another one makes sense. */
async function tryReading(line: Line, call: Call): Promise<Attempt<Answer>> {
  // SECURITY: the last door. Whatever a caller asks for, a transport for reading sends no other method.
  if (call.method !== 'GET') throw new Failure({ kind: 'read-only', why: 'locked' });
  let handedOn = false;
  const list = call.list && {
    ...call.list,
    take(entries: unknown[]) {
      handedOn = true;
      call.list?.take(entries);
    },
  };
  try {
    const value = await exchange(line, { ...call, list });
    const failure = proxyFailure(value, line.base.host);
    return { result: failure ? { failure } : { value }, status: value.status, retryAfter: value.header('retry-after') };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { result: { failure: error.failure }, last: handedOn };
  }
}

async function write(line: Line, call: Call<'POST' | 'PATCH' | 'DELETE'>, mayWrite: () => boolean): Promise<Written> {
  if (call.signal.aborted) throw new Failure({ kind: 'cancelled' });
  // SECURITY: asked here too, behind the gate, so that a mode that ended while a call waited still counts.
  if (!mayWrite()) throw new Failure({ kind: 'read-only', why: 'locked' });
  try {
    const answer = await exchange(line, call);
    const failure = proxyFailure(answer, line.base.host);
    if (!failure) return { answer };
    if (answer.status < 500) throw failure;
    return { lost: failure };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    if (!error.sent || error.failure.facts.kind === 'redirect') throw error.failure;
    return { lost: error.failure };
  }
}

/**
 * What something in between says in the server's place: an error as a web page, 407, or a demand for a password
 * (InfluxDB never sends WWW-Authenticate). A plain 400 of Go's TLS server names a request that was not encrypted.
 */
function proxyFailure(answer: Answer, host: string): Failure | undefined {
  const { status, contentType, body } = answer;
  if (status === 407 || (status === 401 && answer.header('www-authenticate') !== undefined))
    return new Failure({ kind: 'proxy', status });
  if (status < 400 || contentType.includes('json')) return undefined;
  if (status === 400 && body.includes('HTTP request to an HTTPS server')) {
    return new Failure({ kind: 'tls', host, cause: 'plain-on-tls' });
  }
  // InfluxDB 3 names its cluster with every answer: it is the server itself that finds a request too large.
  if (answer.header('cluster-uuid') !== undefined && !isHtml(answer)) return undefined;
  if (isHtml(answer) || [413, 429, 502, 503, 504].includes(status)) return new Failure({ kind: 'proxy', status });
  return undefined;
}
