import { expect, test } from 'vitest';
import { provenBy, rowsOf, sorted } from '../scripts/lib/proofs.mjs';

const rows = rowsOf('docs/source-statements.json');

test('the table holds each of the 94 statements of the source documents', () => {
  const counts = [15, 23, 21, 20, 15];
  const ids = counts.flatMap((count, part) => Array.from({ length: count }, (_, at) => `S${part}.${at + 1}`));
  expect(rows.map(({ id }) => id)).toEqual(ids);
});

test('every statement that is done has a test that names it, every other one a reason', () => {
  expect(sorted(rows, provenBy()).bare).toEqual([]);
});

test('a statement that no test names is found out', () => {
  const made = [
    { id: 'S9.1', says: 'done' },
    { id: 'S9.2', says: 'not done', gap: 'why' },
  ];
  expect(sorted(made, provenBy())).toEqual({ proven: [], gaps: ['S9.2'], bare: ['S9.1'] });
});
