import { z } from 'zod';
import { Failure, type FailureFacts } from '#contract/failure';
import { showText } from '#domain/show-text';
import type { Answer } from '#main/providers/http/answer';
import { bad, jsonOf } from '#main/providers/http/json';
import { waitAsked } from '#main/providers/http/retry';

const LONGEST_TEXT = 500;

/** The API writes a number; the vendor's own clients read other forms too (Chronograf, the MCP server). */
const ErrorBody = z.object({
  code: z.union([z.number(), z.string()]).optional(),
  message: z.string().optional(),
  error: z.string().optional(),
});
type ErrorBody = z.infer<typeof ErrorBody>;

/** What was asked for, for the words when it is refused: the right that it takes, and what is not there at a 404. */
export interface Asked {
  right: string;
  target: 'cluster' | 'token';
}

/** What the connection's token looks like, where that explains why it is refused. */
export type Seems = 'database' | 'over' | undefined;

/** The JSON of an answer that went well, in the shape asked for. */
export function parsed<S extends z.ZodType>(answer: Answer, json: unknown, shape: S): z.output<S> {
  const result = shape.safeParse(json);
  if (!result.success) throw bad(answer, 'shape');
  return result.data;
}

/** Is this an error of the management API: JSON with a number as its code? InfluxDB's other APIs write words there. */
export function isErrorBody(answer: Answer): boolean {
  return Number.isInteger(errorOf(answer)?.code);
}

/** The text of the server's error; '' when it gave none. */
export function messageOf(answer: Answer): string {
  const { message, error } = errorOf(answer) ?? {};
  return message ?? error ?? '';
}

/** What an answer of 300 and more means. */
export function refusal(answer: Answer, asked: Asked, seems: Seems): Failure {
  return new Failure(factsOfRefusal(answer, asked, seems));
}

function factsOfRefusal(answer: Answer, { right, target }: Asked, seems: Seems): FailureFacts {
  const { status, contentType, body } = answer;
  if (status < 400) return { kind: 'bad-response', status, contentType, reason: 'shape' };
  const message = showText(messageOf(answer), LONGEST_TEXT);
  if (status >= 500) return { kind: 'server-failed', status, message };
  if (body.length > 0 && !errorOf(answer)) return bad(answer, 'not-json').facts;
  if (status === 401 || (status === 403 && seems)) return { kind: 'bad-credential', ...(seems && { seems }) };
  if (status === 403) return { kind: 'missing-right', right };
  if (status === 404 && target === 'token') return { kind: 'gone', what: 'token' };
  if (status === 404) return { kind: 'invalid', field: 'address', reason: 'no-such-cluster' };
  return { kind: 'server-refused', status, message, ...waitAsked(answer) };
}

function errorOf(answer: Answer): ErrorBody | undefined {
  try {
    return ErrorBody.safeParse(jsonOf(answer)).data;
  } catch {
    return undefined;
  }
}
