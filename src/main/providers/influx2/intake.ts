import { Failure } from '#contract/failure';
import type { Token } from '#domain/token';
import type { Secret } from '#main/secret';
import type { AuthorizationParser } from './authorization.ts';
import type { Known, Session } from './session.ts';

/** How many tokens are handed on at once, after the first ones, which nobody should wait for. */
const BATCH = 1_000;

/** Takes tokens of a list, some at a time. */
export type Take = (tokens: Token[]) => void;

/**
 * Makes tokens of the entries of a list while it comes; they wait until it is known who asks, which they are judged by.
 */
export class Intake {
  tokens = 0;
  unreadable = 0;
  othersOwn = false;
  /** Those that may be the own token, for all that is known when they come. */
  readonly possible: Token[] = [];
  readonly #session: Session;
  readonly #hand: Take;
  readonly #signal: AbortSignal;
  readonly #secret: Promise<Secret | undefined>;
  #work: Promise<unknown>;
  #parser: AuthorizationParser | undefined;
  #ready: Token[] = [];

  constructor(session: Session, asker: Promise<Known>, hand: Take, signal: AbortSignal) {
    this.#session = session;
    this.#hand = hand;
    this.#signal = signal;
    this.#secret = session.credential();
    this.#work = asker;
    this.#secret.catch(() => undefined);
    this.#work.catch(() => undefined);
  }

  readonly take = (entries: unknown[]): void => {
    this.#then(async () => {
      this.#parser ??= this.#session.parser('api', await this.#secret);
      const tokens = this.#parse(this.#parser, entries);
      this.#learn(tokens);
      const first = this.tokens === 0;
      this.tokens += tokens.length;
      this.#ready.push(...tokens);
      if (first || this.#ready.length >= BATCH) this.#handOn();
    });
  };

  takeV1(entries: unknown[]): void {
    this.#then(async () => {
      const tokens = this.#parse(this.#session.parser('v1', await this.#secret), entries);
      this.tokens += tokens.length;
      this.#ready.push(...tokens);
    });
  }

  /** Ends when all that was taken is handed on. */
  async end(): Promise<void> {
    await this.#work;
    this.#handOn();
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(() => {
      if (this.#signal.aborted) throw new Failure({ kind: 'cancelled' });
      return work();
    });
    this.#work.catch(() => undefined);
  }

  #handOn(): void {
    const tokens = this.#ready;
    this.#ready = [];
    if (tokens.length > 0) this.#hand(tokens);
  }

  #parse(parser: AuthorizationParser, entries: unknown[]): Token[] {
    const tokens = entries.map((entry) => parser.tokenOf(entry)).filter((token) => token !== undefined);
    this.unreadable += entries.length - tokens.length;
    return tokens;
  }

  /** Every entry that the server lists was read with rights of the own token: on that entry, and on its owner. */
  #learn(tokens: Token[]): void {
    const { own } = this.#session;
    for (const token of tokens) {
      own.used({ action: 'read', type: 'authorizations', id: token.id, orgId: token.orgId });
      own.used({ action: 'read', type: 'users', id: token.ownerId });
      if (token.own === 'yes') own.row = token;
      if (token.own === 'unknown') this.possible.push(token);
      if (token.ownerId !== own.userId) this.othersOwn = true;
    }
  }
}
