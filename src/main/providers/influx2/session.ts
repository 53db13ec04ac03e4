import type { TokenStore } from '#domain/token';
import type { Secret } from '#main/secret';
import { Failure } from '#contract/failure';
import { OneAsking } from '#main/providers/one-asking';
import type { ReadTransport } from '#main/providers/http/http';
import type { Timers } from '#main/providers/http/limits';
import { identifyInflux2 } from './identify.ts';
import { AuthorizationParser } from './authorization.ts';
import type { Flavour } from './flavour.ts';
import type { OwnToken } from './own-token.ts';
import { PATHS } from './paths.ts';
import { read, refusal } from './refusal.ts';
import { ConfigBody, UserWire } from './wire.ts';

/** What the connection's own token is, as far as three questions tell. */
export interface Known {
  userId?: string;
  userName?: string;
  /** May it read its own user? A token for buckets alone may not, and says by its refusal whose it is. */
  mayReadSelf: boolean;
  /** Proven by the configuration, which is for exactly these tokens; 'unknown' before 2.2. */
  operator: 'yes' | 'no' | 'unknown';
  config?: Record<string, unknown>;
}

/** For this long, what the list was asked with is not asked again by connecting, in ms. */
const FRESH_MS = 10_000;

/** One connection to one server, and what was learnt on it so far. Only finished answers are remembered. */
export class Session {
  #version: string | undefined;
  #known: { known: Known; at: number } | undefined;
  readonly #asking = new OneAsking<Known>();

  constructor(
    readonly reading: ReadTransport,
    readonly own: OwnToken,
    readonly timers: Timers,
    readonly credential: () => Promise<Secret | undefined>,
    readonly flavour: Flavour,
  ) {
    this.#version = flavour.version;
  }

  /** Makes tokens of the entries of a store, as this product has them. */
  parser(store: TokenStore, secret: Secret | undefined): AuthorizationParser {
    return new AuthorizationParser(store, this.own, secret, this.flavour.kindOf);
  }

  async version(signal: AbortSignal): Promise<string> {
    this.#version ??= (await identifyInflux2(this.reading, signal)).version;
    return this.#version;
  }

  /** For a new connect: forgets what was learnt, but for what was learnt just now. */
  begin(version: string): void {
    this.#version = version;
    if (this.#known && this.timers.now() - this.#known.at > FRESH_MS) this.#known = undefined;
  }

  /** Who the own token is; throws 'bad-credential', 'token-inactive' or 'owner-inactive' when it is not usable. */
  async whoAmI(signal: AbortSignal): Promise<Known> {
    this.#known ??= { known: await this.#asking.ask((each) => this.#learn(each), signal), at: this.timers.now() };
    return this.#known.known;
  }

  async #learn(signal: AbortSignal): Promise<Known> {
    const [me, config] = await Promise.all([this.#me(signal), this.#config(signal)]);
    this.own.userId = me.userId;
    if (me.mayReadSelf && me.userId) this.own.used({ action: 'read', type: 'users', id: me.userId });
    if (config.operator === 'yes') {
      for (const action of ['read', 'write'] as const) this.own.used({ action, type: 'authorizations' });
    }
    return { ...me, ...config };
  }

  async #me(signal: AbortSignal): Promise<Pick<Known, 'userId' | 'userName' | 'mayReadSelf'>> {
    const answer = await this.reading.send({ method: 'GET', path: PATHS.me, signal });
    if (answer.status < 300) {
      const { id, name } = read(answer, UserWire);
      return { userId: id, userName: name, mayReadSelf: true };
    }
    const failure = refusal(answer);
    const { facts } = failure;
    const userId = facts.kind === 'missing-right' ? /^read:users\/([0-9a-f]{16})$/.exec(facts.right)?.[1] : undefined;
    if (userId) return { userId, mayReadSelf: false };
    // A token whose user is gone in the middle of the question, but which is valid, says so with 404.
    if (facts.kind === 'gone') throw new Failure({ kind: 'owner-inactive' });
    throw failure;
  }

  async #config(signal: AbortSignal): Promise<Pick<Known, 'operator' | 'config'>> {
    const answer = await this.reading.send({ method: 'GET', path: PATHS.config, signal });
    if (answer.status === 404) return { operator: 'unknown' };
    if (answer.status >= 300) return { operator: 'no' };
    return { operator: 'yes', config: read(answer, ConfigBody).config };
  }
}
