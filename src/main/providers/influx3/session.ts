import { z } from 'zod';
import { Failure } from '#contract/failure';
import type { Answer, ReadTransport } from '#main/providers/http/http';
import type { Timers } from '#main/providers/http/limits';
import type { Path, Query } from '#main/providers/http/path';
import { ServerClock } from '#main/providers/server-clock';
import type { Secret } from '#main/secret';
import { textOf } from './body.ts';
import { clusterOf, identityOf, type Identity } from './identify.ts';
import { OwnToken } from './own-token.ts';
import { PATHS } from './paths.ts';
import { seemsRefused } from './user-session.ts';
import { NO_SUCH_PATH, read, refusal, WITHOUT_AUTH } from './refusal.ts';

/** Does the server ask for a token ('token'), or for none at all ('open')? */
export type Access = 'token' | 'open';

/**
 * What a question finds: rows without the columns that are null in them, and when the server says that it is, in ms.
 */
interface Found {
  rows: Record<string, unknown>[];
  at: number;
}

/** In which database, the server's own if it is not said; `params` stand for the `$name` of a query. */
interface Question {
  db?: string;
  params?: Record<string, string>;
}

const Rows = z.array(z.record(z.string(), z.unknown()));

/** The database that a server keeps for itself, with its lists of tokens and databases. */
export const INTERNAL = '_internal';

/** One connection to one server, and what was learnt on it so far. Only finished answers are remembered. */
export class Session {
  #access: Access | undefined;
  readonly #clock: ServerClock;
  readonly own = new OwnToken();

  constructor(
    readonly reading: ReadTransport,
    readonly timers: Timers,
    readonly credential: () => Promise<Secret | undefined>,
  ) {
    this.#clock = new ServerClock(timers);
  }

  /** For a new connect: forgets what was learnt. */
  begin(): void {
    this.#access = undefined;
  }

  /** By the server's clock, in ms since 1970: what expires there expires by that one. */
  now(): number {
    return this.#clock.now();
  }

  /** How far the server's clock is from ours, as `ServerClock.skew`. */
  skew(): number | undefined {
    return this.#clock.skew();
  }

  /**
   * Whether a token is asked for; throws 'no-credential' or 'bad-credential' when the connection has none that works.
   */
  async access(signal: AbortSignal): Promise<Access> {
    this.#access ??= await this.#probe(signal);
    return this.#access;
  }

  /** The own token, where it is one that the server knows of. */
  async ownToken(signal: AbortSignal): Promise<Secret | undefined> {
    return (await this.access(signal)) === 'open' ? undefined : this.credential();
  }

  /** Asks, as the connection; where no token is asked for, none is sent. */
  async ask(path: Path, query: Query, signal: AbortSignal): Promise<Answer> {
    const open = (await this.access(signal)) === 'open';
    const answer = await this.#send(path, query, signal, !open);
    if (answer.status !== 401) return answer;
    if (!open) throw await this.refused(answer);
    // It was started anew, and asks for tokens now.
    this.begin();
    const again = await this.#send(path, query, signal, (await this.access(signal)) === 'token');
    if (again.status === 401) throw await this.refused(again);
    return again;
  }

  /** What a refusal means to this connection. */
  async refused(answer: Answer): Promise<Failure> {
    const failure = refusal(answer);
    if (failure.facts.kind !== 'bad-credential') return failure;
    this.#clock.learn(answer);
    const seems = seemsRefused(await this.credential(), this.now());
    const former = this.own.refused(this.now(), clusterOf(answer));
    return new Failure({ ...failure.facts, recoverable: true, ...(seems && { seems }), ...(former && { former }) });
  }

  /** Runs a query. What a person typed goes into `params`, never into the text. */
  async query(sql: string, signal: AbortSignal, { db = INTERNAL, params = {} }: Question = {}): Promise<Found> {
    const query = { db, q: sql, format: 'json', params: JSON.stringify(params) };
    const answer = await this.ask(PATHS.sql, query, signal);
    return { rows: read(answer, Rows), at: this.now() };
  }

  /** What the server says of itself to this token. Only Enterprise may refuse that, with 403. */
  async identity(signal: AbortSignal): Promise<Identity | undefined> {
    const ping = await this.ask(PATHS.ping, {}, signal);
    if (ping.status === 403) return { edition: 'Enterprise', version: '', cluster: clusterOf(ping) };
    if (ping.status >= 300) throw refusal(ping);
    return identityOf(ping);
  }

  async #send(path: Path, query: Query, signal: AbortSignal, withToken: boolean): Promise<Answer> {
    const answer = await this.reading.send({ method: 'GET', path, query, signal, ...scheme(withToken) });
    this.#clock.learn(answer);
    if (withToken && answer.status < 300) this.own.taken(this.timers.now(), clusterOf(answer));
    return answer;
  }

  /** The path of tokens cannot be read: how that is refused tells who asks, and changes nothing. */
  async #probe(signal: AbortSignal): Promise<Access> {
    const secret = await this.credential();
    const answer = await this.reading.send({
      method: 'GET',
      path: PATHS.token,
      signal,
      ...scheme(secret !== undefined),
    });
    this.#clock.learn(answer);
    const text = textOf(answer);
    if (answer.status === 405 && text === WITHOUT_AUTH) return 'open';
    const asks = answer.status === 403 || (answer.status === 404 && text === NO_SUCH_PATH);
    if (!secret && (asks || answer.status === 401)) throw new Failure({ kind: 'no-credential', claimable: true });
    if (asks) return 'token';
    throw await this.refused(answer);
  }
}

function scheme(withToken: boolean): { scheme: 'Bearer' } | { credential: 'none' } {
  return withToken ? { scheme: 'Bearer' } : { credential: 'none' };
}
