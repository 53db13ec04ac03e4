import { Failure } from '#contract/failure';
import type { Capability } from '#domain/server';
import type { Answer, WriteTransport, Written } from '#main/providers/http/http';
import { messageOf, refusal } from './refusal.ts';
import type { Session } from './session.ts';
import type { SharedList } from '#main/providers/shared-list';

/** What the write operations share. */
export interface Writer {
  session: Session;
  writing: WriteTransport;
  /** Forgotten before each write, which makes it old. */
  list: SharedList;
}

type WriteCall = Parameters<WriteTransport['send']>[0];

/** Sends one write; the Failure that it throws means that nothing was changed. */
export function send({ writing, list }: Writer, call: WriteCall): Promise<Written> {
  list.forget();
  return writing.send(call);
}

/** Nobody knows whether it happened: said, never tried again. */
export function unknownOutcome(what: Capability, found?: { store: 'api' | 'v1'; id: string }): Failure {
  return new Failure({ kind: 'outcome-unknown', what, ...(found && { found }) });
}

/** Looks for what became of a lost write; a look that fails too leaves it unknown. */
export async function lookAfter<T>(
  what: Capability,
  signal: AbortSignal,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const found = signal.aborted ? undefined : await look().catch(() => undefined);
  if (found === undefined) throw unknownOutcome(what);
  return found;
}

/** A rule: which field of the form the server means, told by its words. */
export type FieldRule = readonly [words: RegExp, field: string];

/** What a refused write means; what the server says of one field lands on that field. */
export function refusalOnField(answer: Answer, rules: readonly FieldRule[]): Failure {
  const failure = refusal(answer);
  const { facts } = failure;
  if (facts.kind !== 'server-refused' && facts.kind !== 'server-failed') return failure;
  const message = messageOf(answer) ?? '';
  const field = rules.find(([words]) => words.test(message))?.[1];
  return field === undefined
    ? failure
    : new Failure({ kind: 'server-refused', status: facts.status, message: facts.message, field });
}
