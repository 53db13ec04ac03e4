import { expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import { MAX_BYTES, MAX_DEPTH, MAX_LONG_BYTES, mustFit, parts } from './measure.ts';

function fits(message: unknown, longText?: string): boolean {
  try {
    mustFit(message, longText);
    return true;
  } catch (thrown) {
    if (thrown instanceof Failure) return false;
    throw thrown;
  }
}

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let n = 0; n < depth; n++) value = [value];
  return value;
}

test('B9 a message may be 64 levels deep, not 65', () => {
  expect(fits(nested(MAX_DEPTH))).toBe(true);
  expect(fits(nested(MAX_DEPTH + 1))).toBe(false);
  expect(fits(nested(100_000))).toBe(false);
});

test('B9 a message may not hold more than 5 MB, in one text or in many parts', () => {
  expect(fits('x'.repeat(MAX_BYTES / 4))).toBe(true);
  expect(fits('x'.repeat(MAX_BYTES))).toBe(false);
  expect(fits(Array(MAX_BYTES / 8).fill(0))).toBe(false);
  expect(fits(Object.fromEntries(Array.from({ length: 300_000 }, (_, n) => [`key ${n}`, n])))).toBe(false);
});

test('B9 a message that holds itself is refused, not followed for ever', () => {
  const round: { self?: unknown; both?: unknown } = {};
  round.self = round;
  round.both = round;
  expect(fits(round)).toBe(false);
});

test('B9 a list that is too large travels in parts that each fit, nothing lost and in order', () => {
  const list = Array.from({ length: 1000 }, (_, n) => ({ n, text: 'x'.repeat(8000) }));
  const sent = parts(list);
  expect(sent.length).toBeGreaterThan(1);
  expect(sent.every((part) => fits(part))).toBe(true);
  expect(sent.flat()).toEqual(list);
});

test('B9 a row that is too large alone is refused', () => {
  expect(() => parts([{ text: 'x' }, { text: 'x'.repeat(MAX_BYTES) }])).toThrow(Failure);
});

test('B9 bytes are no message, and are refused without being counted', () => {
  expect(fits({ bytes: new Uint8Array(100_000_000) })).toBe(false);
});

test('rows that share a list are measured with it once, and a list that holds itself is still refused', () => {
  const grants = Array.from({ length: 1000 }, () => ({ action: 'read', type: 'buckets' }));
  const rows = Array.from({ length: 1000 }, () => ({ grants }));

  expect(parts(rows)).toEqual([rows]);
  expect(parts(structuredClone(rows).map((row) => ({ grants: [...row.grants] }))).length).toBeGreaterThan(1);
  const round: unknown[] = [];
  round.push(round);
  expect(fits(round)).toBe(false);
});

test('B9 one named text may be as long as a file, and nothing beside it is measured less strictly', () => {
  const text = 'x'.repeat(MAX_LONG_BYTES / 2);
  expect(fits({ name: 'a', text }, 'text')).toBe(true);
  expect(fits({ name: 'a', text })).toBe(false);
  expect(fits({ name: 'a', text: `${text}x` }, 'text')).toBe(false);
  expect(fits({ name: 'x'.repeat(MAX_BYTES), text }, 'text')).toBe(false);
  expect(fits({ text: nested(MAX_DEPTH + 1) }, 'text')).toBe(false);
  expect(fits({ text: Array(MAX_BYTES / 8).fill(0) }, 'text')).toBe(false);
  expect(fits({ text, more: Array(MAX_BYTES / 8).fill(0) }, 'text')).toBe(false);
  expect(fits({ inside: { text } }, 'text')).toBe(false);
});
