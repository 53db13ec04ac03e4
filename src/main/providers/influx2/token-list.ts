import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { allows } from '#domain/access';
import { Failure } from '#contract/failure';
import type { Token, TokenListEnd, TokenStore } from '#domain/token';
import type { Answer } from '#main/providers/http/http';
import { bad, listOf } from '#main/providers/http/json';
import { AuthorizationParser } from './authorization.ts';
import { tokensPath } from './paths.ts';
import { refusal } from './refusal.ts';
import type { Known, Session } from './session.ts';

const ListBody = z.object({ authorizations: z.array(z.unknown()) });

type Take = (tokens: Token[]) => void;
interface Count {
  tokens: number;
  unreadable: number;
  othersOwn: boolean;
}

/** Reads both stores whole, handing on batches as they are read, and says what the list is worth. */
export async function readTokenList(session: Session, take: Take, signal: AbortSignal): Promise<TokenListEnd> {
  const v1Answer = askV1(session, signal);
  v1Answer.catch(() => undefined);
  const [known, answer] = await Promise.all([session.whoAmI(signal), ask(session, 'api', signal)]);
  if (answer.status >= 300) throw refusal(answer);
  const readAt = session.timers.now();
  const count: Count = { tokens: 0, unreadable: 0, othersOwn: false };
  session.own.row = undefined;
  await takeAll(session, 'api', answer, count, take, signal);

  const v1 = await v1Answer;
  if (typeof v1 !== 'string') await takeAll(session, 'v1', v1, count, take, signal);
  return {
    readAt,
    completeness: completenessOf(session, known, count),
    unreadable: count.unreadable,
    v1: typeof v1 === 'string' ? v1 : 'read',
  };
}

function ask(session: Session, store: TokenStore, signal: AbortSignal): Promise<Answer> {
  return session.reading.send({ method: 'GET', path: tokensPath(store), size: 'list', signal });
}

/** The v1 logins, or why there are none: a proxy or a server may not offer them, which does not spoil the main list. */
async function askV1(session: Session, signal: AbortSignal): Promise<Answer | 'refused' | 'absent'> {
  try {
    const answer = await ask(session, 'v1', signal);
    if (answer.status < 300 && answer.contentType.includes('json')) return answer;
    return answer.status === 404 || answer.status < 300 ? 'absent' : 'refused';
  } catch {
    if (signal.aborted) throw new Failure({ kind: 'cancelled' });
    return 'refused';
  }
}

async function takeAll(
  session: Session,
  store: TokenStore,
  answer: Answer,
  count: Count,
  take: Take,
  signal: AbortSignal,
): Promise<void> {
  const parser = new AuthorizationParser(store, session.own, await session.credential());
  const { envelope, batches } = listOf(answer, 'authorizations');
  if (!ListBody.safeParse(envelope).success) throw bad(answer, 'shape');
  for (const entries of batches()) {
    if (signal.aborted) throw new Failure({ kind: 'cancelled' });
    const tokens = tokensOf(parser, entries, count);
    if (store === 'api') learn(session, tokens, count);
    if (tokens.length > 0) take(tokens);
    await setImmediate();
  }
}

function tokensOf(parser: AuthorizationParser, entries: unknown[], count: Count): Token[] {
  const tokens: Token[] = [];
  for (const entry of entries) {
    const token = parser.tokenOf(entry);
    if (token) tokens.push(token);
    else count.unreadable += 1;
  }
  count.tokens += tokens.length;
  return tokens;
}

/** Every entry that the server lists was read with rights of the own token: on that entry, and on its owner. */
function learn(session: Session, tokens: Token[], count: Count): void {
  const { own } = session;
  for (const token of tokens) {
    own.used({ action: 'read', type: 'authorizations', id: token.id, orgId: token.orgId });
    own.used({ action: 'read', type: 'users', id: token.ownerId });
    if (token.own === 'yes') own.row = token;
    if (token.ownerId !== own.userId) count.othersOwn = true;
  }
}

/** InfluxDB 2 leaves out what the asker may not read, with status 200: what is missing follows from the asker alone. */
function completenessOf(session: Session, known: Known, count: Count): TokenListEnd['completeness'] {
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
