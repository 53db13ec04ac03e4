import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutOf, movedBy, placesIn, template, toShow, type Place, type Sight, unmoved } from './data-table.ts';

const sight = (top: number, height = 720): Sight => ({ top, height, rowHeight: 36, beyond: 6 });
const numbered = (total: number) => Array.from({ length: total }, (_, at) => `row ${at}`);
const places = (rows: readonly string[], at: Sight, before: readonly Place<string>[] = []) =>
  placesIn(rows, (row) => row, at, before);
const slots = (among: readonly Place<string>[]) => among.map(({ slot }) => slot);
const thousand = numbered(1000);

test('whatever is in sight is drawn in the order of reading, each row once, each slot once', () => {
  fc.assert(
    fc.property(
      fc.nat(2000),
      fc.nat(80_000),
      fc.integer({ min: 1, max: 3000 }),
      fc.nat(80_000),
      (total, top, height, earlier) => {
        const drawn = places(numbered(total), sight(top, height), places(thousand, sight(earlier)));
        const indexes = drawn.map(({ index }) => index);
        expect(indexes).toEqual([...new Set(indexes)].toSorted((a, b) => a - b));
        expect(new Set(slots(drawn)).size).toBe(drawn.length);
        for (let at = Math.floor(top / 36); at < Math.min(total, Math.ceil((top + height) / 36)); at++)
          expect(indexes).toContain(at);
        expect(drawn.length).toBeLessThanOrEqual(Math.ceil(height / 36) + 13);
        expect(drawn.every(({ row, index }) => row === `row ${index}`)).toBe(true);
      },
    ),
  );
});

test('while it is scrolled a row that stays in sight is the very same, at the same place of the document', () => {
  const before = places(thousand, sight(360));
  const after = unmoved(places(thousand, sight(396), before), before);

  expect(after.filter((place, at) => place !== before[at])).toEqual([{ row: 'row 37', index: 37, slot: 0 }]);
  expect(slots(after)).toEqual(slots(before));
});

test('a row that a search leaves in sight keeps its slot', () => {
  const before = places(thousand, sight(0));
  const after = places(
    thousand.filter((row) => row !== 'row 3'),
    sight(0),
    before,
  );

  expect(slots(after).slice(0, 4)).toEqual([0, 1, 2, 4]);
  expect(after.at(-1)).toEqual({ row: 'row 33', index: 32, slot: 3 });
});

test('an entry that is listed twice is drawn twice', () => {
  const before = places(['twin', 'twin'], sight(0));

  expect(new Set(slots(before)).size).toBe(2);
  expect(new Set(slots(places(['twin', 'twin', 'other'], sight(0), before))).size).toBe(3);
});

test('rows that come beside those before get slots of their own', () => {
  const before = places(['row 7'], sight(0));
  const after = unmoved(places(['row 6', 'row 7'], sight(0), before), before);

  expect(after.map(({ row }) => row)).toEqual(['row 7', 'row 6']);
  expect(new Set(slots(after)).size).toBe(2);
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

test('a table with marks has a column for them before all others, and is as much wider', () => {
  const columns = [{ id: 'a', title: 'A', min: 100 }];
  expect(layoutOf(columns, false)).toEqual({ template: '100px', minWidth: 120 });
  expect(layoutOf(columns, true)).toEqual({ template: '28px 100px', minWidth: 148 });
});

test('a row is scrolled to only when it is not in sight', () => {
  expect(toShow(3, 0, 360)).toBe(0);
  expect(toShow(10, 0, 360)).toBe(36);
  expect(toShow(2, 100, 360)).toBe(72);
});
