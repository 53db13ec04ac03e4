import { expect, test } from 'vitest';
import { faultsOf, provenBy, rowsOf, sorted, STATEMENTS, TABLES } from '../scripts/lib/proofs.mjs';

test('the table holds each of the 94 statements of the source documents', () => {
  const counts = [15, 23, 21, 20, 15];
  const ids = counts.flatMap((count, part) => Array.from({ length: count }, (_, at) => `S${part}.${at + 1}`));
  expect(rowsOf(STATEMENTS).map(({ id }) => id)).toEqual(ids);
});

test('every requirement and statement has a test that names it or a reason for having none, and never both', () => {
  const rows = TABLES.flatMap(rowsOf);
  expect(rows).toHaveLength(119 + 94);
  expect(faultsOf(sorted(rows, provenBy()))).toEqual([]);
});

test('what no test names, what has a test and a reason, and what is in no table are found out', () => {
  const made = [
    { id: 'S9.1', says: 'done' },
    { id: 'S9.2', says: 'not done', gap: 'why' },
    { id: 'S9.3', says: 'done and told' },
    { id: 'S9.4', says: 'done since', gap: 'why not' },
  ];
  const proofs = new Map(['S9.3', 'S9.4', 'S9.5'].map((id) => [id, ['a test']]));
  const found = sorted(made, proofs);
  expect(found).toEqual({ proven: ['S9.3'], gaps: ['S9.2'], bare: ['S9.1'], stale: ['S9.4'], unknown: ['S9.5'] });
  expect(faultsOf(found)).toHaveLength(3);
  expect(faultsOf({ bare: [], stale: [], unknown: [] })).toEqual([]);
});
