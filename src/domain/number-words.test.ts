import { expect, test } from 'vitest';
import { grouped } from './number-words.ts';

test.each([
  [0, '0'],
  [7, '7'],
  [999, '999'],
  [1000, '1,000'],
  [1_234_567, '1,234,567'],
  [-12, '-12'],
])('%f is read as %s', (count, text) => {
  expect(grouped(count)).toBe(text);
});
