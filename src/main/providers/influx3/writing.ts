import { Failure } from '#contract/failure';
import type { Capability } from '#domain/server';
import type { Token } from '#domain/token';
import type { WriteTransport, Written } from '#main/providers/http/http';
import type { SharedList } from '#main/providers/shared-list';
import type { Session } from './session.ts';

/** What the write operations share. */
export interface Writer {
  session: Session;
  writing: WriteTransport;
  /** Forgotten before each write, which makes it old. */
  list: SharedList;
}

type WriteCall = Parameters<WriteTransport['send']>[0];

/** Sends one write, as the connection unless it says otherwise; the Failure that it throws means that nothing was changed. */
export async function send({ session, writing, list }: Writer, call: WriteCall): Promise<Written> {
  const open = call.credential !== 'none' && (await session.access(call.signal)) === 'open';
  if (open) throw new Failure({ kind: 'not-able', what: 'tokensWithoutAuth' });
  list.forget();
  return writing.send({ scheme: 'Bearer', ...call });
}

/** Nobody knows whether it happened: said, never tried again. */
export function unknownOutcome(what: Capability, found?: Token): Failure {
  return new Failure({ kind: 'outcome-unknown', what, ...(found && { found: { store: found.store, id: found.id } }) });
}

/** Looks for what became of a lost write; a look that fails too, or that nobody waits for, finds nothing. */
export async function look<T>(signal: AbortSignal, find: () => Promise<T | undefined>): Promise<T | undefined> {
  return signal.aborted ? undefined : find().catch(() => undefined);
}
