import { Failure } from '#contract/failure';
import type { Token, TokenRef } from '#domain/token';
import type { Secret } from '#main/secret';
import { z } from 'zod';
import { bad } from '#main/providers/http/json';
import { secretOf } from './authorization.ts';
import { tokenPath } from './paths.ts';
import { read } from './refusal.ts';
import type { Session } from './session.ts';

const Raw = z.record(z.string(), z.unknown());

/** One token, read now. A Failure 'gone' says what is gone: the token, or its user or organization. */
export async function readToken(session: Session, ref: TokenRef, signal: AbortSignal): Promise<Token> {
  const [answer] = await Promise.all([ask(session, ref, signal), session.whoAmI(signal)]);
  const parser = session.parser(ref.store, await session.credential());
  const token = parser.tokenOf(read(answer, Raw));
  if (!token) throw bad(answer, 'shape');
  return token;
}

/** The value of a token, where the server still tells it: one without hashing, to anyone who may list. */
export async function readValue(session: Session, ref: TokenRef, signal: AbortSignal): Promise<Secret> {
  const hidden = new Failure({ kind: 'not-able', what: 'lookAtValue' });
  if (ref.store === 'v1') throw hidden;
  const secret = secretOf(read(await ask(session, ref, signal), Raw));
  if (!secret) throw hidden;
  return secret;
}

function ask(session: Session, { store, id }: TokenRef, signal: AbortSignal) {
  return session.reading.send({ method: 'GET', path: tokenPath(store, id), signal });
}
