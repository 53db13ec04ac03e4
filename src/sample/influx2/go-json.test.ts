import { expect, test } from 'vitest';
import { goCompact, goIndented, goString } from './go-json.ts';
import { goDuration, rfc3339 } from './time.ts';

test.each([
  ['plain', '"plain"'],
  ['<a> & b', String.raw`"\u003ca\u003e \u0026 b"`],
  ['"quoted" \\ back', String.raw`"\"quoted\" \\ back"`],
  ['two\nlines\ttab', String.raw`"two\nlines\ttab"`],
  ['\u2028\u2029', String.raw`"\u2028\u2029"`],
  ['телеметрия 🌡️', '"телеметрия 🌡️"'],
])('%j is written as Go writes it', (text, expected) => {
  expect(goString(text)).toBe(expected);
});

test('objects are indented with tabs, empty ones stay on their line, absent members are left out', () => {
  expect(goIndented({ a: 1, b: { c: [], d: {} }, e: [true, null], f: undefined })).toBe(
    '{\n\t"a": 1,\n\t"b": {\n\t\t"c": [],\n\t\t"d": {}\n\t},\n\t"e": [\n\t\ttrue,\n\t\tnull\n\t]\n}',
  );
  expect(goCompact({ a: 1, b: ['<'], c: undefined })).toBe(String.raw`{"a":1,"b":["\u003c"]}`);
});

test.each([
  [{ ms: Date.UTC(2026, 0, 2, 3, 4, 5, 120), nanos: 0 }, '2026-01-02T03:04:05.12Z'],
  [{ ms: Date.UTC(2026, 0, 2, 3, 4, 5, 0), nanos: 0 }, '2026-01-02T03:04:05Z'],
  [{ ms: Date.UTC(2026, 0, 2, 3, 4, 5, 1), nanos: 20 }, '2026-01-02T03:04:05.00100002Z'],
])('a moment has as many digits as it needs', (moment, expected) => {
  expect(rfc3339(moment)).toBe(expected);
});

test.each([
  [43.9, '43.9ms'],
  [1500, '1.5s'],
  [61_000, '1m1s'],
  [3_723_500, '1h2m3.5s'],
])('%d milliseconds are a Go duration', (ms, expected) => {
  expect(goDuration(ms)).toBe(expected);
});
