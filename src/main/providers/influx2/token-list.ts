import { z } from 'zod';
import { allows } from '#domain/access';
import { Failure } from '#contract/failure';
import type { Token, TokenListEnd, TokenStore } from '#domain/token';
import type { Answer } from '#main/providers/http/http';
import { bad, isJson, jsonOf } from '#main/providers/http/json';
import type { Secret } from '#main/secret';
import type { AuthorizationParser } from './authorization.ts';
import { tokensPath } from './paths.ts';
import { refusal } from './refusal.ts';
import type { Known, Session } from './session.ts';

const ListBody = z.object({ authorizations: z.array(z.unknown()) });
/** How many tokens are handed on at once, after the first ones, which nobody should wait for. */
const BATCH = 1_000;

type Take = (tokens: Token[]) => void;

/** Reads both stores whole, handing on tokens while they come, and says what the list is worth. */
export async function readTokenList(session: Session, take: Take, signal: AbortSignal): Promise<TokenListEnd> {
  session.own.row = undefined;
  const asker = session.whoAmI(signal);
  const intake = new Intake(session, asker, take, signal);
  const reading = ask(session, 'api', intake.take, signal);
  const v1Reading = readV1(session, signal);
  v1Reading.catch(() => undefined);
  const [known, answer] = await Promise.all([asker, reading]);
  if (answer.status >= 300) throw refusal(answer);
  mustBeList(answer);
  const readAt = session.timers.now();

  const v1 = await v1Reading;
  if (typeof v1 !== 'string') intake.takeV1(v1);
  await intake.end();
  return {
    readAt,
    completeness: completenessOf(session, known, intake),
    unreadable: intake.unreadable,
    v1: typeof v1 === 'string' ? v1 : 'read',
  };
}

function ask(
  session: Session,
  store: TokenStore,
  take: (entries: unknown[]) => void,
  signal: AbortSignal,
): Promise<Answer> {
  return session.reading.send({
    method: 'GET',
    path: tokensPath(store),
    list: { key: 'authorizations', take },
    signal,
  });
}

/** The v1 logins, or why there are none: a proxy or a server may not offer them, which does not spoil the main list. */
async function readV1(session: Session, signal: AbortSignal): Promise<unknown[] | 'refused' | 'absent'> {
  const found: unknown[] = [];
  let answer: Answer;
  try {
    answer = await ask(session, 'v1', (entries) => found.push(...entries), signal);
  } catch {
    if (signal.aborted) throw new Failure({ kind: 'cancelled' });
    return 'refused';
  }
  if (answer.status < 300 && isJson(answer.contentType)) {
    mustBeList(answer);
    return found;
  }
  return answer.status === 404 || answer.status < 300 ? 'absent' : 'refused';
}

function mustBeList(answer: Answer): void {
  if (!ListBody.safeParse(jsonOf(answer)).success) throw bad(answer, 'shape');
}

/** Makes tokens of the entries of a list while it comes; they wait until it is known who asks, which they are judged by. */
class Intake {
  tokens = 0;
  unreadable = 0;
  othersOwn = false;
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
      if (token.ownerId !== own.userId) this.othersOwn = true;
    }
  }
}

/** InfluxDB 2 leaves out what the asker may not read, with status 200: what is missing follows from the asker alone. */
function completenessOf(session: Session, known: Known, count: Intake): TokenListEnd['completeness'] {
  const grants = session.own.row?.grants;
  if (known.operator === 'yes') return 'every-token';
  if (
    grants &&
    allows(grants, { action: 'read', type: 'authorizations' }) &&
    allows(grants, { action: 'read', type: 'users' })
  )
    return 'every-token';
  if (count.tokens + count.unreadable === 0) return 'may-not-list';
  if (count.othersOwn) return 'unknown';
  return grants || known.operator === 'no' ? 'own-user-only' : 'unknown';
}
