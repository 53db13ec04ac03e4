import fc from 'fast-check';
import { expect, test } from 'vitest';
import { movedBy, template, windowOf } from './data-table.ts';

test('whatever is in sight is drawn, each row once, each slot once', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.nat(4_000_000), fc.integer({ min: 1, max: 3000 }), (total, top, height) => {
      const drawn = windowOf(total, top, height, 36, 6);
      const indexes = new Set(drawn.map(({ index }) => index));
      expect(indexes.size).toBe(drawn.length);
      expect(new Set(drawn.map(({ slot }) => slot)).size).toBe(drawn.length);
      for (let at = Math.floor(top / 36); at < Math.min(total, Math.ceil((top + height) / 36)); at++)
        expect(indexes).toContain(at);
      expect(drawn.length).toBeLessThanOrEqual(Math.ceil(height / 36) + 13);
    }),
  );
});

test('a row keeps its slot while it is in sight', () => {
  const before = windowOf(1000, 360, 720, 36, 6);
  const after = windowOf(1000, 396, 720, 36, 6);

  const slots = new Map(before.map(({ index, slot }) => [index, slot]));
  const kept = after.filter(({ index }) => slots.has(index));
  expect(kept.length).toBe(after.length - 1);
  expect(kept.every(({ index, slot }) => slots.get(index) === slot)).toBe(true);
});

test.each([
  ['ArrowDown', 4, 5],
  ['ArrowUp', 0, 0],
  ['PageDown', 95, 99],
  ['PageUp', 4, 0],
  ['Home', 50, 0],
  ['End', 50, 99],
  ['ArrowDown', -1, 0],
  ['x', 4, undefined],
])('%s moves from row %i to %s', (key, from, to) => {
  expect(movedBy(key, from, 100, 10)).toBe(to);
});

test('a width that a person set counts, others share what is left', () => {
  const columns = [
    { id: 'a', title: 'A', min: 100, grow: 2 },
    { id: 'b', title: 'B', min: 100, grow: 1, width: 240 },
    { id: 'c', title: 'C', min: 70 },
  ];

  expect(template(columns)).toBe('minmax(100px, 2fr) 240px 70px');
});
