import { Failure } from '#contract/failure';
import type { Answer, Written } from '#main/providers/http/http';
import type { Path } from '#main/providers/http/path';
import type { Writer } from '#main/providers/lost-answer';
import type { Place } from './place.ts';
import { messageOf, type Asked } from './refusal.ts';
import type { Session } from './session.ts';

/** What the write operations share. */
export type ManagementWriter = Writer<Session>;

interface Write {
  method: 'POST' | 'PATCH' | 'DELETE';
  path: (place: Place) => Path;
  body?: unknown;
}

/** Sends one write; the Failure that it throws means that nothing was changed. */
export async function send(
  { session, writing, list }: ManagementWriter,
  write: Write,
  signal: AbortSignal,
): Promise<Written> {
  const place = await session.place(signal);
  list.forget();
  return writing.send({ ...write, path: write.path(place), scheme: 'Bearer', signal });
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
