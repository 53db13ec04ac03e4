import { beforeEach, expect, test } from 'vitest';
import { markByClick, markByKey, type Marks } from './marks.ts';

const ROWS = ['a', 'b', 'c', 'd'];
const PLAIN = { ctrlKey: false, metaKey: false, shiftKey: false };
let marked: Set<string>;
let marks: Marks<string>;

beforeEach(() => {
  marked = new Set();
  marks = {
    get size() {
      return marked.size;
    },
    get shown() {
      return marked.size;
    },
    has: (row) => marked.has(row),
    set: (rows, on) => rows.forEach((row) => (on ? marked.add(row) : marked.delete(row))),
    clear: () => marked.clear(),
  };
});

test('Space marks the active row and takes its mark away', () => {
  expect(markByKey({ ...PLAIN, key: ' ' }, marks, ROWS, 1)).toBe(true);
  expect([...marked]).toEqual(['b']);
  markByKey({ ...PLAIN, key: ' ' }, marks, ROWS, 1);
  expect([...marked]).toEqual([]);
  expect(markByKey({ ...PLAIN, key: ' ' }, marks, ROWS, -1)).toBe(false);
});

test.each(['ctrlKey', 'metaKey'])('%s with A marks every row, Escape takes all marks away', (modifier) => {
  expect(markByKey({ ...PLAIN, key: 'a', [modifier]: true }, marks, ROWS, -1)).toBe(true);
  expect([...marked]).toEqual(ROWS);
  expect(markByKey({ ...PLAIN, key: 'Escape' }, marks, ROWS, -1)).toBe(true);
  expect([...marked]).toEqual([]);
});

test('a letter alone, and Escape without a mark, mean nothing here', () => {
  expect(markByKey({ ...PLAIN, key: 'a' }, marks, ROWS, 0)).toBe(false);
  expect(markByKey({ ...PLAIN, key: 'Escape' }, marks, ROWS, 0)).toBe(false);
});

const cell = document.createElement('div');
cell.dataset['mark'] = '';
const anywhere = { ...PLAIN, target: document.createElement('div') };
const inColumn = { ...PLAIN, target: cell };

test('a click marks nothing by itself; in the column of the marks, or with Ctrl, its own row', () => {
  markByClick(anywhere, marks, ROWS, { from: 0, to: 2 });
  expect([...marked]).toEqual([]);
  markByClick(inColumn, marks, ROWS, { from: 0, to: 2 });
  markByClick({ ...anywhere, ctrlKey: true }, marks, ROWS, { from: 0, to: 3 });
  expect([...marked]).toEqual(['c', 'd']);
  markByClick(inColumn, marks, ROWS, { from: 0, to: 2 });
  expect([...marked]).toEqual(['d']);
});

test('with Shift a click marks all rows between, in both directions', () => {
  markByClick({ ...anywhere, shiftKey: true }, marks, ROWS, { from: 3, to: 1 });
  expect([...marked]).toEqual(['b', 'c', 'd']);
});
