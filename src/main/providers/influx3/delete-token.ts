import { Failure, factsOf } from '#contract/failure';
import type { Token, TokenRef } from '#domain/token';
import { lookAfter } from '#main/providers/lost-answer';
import { PATHS } from './paths.ts';
import { refusal } from './refusal.ts';
import { readToken } from './token-list.ts';
import { OPERATOR } from './token-row.ts';
import { send, type Influx3Writer } from './writing.ts';

/**
 * Deletes a token. A server does so by the name, which may have gone over to another token: it is read anew by the id.
 * One that is not there (any more) counts as deleted.
 */
export async function deleteToken(writer: Influx3Writer, ref: TokenRef, signal: AbortSignal): Promise<void> {
  const token = await readIfThere(writer, ref, signal);
  if (!token) return;
  if (token.description === OPERATOR) throw new Failure({ kind: 'not-able', what: 'deleteOperator' });
  const written = await send(writer, {
    method: 'DELETE',
    path: PATHS.token,
    query: { token_name: token.description },
    signal,
  });
  if ('lost' in written) {
    await lookAfter('deleteToken', signal, async () => ((await readIfThere(writer, ref, signal)) ? undefined : true));
    return;
  }
  if (written.answer.status < 300) return writer.session.own.deleted(ref, writer.session.timers.now());
  const failure = refusal(written.answer);
  if (failure.facts.kind !== 'gone') throw failure;
}

async function readIfThere({ session }: Influx3Writer, ref: TokenRef, signal: AbortSignal): Promise<Token | undefined> {
  try {
    return await readToken(session, ref, signal);
  } catch (error) {
    const facts = factsOf(error);
    if (facts.kind === 'gone' && facts.what === 'token') return undefined;
    throw error;
  }
}
