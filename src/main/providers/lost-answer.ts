import { Failure } from '#contract/failure';
import type { Capability } from '#domain/server';
import type { Token, TokenRef } from '#domain/token';
import type { WriteTransport } from '#main/providers/http/http';
import type { SharedList } from './shared-list.ts';

/** What the write operations of a family share. */
export interface Writer<Session> {
  session: Session;
  writing: WriteTransport;
  /** Forgotten before each write, which makes it old. */
  list: SharedList;
}

/**
 * A server that answered "now" may have done so up to a second before the time that it names, told in whole seconds.
 */
const CLOCK_SLACK_MS = 2_000;

/** Nobody knows whether it happened: said, never tried again. */
export function unknownOutcome(what: Capability, found?: TokenRef): Failure {
  return new Failure({ kind: 'outcome-unknown', what, ...(found && { found: { store: found.store, id: found.id } }) });
}

/** Looks for what became of a lost write; a look that fails too, or that nobody waits for, finds nothing. */
export async function look<T>(signal: AbortSignal, find: () => Promise<T | undefined>): Promise<T | undefined> {
  return signal.aborted ? undefined : find().catch(() => undefined);
}

/** As `look`, but what finds nothing leaves the outcome unknown: the Failure says so. */
export async function lookAfter<T>(
  what: Capability,
  signal: AbortSignal,
  find: () => Promise<T | undefined>,
): Promise<T> {
  const found = await look(signal, find);
  if (found === undefined) throw unknownOutcome(what);
  return found;
}

/**
 * The newest of the tokens that look like a wanted one, if it is not older than the request (ms, by the server's
 * clock).
 */
export function madeSince(startedAt: number, alike: readonly Token[]): Token | undefined {
  return alike
    .filter(({ createdAt = 0 }) => createdAt >= startedAt - CLOCK_SLACK_MS)
    .sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))[0];
}
