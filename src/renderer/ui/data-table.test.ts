import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstSlot, movedBy, placesIn, template, type Sight } from './data-table.ts';

const sight = (top: number, more: Partial<Sight> = {}): Sight => ({
  total: 1000,
  top,
  height: 720,
  rowHeight: 36,
  beyond: 6,
  ...more,
});

test('whatever is in sight is drawn, each row once, each slot once', () => {
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.nat(4_000_000),
      fc.integer({ min: 1, max: 3000 }),
      fc.nat(20),
      (total, top, height, begin) => {
        const drawn = placesIn(sight(top, { total, height }), begin, []);
        const indexes = new Set(drawn.map(({ index }) => index));
        expect(indexes.size).toBe(drawn.length);
        expect(new Set(drawn.map(({ slot }) => slot)).size).toBe(drawn.length);
        for (let at = Math.floor(top / 36); at < Math.min(total, Math.ceil((top + height) / 36)); at++)
          expect(indexes).toContain(at);
        expect(drawn.length).toBeLessThanOrEqual(Math.ceil(height / 36) + 13);
      },
    ),
  );
});

test('a row that stays in sight is the very same, at the same place of the document', () => {
  const before = placesIn(sight(360), 0, []);
  const after = placesIn(sight(396), 0, before);

  const changed = after.filter((place, at) => place !== before[at]);
  expect(changed).toHaveLength(1);
  expect(after.map(({ slot }) => slot)).toEqual(before.map(({ slot }) => slot));
});

test('a document that begins with the first slot holds the rows in the order of reading', () => {
  const at = sight(3600);

  const indexes = placesIn(at, firstSlot(at), []).map(({ index }) => index);

  expect(indexes).toEqual(indexes.toSorted((a, b) => a - b));
  expect(indexes[0]).toBe(94);
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
