import { expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import { FakeClock } from '#test/clock';
import { Limits, MAX_IN_FLIGHT } from './limits.ts';

test('B8 no more than 32 calls are under way at once', async () => {
  const limits = new Limits(new FakeClock());
  let release = () => {};
  const waiting = new Promise<void>((resolve) => (release = resolve));
  const held = Array.from({ length: MAX_IN_FLIGHT }, (_, n) => limits.during(`m${n}`, () => waiting));
  await expect(limits.during('one more', () => waiting)).rejects.toMatchObject({ facts: { kind: 'too-many-calls' } });
  release();
  await Promise.all(held);
  await expect(limits.during('now', async () => 1)).resolves.toBe(1);
});

test('B8 a method that is called in a loop is refused, others are not, and time heals it', async () => {
  const clock = new FakeClock();
  const limits = new Limits(clock);
  const outcomes: string[] = [];
  for (let n = 0; n < 200; n++)
    outcomes.push(
      await limits
        .during('tokens.get', async () => 'ok')
        .catch((thrown: unknown) => (thrown instanceof Failure ? thrown.facts.kind : 'other')),
    );
  expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(60);
  expect(outcomes.at(-1)).toBe('too-many-calls');
  await expect(limits.during('notes.list', async () => 'ok')).resolves.toBe('ok');
  await clock.pass(1000);
  await expect(limits.during('tokens.get', async () => 'ok')).resolves.toBe('ok');
});

test('a call that fails gives its place back', async () => {
  const limits = new Limits(new FakeClock());
  for (let n = 0; n < 100; n++) await limits.during(`m${n}`, () => Promise.reject(new Error('x'))).catch(() => {});
  await expect(limits.during('last', async () => 1)).resolves.toBe(1);
});
