import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ago, agoLong, dateTime, duration, exactTime } from './time-words.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test.each([
  [0, 'now', 'just now'],
  [59_999, 'now', 'just now'],
  [MINUTE, '1 min', '1 minute ago'],
  [5 * HOUR, '5 h', '5 hours ago'],
  [DAY - 1, '23 h', '23 hours ago'],
  [2 * DAY, '2 d', '2 days ago'],
  [211 * DAY, '211 d', '211 days ago'],
  [366 * DAY, '1 y', '1 year ago'],
  [3 * 366 * DAY, '3 y', '3 years ago'],
  [-20_000, 'now', 'just now'],
  [-3 * DAY, 'in 3 d', 'in 3 days'],
])('%d ms ago is %s, %s', (distance, short, long) => {
  expect(ago(NOW - distance, NOW)).toBe(short);
  expect(agoLong(NOW - distance, NOW)).toBe(long);
});

test.each([undefined, Number.NaN, Number.POSITIVE_INFINITY])('N5 %s is an unknown time', (ms) => {
  expect([ago(ms, NOW), agoLong(ms, NOW), exactTime(ms), dateTime(ms)]).toEqual([
    'unknown',
    'unknown',
    'unknown',
    'unknown',
  ]);
});

test('N5 any number, zero and far off too, becomes a text', () => {
  fc.assert(
    fc.property(fc.double(), fc.double(), (ms, now) => {
      for (const words of [ago(ms, now), agoLong(ms, now), exactTime(ms), dateTime(ms), duration(ms)]) {
        expect(words).toMatch(/^\S.*\S$/u);
        expect(words).not.toMatch(/NaN|Infinity|Invalid|undefined/u);
        expect(words.length).toBeLessThan(60);
      }
    }),
  );
});

test('N5 a moment when clocks go back is one moment', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  onTestFinished(() => void vi.unstubAllEnvs());
  const first = Date.UTC(2026, 9, 25, 0, 30);
  expect(dateTime(first)).toBe('25 Oct 2026, 02:30');
  expect(dateTime(first + HOUR)).toBe('25 Oct 2026, 02:30');
  expect(dateTime(first + 9 * HOUR)).toBe('25 Oct 2026, 10:30');
  expect(ago(first, first + HOUR)).toBe('1 h');
});

test.each([
  [0, 'infinite'],
  [30, '30 s'],
  [3600, '1 h'],
  [5400, '1 h 30 min'],
  [2_592_000, '30 d'],
  [90_000, '1 d 1 h'],
  [31_536_000, '365 d'],
  [-1, 'unknown'],
])('a retention of %d seconds is %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test('a moment is exact in ISO 8601', () => {
  expect(exactTime(Date.UTC(2026, 2, 12, 14, 2))).toBe('2026-03-12T14:02:00.000Z');
});
