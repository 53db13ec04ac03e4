import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortInSteps } from './sort-steps.ts';

function sorted<T>(work: Generator<void, T[]>): { list: T[]; steps: number } {
  for (let steps = 0; ; steps++) {
    const { done, value } = work.next();
    if (done) return { list: value, steps };
  }
}

test('sorted in steps is sorted as at once, stable in both directions, and without a key last', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(20), { nil: undefined }), { maxLength: 2000 }), fc.boolean(), (keys, up) => {
      const items = keys.map((key, place) => ({ key, place }));
      const sign = up ? 1 : -1;
      const expected = items.toSorted((a, b) =>
        a.key === undefined || b.key === undefined
          ? Number(a.key === undefined) - Number(b.key === undefined)
          : sign * (a.key - b.key),
      );
      const direction = up ? 'ascending' : 'descending';
      expect(sorted(sortInSteps(items, ({ key }) => key, direction)).list).toEqual(expected);
    }),
  );
});

test('a long list is sorted in many small steps', () => {
  const items = Array.from({ length: 20_000 }, (_, at) => (at * 7919) % 20_011);
  const { list, steps } = sorted(sortInSteps(items, (item) => item, 'ascending'));
  expect(list).toEqual(items.toSorted((a, b) => a - b));
  expect(steps).toBeGreaterThan(300);
});
