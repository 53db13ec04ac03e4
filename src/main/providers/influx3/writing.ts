import { Failure } from '#contract/failure';
import type { WriteTransport, Written } from '#main/providers/http/http';
import type { Writer } from '#main/providers/lost-answer';
import type { Session } from './session.ts';

/** What the write operations share. */
export type Influx3Writer = Writer<Session>;

type WriteCall = Parameters<WriteTransport['send']>[0];

/**
 * Sends one write, as the connection unless it says otherwise; the Failure that it throws means that nothing was
 * changed.
 */
export async function send({ session, writing, list }: Influx3Writer, call: WriteCall): Promise<Written> {
  const open = call.credential !== 'none' && (await session.access(call.signal)) === 'open';
  if (open) throw new Failure({ kind: 'not-able', what: 'tokensWithoutAuth' });
  list.forget();
  const written = await writing.send({ scheme: 'Bearer', ...call });
  if ('answer' in written && written.answer.status === 401) throw await session.refused(written.answer);
  return written;
}
