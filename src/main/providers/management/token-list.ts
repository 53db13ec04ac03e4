import { z } from 'zod';
import { Failure } from '#contract/failure';
import type { Token, TokenListEnd, TokenRef } from '#domain/token';
import type { Answer } from '#main/providers/http/answer';
import { bad, jsonOf } from '#main/providers/http/json';
import { livingDatabases } from './databases.ts';
import { tokenPath, tokensPath } from './place.ts';
import { parsed, type Asked } from './refusal.ts';
import type { Session } from './session.ts';
import { TokenRows, type Around } from './token-row.ts';

const ASKED: Asked = { right: 'read database tokens', target: 'cluster' };
const ASKED_ONE: Asked = { right: 'read database tokens', target: 'token' };
/** How many tokens are handed on at once, after the first ones, which nobody should wait for. */
const BATCH = 1_000;

/** What is left of a list that was read: it is bare, and borne under a name, as the vendor's client does. */
const Emptied = z.union([z.array(z.unknown()), z.object({ tokens: z.array(z.unknown()) })]);

type Take = (tokens: Token[]) => void;

/**
 * Reads all database tokens, which nothing pages, handing them on while they come; revoked ones stay in the list. Which
 * databases there are is asked at the same time, and the first tokens wait for the answer.
 */
export async function readTokenList(session: Session, take: Take, signal: AbortSignal): Promise<TokenListEnd> {
  const readAt = session.timers.now();
  await session.place(signal);
  const ready = new Ready(take);
  const list = { key: 'tokens', bare: true as const, take: (entries: unknown[]) => ready.takeEntries(entries) };
  const [answer] = await Promise.all([
    session.ask({ path: tokensPath, asked: ASKED, list }, signal),
    livingDatabases(session, signal).then((databases) => ready.begin({ now: session.now(), databases })),
  ]);
  parsed(answer, jsonOf(answer), Emptied);
  ready.handOn();
  return { readAt, completeness: 'every-token', unreadable: ready.unreadable, v1: 'absent' };
}

/** Entries on their way to whoever takes the tokens: as they come, but not before it is known what is around them. */
class Ready {
  unreadable = 0;
  readonly #take: Take;
  readonly #waiting: unknown[] = [];
  readonly #tokens: Token[] = [];
  #rows: TokenRows | undefined;
  #handedOn = false;

  constructor(take: Take) {
    this.#take = take;
  }

  begin(around: Around): void {
    this.#rows = new TokenRows(around);
    while (this.#waiting.length > 0) this.takeEntries(this.#waiting.splice(0, BATCH));
  }

  takeEntries(entries: unknown[]): void {
    const rows = this.#rows;
    if (!rows) {
      for (const entry of entries) this.#waiting.push(entry);
      return;
    }
    const tokens = entries.map((entry) => rows.tokenOf(entry)).filter((token) => token !== undefined);
    this.unreadable += entries.length - tokens.length;
    for (const token of tokens) this.#tokens.push(token);
    if (!this.#handedOn || this.#tokens.length >= BATCH) this.handOn();
  }

  handOn(): void {
    if (this.#tokens.length === 0) return;
    this.#handedOn = true;
    this.#take(this.#tokens.splice(0));
  }
}

/** One token, read now; a Failure 'gone' when it is not there. */
export async function readToken(session: Session, ref: TokenRef, signal: AbortSignal): Promise<Token> {
  if (ref.store !== 'api') throw new Failure({ kind: 'invalid', field: 'id', reason: 'form' });
  await session.place(signal);
  const [answer, databases] = await Promise.all([
    session.ask({ path: (place) => tokenPath(place, ref.id), asked: ASKED_ONE }, signal),
    livingDatabases(session, signal),
  ]);
  return tokenOf(session, answer, databases);
}

/** The token of an answer that holds just one. */
export function tokenOf(session: Session, answer: Answer, databases: ReadonlySet<string> | undefined): Token {
  const token = new TokenRows({ now: session.now(), databases }).tokenOf(jsonOf(answer));
  if (!token) throw bad(answer, 'shape');
  return token;
}
