import { expect, test } from 'vitest';
import { aToken } from '#test/tokens';
import { FoundRows } from './found-rows.ts';
import { toRow } from './search-row.ts';

const rows = ['a', 'b', 'c'].map((id) => toRow(aToken({ id })));
const order = Uint32Array.of(2, 0, 1);
const ids = (shown: readonly { token: { id: string } }[]) => shown.map(({ token }) => token.id).join('');

test('what is found stands in its order', () => {
  const found = new FoundRows();
  expect(ids(found.of(rows, order, Uint8Array.of(1, 1, 1)))).toBe('cab');
  expect(ids(found.of(rows, order, Uint8Array.of(1, 0, 1)))).toBe('ca');
});

test('a search that finds the same gives the same list; other rows, another order and other finds do not', () => {
  const found = new FoundRows();
  const first = found.of(rows, order, Uint8Array.of(1, 1, 0));
  expect(found.of(rows, order, Uint8Array.of(1, 1, 0))).toBe(first);
  expect(found.of([...rows], order, Uint8Array.of(1, 1, 0))).not.toBe(first);
  expect(ids(found.of(rows, Uint32Array.of(0, 1, 2), Uint8Array.of(1, 1, 0)))).toBe('ab');
  expect(ids(found.of(rows, Uint32Array.of(0, 1, 2), Uint8Array.of(0, 1, 0)))).toBe('b');
});
