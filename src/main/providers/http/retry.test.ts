import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import { FakeClock, settled } from '#test/clock';
import { askedWait, jitter, retrying, waitAsked, type Attempt } from './retry.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const never = () => new AbortController().signal;
const reset = new Failure({ kind: 'unreachable', host: 'h', cause: 'reset' });

test.each([
  ['0', 0],
  ['7', 7_000],
  ['120', 60_000],
  ['999999999999', 60_000],
  ['Fri, 02 Jan 2026 03:04:35 GMT', 30_000],
  ['Fri, 02 Jan 2026 03:00:00 GMT', 0],
  ['Fri, 02 Jan 2099 03:00:00 GMT', 60_000],
  ['-1', undefined],
  ['1e9', undefined],
  ['1e99', undefined],
  ['abc', undefined],
  ['', undefined],
  ['9999999999999999', undefined],
  [undefined, undefined],
])('G5 Retry-After %s asks for %s ms', (header, expected) => {
  expect(askedWait(header, NOW)).toBe(expected);
});

test('G5 no Retry-After, however odd, asks for less than nothing or more than a minute', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.double().map(String),
        fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
      ),
      (header) => {
        const wait = askedWait(header, NOW);
        expect(wait === undefined || (wait >= 0 && wait <= 60_000)).toBe(true);
      },
    ),
  );
});

test('G5 jitter lies anywhere between nothing and a cap of thirty seconds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, random) => {
        const wait = jitter(attempt, () => random);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(30_000);
      },
    ),
  );
  expect(jitter(1, () => 0)).toBe(0);
  expect(jitter(20, () => 0.999999)).toBeGreaterThan(29_000);
});

/** Attempts that end as listed, the last again and again. */
function attempts<T>(...ends: Attempt<T>[]) {
  let made = 0;
  const attempt = () => Promise.resolve(ends[Math.min(made++, ends.length - 1)]!);
  return { attempt, made: () => made };
}

test('G5 a read that fails for a moment is tried three times and not more', async () => {
  const clock = new FakeClock();
  const { attempt, made } = attempts({ result: { failure: reset } });
  const outcome = retrying(attempt, never(), clock, () => 0.5).catch((error: unknown) => error);
  await settled();
  await clock.pass(10_000);
  expect(await outcome).toBe(reset);
  expect(made()).toBe(3);
});

test('G5 a server that asks to wait is asked again after that time and not before', async () => {
  const clock = new FakeClock();
  const { attempt, made } = attempts<string>(
    { result: { value: 'busy' }, status: 429, retryAfter: '5' },
    { result: { value: 'done' }, status: 200 },
  );
  const outcome = retrying(attempt, never(), clock, () => 0);
  await settled();
  await clock.pass(4_999);
  expect(made()).toBe(1);
  await clock.pass(1);
  await expect(outcome).resolves.toBe('done');
});

test.each<Failure['facts']>([
  { kind: 'unreachable', host: 'h', cause: 'refused' },
  { kind: 'unreachable', host: 'h', cause: 'dns' },
  { kind: 'timeout', host: 'h', phase: 'headers' },
  { kind: 'tls', host: 'h', cause: 'expired' },
  { kind: 'bad-credential' },
  { kind: 'cancelled' },
])('what will be the same a moment later is not tried again: $kind $cause', async (facts) => {
  const { attempt, made } = attempts({ result: { failure: new Failure(facts) } });
  await expect(retrying(attempt, never(), new FakeClock(), () => 0)).rejects.toMatchObject({ facts });
  expect(made()).toBe(1);
});

test('G7 a cancel ends the wait for the next attempt', async () => {
  const controller = new AbortController();
  const { attempt, made } = attempts({ result: { failure: reset } });
  const outcome = retrying(attempt, controller.signal, new FakeClock(), () => 0.5);
  await settled();
  controller.abort();
  await expect(outcome).rejects.toMatchObject({ facts: { kind: 'cancelled' } });
  expect(made()).toBe(1);
});

test.each([
  [429, { 'retry-after': '7' }, { waitMs: 7_000 }],
  [429, { 'retry-after': 'Fri, 02 Jan 2026 03:04:35 GMT', date: 'Fri, 02 Jan 2026 03:04:30 GMT' }, { waitMs: 5_000 }],
  [429, { 'retry-after': 'Fri, 02 Jan 2026 03:04:35 GMT' }, {}],
  [429, {}, {}],
  [422, { 'retry-after': '7' }, {}],
])('a write that was answered %s with %o says how long to wait', (status, headers, expected) => {
  const table: Record<string, string> = headers;
  expect(waitAsked({ status, header: (name) => table[name] })).toEqual(expected);
});
