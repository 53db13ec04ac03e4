import { z } from 'zod';
import { showText } from '#domain/show-text';
import { Failure, type FailureFacts } from '#contract/failure';
import type { Answer } from '#main/providers/http/answer';
import { bad, jsonOf } from '#main/providers/http/json';
import { waitAsked } from '#main/providers/http/retry';

const LONGEST_TEXT = 500;

const ErrorBody = z.object({ code: z.string().optional(), message: z.string() });

/** The JSON of an answer that went well, in the shape asked for; else the Failure that the answer means. */
export function read<S extends z.ZodType>(answer: Answer, shape: S): z.output<S> {
  if (answer.status >= 300) throw refusal(answer);
  const parsed = shape.safeParse(jsonOf(answer));
  if (!parsed.success) throw bad(answer, 'shape');
  return parsed.data;
}

/** The text of the server's error, safe to show; undefined when the body is not InfluxDB's `{code, message}`. */
export function messageOf(answer: Answer): string | undefined {
  try {
    const parsed = ErrorBody.safeParse(jsonOf(answer));
    return parsed.success ? parsed.data.message : undefined;
  } catch {
    return undefined;
  }
}

/** What an answer of 300 and more means. */
export function refusal(answer: Answer): Failure {
  return new Failure(factsOfRefusal(answer));
}

function factsOfRefusal(answer: Answer): FailureFacts {
  const { status, contentType } = answer;
  const message = messageOf(answer);
  if (message === undefined && status < 500 && answer.body.length > 0) return bad(answer, 'not-json').facts;
  const text = message ?? '';
  if (status === 401) return unauthorized(text, status);
  if (status === 403) return forbidden(text, status);
  if (status === 404) return notFound(text, status);
  if (status >= 500) return { kind: 'server-failed', status, message: shown(text) };
  if (status >= 400) return { kind: 'server-refused', status, message: shown(text), ...waitAsked(answer) };
  return { kind: 'bad-response', status, contentType, reason: 'shape' };
}

/** 401 has many meanings here: who are you, you are switched off, and you may not. */
function unauthorized(text: string, status: number): FailureFacts {
  if (text === 'unauthorized access' || text === 'session has expired') return { kind: 'bad-credential' };
  if (text === 'token is inactive') return { kind: 'token-inactive' };
  if (text.includes('requires operator permissions')) return { kind: 'missing-right', right: 'operator' };
  const right = /^(\S+) is unauthorized$/.exec(text)?.[1];
  if (right) return { kind: 'missing-right', right: rightOf(right) };
  return { kind: 'server-refused', status, message: shown(text) };
}

function forbidden(text: string, status: number): FailureFacts {
  if (text === 'User is inactive') return { kind: 'owner-inactive' };
  const grant = /^permission (\S+) is not allowed/.exec(text)?.[1];
  if (grant) return { kind: 'may-not-grant', grant: rightOf(grant) };
  return { kind: 'server-refused', status, message: shown(text) };
}

function notFound(text: string, status: number): FailureFacts {
  if (text === 'authorization not found') return { kind: 'gone', what: 'token' };
  if (text === 'user not found') return { kind: 'gone', what: 'user' };
  if (/^organization (not found|name )/.test(text)) return { kind: 'gone', what: 'organization' };
  if (text.startsWith('bucket')) return { kind: 'gone', what: 'bucket' };
  return { kind: 'server-refused', status, message: shown(text) };
}

/** Servers 2.0.0 to 2.0.8 on Windows separate with backslashes. */
function rightOf(text: string): string {
  return shown(text.replaceAll('\\', '/'));
}

/** Text of a server as it may be shown: short, and with what cannot be seen made visible. */
function shown(text: string): string {
  return showText(text, LONGEST_TEXT);
}
