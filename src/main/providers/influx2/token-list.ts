import { z } from 'zod';
import { allows } from '#domain/access';
import { Failure } from '#contract/failure';
import type { Token, TokenListEnd, TokenStore } from '#domain/token';
import type { Answer } from '#main/providers/http/http';
import { bad, isJson, jsonOf } from '#main/providers/http/json';
import { Intake, type Take } from './intake.ts';
import { tokensPath } from './paths.ts';
import { refusal } from './refusal.ts';
import type { Known, Session } from './session.ts';

const ListBody = z.object({ authorizations: z.array(z.unknown()) });

/** Reads both stores whole, handing on tokens while they come, and says what the list is worth. */
export async function readTokenList(session: Session, take: Take, signal: AbortSignal): Promise<TokenListEnd> {
  session.own.row = undefined;
  const { end, count } = await readStores(session, {}, take, signal);
  session.own.possible = session.own.narrowed(count.possible);
  const completeness = completenessOf(session, await session.whoAmI(signal), count);
  return { ...end, completeness };
}

/**
 * The tokens of one user, for which the server is asked by id or name. InfluxDB OSS 2.0.0 to 2.0.8 pass over the name,
 * and the list of 1.x logins does so in every version: what comes of others is left out here.
 */
export async function readTokensOf(
  session: Session,
  user: string,
  take: Take,
  signal: AbortSignal,
): Promise<TokenListEnd> {
  const isTheirs = ({ ownerId, ownerName }: Token) => ownerId === user.toLowerCase() || ownerName === user;
  const handOn: Take = (tokens) => {
    const theirs = tokens.filter(isTheirs);
    if (theirs.length > 0) take(theirs);
  };
  const query: Record<string, string> = /^[0-9a-f]{16}$/i.test(user) ? { userID: user } : { user };
  const { end } = await readStores(session, query, handOn, signal);
  return { ...end, completeness: seesAll(session, await session.whoAmI(signal)) ? 'every-token' : 'unknown' };
}

async function readStores(
  session: Session,
  query: Record<string, string>,
  take: Take,
  signal: AbortSignal,
): Promise<{ end: Omit<TokenListEnd, 'completeness'>; count: Intake }> {
  const asker = session.whoAmI(signal);
  const intake = new Intake(session, asker, take, signal);
  const reading = ask(session, 'api', { query, take: intake.take }, signal);
  const v1Reading = readV1(session, query, signal);
  v1Reading.catch(() => undefined);
  const [, answer] = await Promise.all([asker, reading]);
  if (answer.status >= 300) throw refusal(answer);
  mustBeList(answer);
  const readAt = session.timers.now();

  const v1 = await v1Reading;
  if (typeof v1 !== 'string') intake.takeV1(v1);
  await intake.end();
  const end = { readAt, unreadable: intake.unreadable, v1: typeof v1 === 'string' ? v1 : ('read' as const) };
  return { end, count: intake };
}

interface ListCall {
  query: Record<string, string>;
  take: (entries: unknown[]) => void;
}

function ask(session: Session, store: TokenStore, { query, take }: ListCall, signal: AbortSignal): Promise<Answer> {
  const list = { key: 'authorizations', take };
  return session.reading.send({ method: 'GET', path: tokensPath(store), query, list, signal });
}

/** The v1 logins, or why there are none: a proxy or a server may not offer them, which does not spoil the main list. */
async function readV1(
  session: Session,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<unknown[] | 'refused' | 'absent'> {
  const found: unknown[] = [];
  let answer: Answer;
  try {
    answer = await ask(session, 'v1', { query, take: (entries) => found.push(...entries) }, signal);
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

/** InfluxDB 2 leaves out what the asker may not read, with status 200: what is missing follows from the asker alone. */
function completenessOf(session: Session, known: Known, count: Intake): TokenListEnd['completeness'] {
  if (seesAll(session, known)) return 'every-token';
  if (count.tokens + count.unreadable === 0) return 'may-not-list';
  if (count.othersOwn) return 'unknown';
  return session.own.row || known.operator === 'no' ? 'own-user-only' : 'unknown';
}

/** Is it known that the asker may read every token of every user? */
function seesAll({ own }: Session, known: Known): boolean {
  if (known.operator === 'yes') return true;
  const held = (type: string) => allows(own.row?.grants ?? [], { action: 'read', type });
  return held('authorizations') && held('users');
}
