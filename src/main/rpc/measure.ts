import { Failure } from '#contract/failure';

/** How much one message may hold, in bytes, and how deep it may be. */
export const MAX_BYTES = 5_000_000;
export const MAX_DEPTH = 64;

/** What every value takes beside its text, in bytes. */
const OVERHEAD = 8;

/** Failure 'too-large' when a message is larger or deeper than allowed. */
export function mustFit(message: unknown): void {
  if (sizeOf(message, MAX_BYTES, 0) > MAX_BYTES) throw new Failure({ kind: 'too-large', limit: MAX_BYTES });
}

/** A list as parts that each fit into a message, in their order. What is no list, or cannot be parted, is one part. */
export function parts(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length < 2 || sizeOf(value, MAX_BYTES, 0) <= MAX_BYTES) return [value];
  const middle = Math.ceil(value.length / 2);
  return [...parts(value.slice(0, middle)), ...parts(value.slice(middle))];
}

/**
 * The bytes of a plain value with its texts in UTF-16, or Infinity as soon as it is deeper than allowed or larger than
 * what is `left`. It visits every part of every list row, so it makes nothing on its way.
 */
function sizeOf(value: unknown, left: number, depth: number): number {
  if (depth > MAX_DEPTH) return Infinity;
  if (typeof value === 'string') return OVERHEAD + value.length * 2;
  if (typeof value !== 'object' || value === null) return OVERHEAD;
  let size = OVERHEAD;
  if (Array.isArray(value)) {
    for (const part of value) {
      size += sizeOf(part, left - size, depth + 1);
      if (size > left) return Infinity;
    }
    return size;
  }
  for (const [key, part] of Object.entries(value)) {
    size += key.length + sizeOf(part, left - size, depth + 1);
    if (size > left) return Infinity;
  }
  return size;
}
