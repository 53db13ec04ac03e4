import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACME, aBucket, aGrant, aToken, operatorSet } from '#test/tokens';
import { READ, WIDER, WRITE, arrange, cellCode, cellOf, cellText } from './access-matrix.ts';
import { allows } from './access.ts';
import type { Action } from './grant.ts';
import { toRow } from './search-row.ts';

const on = (action: Action, id: string) => aGrant(action, 'buckets', { id, orgId: ACME });
const BUCKETS = ['a', 'b', 'c', 'd'].map((id) => aBucket(id, `bucket ${id}`, { orgId: ACME }));

test('a field says what may be done there, and whether through a wider grant', () => {
  const [a = aBucket('a', 'a')] = BUCKETS;
  const exact = cellOf(toRow(aToken({ grants: [on('write', 'a')] })), a);
  expect([cellText(exact), cellCode(exact)]).toEqual(['w', WRITE]);
  const wide = cellOf(toRow(aToken({ grants: [on('write', 'a'), aGrant('read', 'buckets', { orgId: ACME })] })), a);
  expect([cellText(wide), cellCode(wide)]).toEqual(['rw', READ | WRITE | WIDER]);
  expect(cellText(cellOf(toRow(aToken({ grants: [on('write', 'b')] })), a))).toBe('');
});

test('alike tokens and alike buckets stand together, the widest tokens first', () => {
  const tokens = [
    aToken({ id: 'c1', grants: [on('write', 'c')] }),
    aToken({ id: 'a1', grants: [on('write', 'a'), on('write', 'b')] }),
    aToken({ id: 'none', grants: [] }),
    aToken({ id: 'c2', grants: [on('write', 'c')] }),
    aToken({ id: 'operator', grants: operatorSet() }),
    aToken({ id: 'a2', grants: [on('write', 'b'), on('write', 'a')] }),
    aToken({ id: 'org', grants: [aGrant('read', 'buckets', { orgId: ACME })] }),
    aToken({ id: 'a3', grants: [on('write', 'a'), on('write', 'b')] }),
  ];
  const { rows, columns } = arrange(
    tokens.map((token) => toRow(token)),
    BUCKETS,
  );
  expect(rows.map(({ token }) => token.id)).toEqual(['operator', 'org', 'a1', 'a2', 'a3', 'c1', 'c2', 'none']);
  expect(columns.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
});

test('the order does not hang on the order of the list, and every field is what the matcher says', () => {
  const token = fc.array(
    fc.record({
      action: fc.constantFrom<Action>('read', 'write'),
      type: fc.constantFrom('buckets', 'instance'),
      id: fc.constantFrom(undefined, 'a', 'b', 'c', 'gone'),
      orgId: fc.constantFrom(undefined, ACME),
    }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.array(token, { maxLength: 8 }), (lists) => {
      const rows = lists.map((grants, at) => toRow(aToken({ id: String(at), grants })));
      const there = arrange(rows, BUCKETS);
      const back = arrange([...rows].reverse(), [...BUCKETS].reverse());
      expect(back).toEqual(there);
      for (const { token: held } of there.rows)
        for (const bucket of there.columns) {
          const { read, write } = cellOf(toRow(held), bucket);
          const may = (action: Action) => allows(held.grants, { action, type: 'buckets', id: bucket.id, orgId: ACME });
          expect([read !== undefined, write !== undefined]).toEqual([may('read'), may('write')]);
        }
    }),
  );
});
