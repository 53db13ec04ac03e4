import type { z } from 'zod';
import { Failure, type FailureFacts } from '#contract/failure';
import { showText } from '#domain/show-text';
import type { Answer } from '#main/providers/http/answer';
import { bad, isHtml, jsonOf } from '#main/providers/http/json';
import { waitAsked } from '#main/providers/http/retry';
import { textOf } from './body.ts';

const LONGEST_TEXT = 500;

/** The text of 404 for what is not there at all: another edition, an older version, a wrong path. */
export const NO_SUCH_PATH = 'Not found';
/** The text of 405 on every path of tokens of a server that asks nobody for one. */
export const WITHOUT_AUTH = 'endpoint disabled, started without auth';

/** The JSON of an answer that went well, in the shape asked for; else the Failure that the answer means. */
export function read<S extends z.ZodType>(answer: Answer, shape: S): z.output<S> {
  if (answer.status >= 300) throw refusal(answer);
  const parsed = shape.safeParse(jsonOf(answer));
  if (!parsed.success) throw bad(answer, 'shape');
  return parsed.data;
}

/** What an answer of 300 and more means. */
export function refusal(answer: Answer): Failure {
  return isHtml(answer) ? bad(answer, 'html') : new Failure(factsOfRefusal(answer));
}

function factsOfRefusal(answer: Answer): FailureFacts {
  const { status } = answer;
  const text = textOf(answer);
  if (status === 401 || /^Authorization header was malformed/.test(text)) return { kind: 'bad-credential' };
  if (status === 403) return { kind: 'missing-right', right: 'admin' };
  if (status === 404) return notFound(text);
  if (status === 405) return notAllowed(text);
  const field = fieldOf(text);
  if (field !== undefined) return { kind: 'server-refused', status, message: shown(text), field };
  if (text === 'missing admin token, cannot update') return { kind: 'not-able', what: 'regenerateMissing' };
  if (status >= 500) return { kind: 'server-failed', status, message: shown(text) };
  return { kind: 'server-refused', status, message: shown(text), ...waitAsked(answer) };
}

function notFound(text: string): FailureFacts {
  if (text.startsWith('the requested resource was not found')) return { kind: 'gone', what: 'token' };
  if (text.startsWith('query error: database not found')) return { kind: 'gone', what: 'database' };
  return { kind: 'server-refused', status: 404, message: shown(text) };
}

/** 405 has three meanings here, and none of them is another method. */
function notAllowed(text: string): FailureFacts {
  if (text === WITHOUT_AUTH) return { kind: 'not-able', what: 'tokensWithoutAuth' };
  if (text === 'cannot delete operator token') return { kind: 'not-able', what: 'deleteOperator' };
  // The server's own spelling; said by nodes of a cluster that only take writes in.
  if (text.startsWith('invokded a method that is not implemented')) return { kind: 'not-able', what: 'queryHere' };
  return { kind: 'server-refused', status: 405, message: shown(text) };
}

/**
 * Which field of the form the server means; permissions that it cannot read are an error of its own to some versions.
 */
function fieldOf(text: string): string | undefined {
  if (/^token name already exists|`token_name`/.test(text)) return 'description';
  if (text.startsWith('cannot parse token permission')) return 'grants';
  return /expected u64/.test(text) ? 'expiry' : undefined;
}

/** Text of a server as it may be shown: short, and with what cannot be seen made visible. */
function shown(text: string): string {
  return showText(text, LONGEST_TEXT);
}
