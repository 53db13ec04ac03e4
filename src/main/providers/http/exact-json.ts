import type { Answer } from './answer.ts';
import { jsonOf } from './json.ts';

/** Texts, which are left alone, and numbers. */
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Integers with more digits than a number of JavaScript surely holds. */
const LONG_INTEGER = /^-?\d{16,}$/;

/** As `jsonOf`, but integers of sixteen and more digits come as texts, with every digit. */
export function exactJsonOf(answer: Answer): unknown {
  jsonOf(answer);
  const text = answer.body.toString('utf8');
  return JSON.parse(text.replace(TEXT_OR_NUMBER, (part) => (LONG_INTEGER.test(part) ? `"${part}"` : part))) as unknown;
}
