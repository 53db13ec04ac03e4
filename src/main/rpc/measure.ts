import { Failure } from '#contract/failure';
import { MOST_SAVED } from '#contract/shapes';

/** How much one message may hold, in bytes, and how deep it may be. */
export const MAX_BYTES = 5_000_000;
export const MAX_DEPTH = 64;

/** How much the one long text of a method may hold that takes one: a hundred million characters, in bytes of UTF-16. */
export const MAX_LONG_BYTES = 2 * MOST_SAVED;

/** What every value takes beside its text, in bytes. */
const OVERHEAD = 8;

/**
 * Failure 'too-large' when a message is larger or deeper than allowed. The text in its field `longText` may be as long
 * as a file. SECURITY: one text alone, which costs no time to measure; all beside it fits into a usual message.
 */
export function mustFit(message: unknown, longText?: string): void {
  const long = longText === undefined ? 0 : bytesOfText(message, longText);
  if (long > MAX_LONG_BYTES) throw new Failure({ kind: 'too-large', limit: MAX_LONG_BYTES });
  const most = MAX_BYTES + long;
  if (sizeOf(message, most, 0) > most) throw new Failure({ kind: 'too-large', limit: MAX_BYTES });
}

function bytesOfText(message: unknown, field: string): number {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, field)) return 0;
  const text = (message as Record<string, unknown>)[field];
  return typeof text === 'string' ? text.length * 2 : 0;
}

/**
 * A list as parts that each fit into a message, in their order. Failure 'too-large' when one of its rows does not fit,
 * or what is no list.
 */
export function parts(value: unknown): unknown[] {
  if (sizeOf(value, MAX_BYTES, 0, new Set()) <= MAX_BYTES) return [value];
  if (!Array.isArray(value) || value.length < 2) throw new Failure({ kind: 'too-large', limit: MAX_BYTES });
  const middle = Math.ceil(value.length / 2);
  return [...parts(value.slice(0, middle)), ...parts(value.slice(middle))];
}

/**
 * The bytes of a plain value with its texts in UTF-16, or Infinity as soon as it is deeper than allowed or larger than
 * what is `left`. It visits every part of every list row, so it makes nothing on its way. With `seen`, a list that
 * stands in several places travels once and counts once; SECURITY: only for what main made, since a page's could hold
 * itself.
 */
function sizeOf(value: unknown, left: number, depth: number, seen?: Set<unknown>): number {
  if (depth > MAX_DEPTH) return Infinity;
  if (typeof value === 'string') return OVERHEAD + value.length * 2;
  if (typeof value !== 'object' || value === null) return OVERHEAD;
  // Bytes are no part of any message, and a view of them has as many keys.
  if (ArrayBuffer.isView(value)) return Infinity;
  let size = OVERHEAD;
  if (Array.isArray(value)) {
    if (seen?.has(value)) return OVERHEAD;
    seen?.add(value);
    for (const part of value) {
      size += sizeOf(part, left - size, depth + 1, seen);
      if (size > left) return Infinity;
    }
    return size;
  }
  for (const key of Object.keys(value)) {
    size += key.length + sizeOf((value as Record<string, unknown>)[key], left - size, depth + 1, seen);
    if (size > left) return Infinity;
  }
  return size;
}
