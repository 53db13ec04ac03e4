import { Failure } from '#contract/failure';
import { ALL, permission } from '#domain/permission3';
import type { FamilyDeps } from '#main/providers/family';
import type { Answer } from '#main/providers/http/answer';
import { unknownOutcome } from '#main/providers/lost-answer';
import type { Created, Regenerated } from '#main/providers/provider';
import type { Secret } from '#main/secret';
import { madeOf } from './made-token.ts';
import { PATHS } from './paths.ts';
import { refusal } from './refusal.ts';
import { OPERATOR } from './token-row.ts';
import { send, type Influx3Writer } from './writing.ts';

const EVERYTHING = [permission(ALL, [ALL], [ALL])];

/**
 * Makes the operator token of a server that has none. The server asks nobody who wants it, so that no token is sent; it
 * gives it once. Where the answer is lost, the token was made all the same, perhaps.
 */
export async function claimOperator(writer: Influx3Writer, signal: AbortSignal): Promise<Created> {
  const written = await send(writer, { method: 'POST', path: PATHS.firstToken, credential: 'none', signal });
  if ('lost' in written) throw unknownOutcome('claimOperator');
  const { answer } = written;
  if (answer.status === 409) throw new Failure({ kind: 'not-able', what: 'claimAgain' });
  if (answer.status >= 300) throw refusal(answer);
  const created = madeOf(answer, 'operator', EVERYTHING);
  if (!created) throw unknownOutcome('claimOperator');
  return { ...created, token: { ...created.token, own: 'yes' } };
}

/** Gives the operator token another value. Whose it was is told by the hash that the list shows before. */
export async function regenerateOperator(writer: Influx3Writer, signal: AbortSignal): Promise<Regenerated> {
  const { session } = writer;
  const hash = await operatorHash(writer, signal);
  const secret = await session.credential();
  const isFormer = (candidate: Secret) => candidate.hasSha512(hash);
  const written = await send(writer, { method: 'POST', path: PATHS.regenerate, signal });
  if ('lost' in written) throw unknownOutcome('regenerateOperator');
  if (written.answer.status >= 300) throw refusal(written.answer);
  const created = madeOf(written.answer, 'operator', EVERYTHING);
  if (!created) throw unknownOutcome('regenerateOperator');
  const own = secret !== undefined && isFormer(secret) ? 'yes' : 'no';
  return { ...created, token: { ...created.token, changedAt: session.now(), own }, isFormer };
}

/**
 * Gives the operator token another value by the recovery port, which asks nobody who they are and closes when it has
 * given one (InfluxDB 3: `http.rs`, since 3.3). It can be told apart from other ports by using it only, so that it is
 * never asked for anything else.
 */
export async function recoverOperator(
  { session, list }: Influx3Writer,
  elsewhere: FamilyDeps['elsewhere'],
  address: string,
  signal: AbortSignal,
): Promise<Created> {
  const port = elsewhere(address);
  try {
    list.forget();
    const call = { method: 'POST', path: PATHS.regenerate, credential: 'none', signal } as const;
    const written = await port.writing.send(call);
    if ('lost' in written) throw unknownOutcome('recoverOperator');
    if (written.answer.status >= 300) throw refusedThere(written.answer);
    const created = madeOf(written.answer, 'operator', EVERYTHING);
    if (!created) throw unknownOutcome('recoverOperator');
    return { ...created, token: { ...created.token, changedAt: session.now() } };
  } finally {
    port.close();
  }
}

/** Every other port, the server's own with it, asks for a token or does not know the path. */
function refusedThere(answer: Answer): Failure {
  const failure = refusal(answer);
  const { kind } = failure.facts;
  return kind === 'not-able' || kind === 'server-failed'
    ? failure
    : new Failure({ kind: 'not-able', what: 'recoverHere' });
}

/**
 * What the list shows of the hash of the operator token's present value. A server without such a token is not asked.
 */
async function operatorHash({ session }: Influx3Writer, signal: AbortSignal): Promise<string> {
  const sql = 'SELECT * FROM system.tokens WHERE name = $name';
  const { rows } = await session.query(sql, signal, { params: { name: OPERATOR } });
  if (rows.length === 0) throw new Failure({ kind: 'not-able', what: 'regenerateMissing' });
  const hash = rows[0]?.hash;
  if (typeof hash !== 'string' || hash === '') throw new Failure({ kind: 'not-able', what: 'regenerateOperator' });
  return hash;
}
