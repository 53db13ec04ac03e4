import { Failure } from '#contract/failure';
import type { Answer, WriteTransport, Written } from '#main/providers/http/http';
import type { Writer } from '#main/providers/lost-answer';
import { messageOf, refusal } from './refusal.ts';
import type { Session } from './session.ts';

/** What the write operations share. */
export type Influx2Writer = Writer<Session>;

type WriteCall = Parameters<WriteTransport['send']>[0];

/** Sends one write; the Failure that it throws means that nothing was changed. */
export function send({ writing, list }: Influx2Writer, call: WriteCall): Promise<Written> {
  list.forget();
  return writing.send(call);
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
