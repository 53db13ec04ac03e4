import { z } from 'zod';
import { factsOf } from '#contract/failure';
import type { Token, TokenChange, TokenRef } from '#domain/token';
import type { Answer } from '#main/providers/http/http';
import { bad } from '#main/providers/http/json';
import { lookAfter, unknownOutcome } from '#main/providers/lost-answer';
import { readToken } from './one-token.ts';
import { tokenPath } from './paths.ts';
import { read } from './refusal.ts';
import { refusalOnField, send, type FieldRule, type Influx2Writer } from './writing.ts';

const Raw = z.record(z.string(), z.unknown());
const FIELD_RULES: readonly FieldRule[] = [[/authorization status/, 'status']];

/** Changes description or status; answers the token as it is then. A lost answer is settled by reading it again. */
export async function updateToken(
  writer: Influx2Writer,
  ref: TokenRef,
  change: TokenChange,
  signal: AbortSignal,
): Promise<Token> {
  const { description, status } = change;
  // An empty status would activate the token: only the two words are ever sent.
  const body = { ...(description !== undefined && { description }), ...(status && { status }) };
  if (Object.keys(body).length === 0) return readToken(writer.session, ref, signal);
  const written = await send(writer, { method: 'PATCH', path: tokenPath(ref.store, ref.id), body, signal });
  if ('answer' in written) return changedOf(writer, ref, written.answer);
  return lookAfter('updateToken', signal, async () => {
    const now = await readToken(writer.session, ref, signal);
    return isChanged(now, change) ? now : undefined;
  });
}

async function changedOf({ session }: Influx2Writer, ref: TokenRef, answer: Answer): Promise<Token> {
  if (answer.status >= 300) {
    const failure = refusalOnField(answer, FIELD_RULES);
    const { facts } = failure;
    // Of a token whose user or organization is gone, the server stores the change and then fails to show it.
    throw facts.kind === 'gone' && facts.what !== 'token' ? unknownOutcome('updateToken') : failure;
  }
  const token = session.parser(ref.store, await session.credential()).tokenOf(read(answer, Raw));
  if (!token) throw bad(answer, 'shape');
  return token;
}

function isChanged(token: Token, { description = token.description, status }: TokenChange): boolean {
  return token.description === description && (status === undefined || token.status === status);
}

/** Deletes a token. One that is not there (any more) counts as deleted. */
export async function deleteToken(writer: Influx2Writer, ref: TokenRef, signal: AbortSignal): Promise<void> {
  const written = await send(writer, { method: 'DELETE', path: tokenPath(ref.store, ref.id), signal });
  if ('lost' in written) {
    await lookAfter('deleteToken', signal, async () => ((await isGone(writer, ref, signal)) ? true : undefined));
    return;
  }
  if (written.answer.status < 300) return;
  const failure = refusalOnField(written.answer, []);
  if (!isTokenGone(failure)) throw failure;
}

async function isGone({ session }: Influx2Writer, ref: TokenRef, signal: AbortSignal): Promise<boolean> {
  try {
    await readToken(session, ref, signal);
    return false;
  } catch (error) {
    if (isTokenGone(error)) return true;
    throw error;
  }
}

function isTokenGone(error: unknown): boolean {
  const facts = factsOf(error);
  return facts.kind === 'gone' && facts.what === 'token';
}
