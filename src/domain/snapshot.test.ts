import { expect, test } from 'vitest';
import { snapshotAt, withoutThinned } from './snapshot.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 5, 1, 12);

const readAt = (...ages: number[]) => ages.map((age) => ({ readAt: NOW - age }));
const agesOf = (kept: readonly { readAt: number }[]) => kept.map((each) => NOW - each.readAt);

test('all snapshots of the last week are kept', () => {
  const all = readAt(6 * DAY, 6 * DAY - 1, DAY, 1, 0);
  expect(withoutThinned(all, NOW)).toEqual(all);
});

test('of older days the last snapshot of each is kept, of older weeks the last of each', () => {
  const days = readAt(20 * DAY + 2 * HOUR, 20 * DAY + HOUR, 20 * DAY, 19 * DAY);
  expect(agesOf(withoutThinned([...days, ...readAt(0)], NOW))).toEqual([20 * DAY, 19 * DAY, 0]);
  const monday = NOW - Date.UTC(2025, 10, 3, 8);
  const weeks = readAt(monday, monday - DAY, monday - 6 * DAY, monday - 7 * DAY);
  expect(agesOf(withoutThinned([...weeks, ...readAt(0)], NOW))).toEqual([monday - 6 * DAY, monday - 7 * DAY, 0]);
});

test('the newest snapshot is kept, however old it is', () => {
  const all = readAt(900 * DAY, 900 * DAY - HOUR);
  expect(agesOf(withoutThinned(all, NOW))).toEqual([900 * DAY - HOUR]);
});

test('how a server was at a moment is what was read last by then', () => {
  const all = [{ firstAt: 10 }, { firstAt: 30 }, { firstAt: 20 }];
  expect(snapshotAt(all, 25)).toEqual({ firstAt: 20 });
  expect(snapshotAt(all, 5)).toEqual({ firstAt: 10 });
  expect(snapshotAt([], 5)).toBeUndefined();
});
