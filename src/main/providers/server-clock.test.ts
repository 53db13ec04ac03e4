import { expect, test } from 'vitest';
import { ServerClock } from './server-clock.ts';

const NOON = Date.UTC(2026, 5, 17, 12);
const said = (date?: string) => ({ header: () => date });
const at = (ms: number) => new Date(ms).toUTCString();

/** What the clock tells while ours says half a second past noon. */
function timeAfter(...dates: (string | undefined)[]): number {
  const clock = new ServerClock({ now: () => NOON + 500 });
  for (const date of dates) clock.learn(said(date));
  return clock.now();
}

test('a server that has said nothing has our time', () => {
  expect(timeAfter()).toBe(NOON + 500);
  expect(timeAfter(undefined, 'soon')).toBe(NOON + 500);
});

test('a server that names the second that has begun has our time', () => {
  expect(timeAfter(at(NOON))).toBe(NOON + 500);
});

test.each([3_600_000, 1_000, -1_000, -3_600_000])('a clock that is %i ms off is followed', (off) => {
  expect(timeAfter(at(NOON + off))).toBe(NOON + off);
});

test('the last answer counts, and one without a time changes nothing', () => {
  expect(timeAfter(at(NOON + 60_000), at(NOON + 5_000), undefined)).toBe(NOON + 5_000);
});
