import { Failure } from '#contract/failure';
import type { Capability } from '#domain/server';
import type { TokenRef } from '#domain/token';
import type { Answer, WriteTransport, Written } from '#main/providers/http/http';
import type { Path } from '#main/providers/http/path';
import type { SharedList } from '#main/providers/shared-list';
import type { Place } from './place.ts';
import { messageOf, type Asked } from './refusal.ts';
import type { Session } from './session.ts';

/** What the write operations share. */
export interface Writer {
  session: Session;
  writing: WriteTransport;
  /** Forgotten before each write, which makes it old. */
  list: SharedList;
}

interface Write {
  method: 'POST' | 'PATCH' | 'DELETE';
  path: (place: Place) => Path;
  body?: unknown;
}

/** Sends one write; the Failure that it throws means that nothing was changed. */
export async function send({ session, writing, list }: Writer, write: Write, signal: AbortSignal): Promise<Written> {
  const place = await session.place(signal);
  list.forget();
  return writing.send({ ...write, path: write.path(place), scheme: 'Bearer', signal });
}

/** Nobody knows whether it happened: said, never tried again. */
export function unknownOutcome(what: Capability, found?: TokenRef): Failure {
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

/** Which field of the form the server means, told by its words. */
const FIELD_RULES: readonly (readonly [words: RegExp, field: string])[] = [
  [/expir/i, 'expiresAt'],
  [/permission|\baction\b|\bresource\b|database/i, 'grants'],
  [/description/i, 'description'],
];

/** What a refused write means; what the server says of one field lands on that field. */
export async function refusalOnField(session: Session, answer: Answer, asked: Asked): Promise<Failure> {
  const failure = await session.refusal(answer, asked);
  const { facts } = failure;
  if (facts.kind !== 'server-refused') return failure;
  const message = messageOf(answer);
  const field = FIELD_RULES.find(([words]) => words.test(message))?.[1];
  return field === undefined ? failure : new Failure({ ...facts, field });
}
