import { z } from 'zod';
import { Failure } from '#contract/failure';
import type { Token, TokenListEnd, TokenRef } from '#domain/token';
import type { Answer } from '#main/providers/http/answer';
import { bad, jsonOf } from '#main/providers/http/json';
import { livingDatabases } from './databases.ts';
import { tokenPath, tokensPath } from './place.ts';
import { parsed, type Asked } from './refusal.ts';
import type { Session } from './session.ts';
import { TokenRows } from './token-row.ts';

const ASKED: Asked = { right: 'read database tokens', target: 'cluster' };
const ASKED_ONE: Asked = { right: 'read database tokens', target: 'token' };
/** How many tokens are handed on at once, after the first ones, which nobody should wait for. */
const BATCH = 1_000;

/** What is left of a list that was read: it is bare, and borne under a name, as the vendor's client does. */
const Emptied = z.union([z.array(z.unknown()), z.object({ tokens: z.array(z.unknown()) })]);

type Take = (tokens: Token[]) => void;

/** Reads all database tokens, which nothing pages, handing them on while they come; revoked ones stay in the list. */
export async function readTokenList(session: Session, take: Take, signal: AbortSignal): Promise<TokenListEnd> {
  const readAt = session.timers.now();
  const rows = new TokenRows({ now: session.now(), databases: await livingDatabases(session, signal) });
  const ready: Token[] = [];
  const counted = { tokens: 0, unreadable: 0 };
  const handOn = () => {
    if (ready.length > 0) take(ready.splice(0));
  };
  const takeEntries = (entries: unknown[]) => {
    const tokens = entries.map((entry) => rows.tokenOf(entry)).filter((token) => token !== undefined);
    const first = counted.tokens === 0;
    counted.tokens += tokens.length;
    counted.unreadable += entries.length - tokens.length;
    ready.push(...tokens);
    if (first || ready.length >= BATCH) handOn();
  };
  const list = { key: 'tokens', bare: true as const, take: takeEntries };
  const answer = await session.ask({ path: tokensPath, asked: ASKED, list }, signal);
  parsed(answer, jsonOf(answer), Emptied);
  handOn();
  return { readAt, completeness: 'every-token', unreadable: counted.unreadable, v1: 'absent' };
}

/** One token, read now; a Failure 'gone' when it is not there. */
export async function readToken(session: Session, ref: TokenRef, signal: AbortSignal): Promise<Token> {
  if (ref.store !== 'api') throw new Failure({ kind: 'invalid', field: 'id', reason: 'form' });
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
