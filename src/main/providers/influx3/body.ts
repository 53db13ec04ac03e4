import { z } from 'zod';
import type { Answer } from '#main/providers/http/answer';
import { jsonOf } from '#main/providers/http/json';

const ErrorBody = z.union([
  z.object({ error: z.string() }).transform(({ error }) => error),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

/**
 * What a server says in words. InfluxDB 3 answers most errors as plain text without a Content-Type, some as JSON; 401
 * and 403 had no body before 3.8.
 */
export function textOf(answer: Answer): string {
  const text = answer.body.toString('utf8').trim();
  if (!text.startsWith('{')) return text;
  try {
    return ErrorBody.safeParse(jsonOf(answer)).data ?? text;
  } catch {
    return text;
  }
}
