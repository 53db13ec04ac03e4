import { expect, test } from 'vitest';
import { ACME, GLOBEX, aGrant, aToken, allAccessSet, operatorSet } from '#test/tokens';
import { compareRights, containedRights, equalRights } from './compare-rights.ts';
import { ReachIndex } from './reach-index.ts';
import { toRow } from './search-row.ts';
import type { Token } from './token.ts';

const one = aGrant('write', 'buckets', { id: 'b1', orgId: ACME });
const two = aGrant('write', 'buckets', { id: 'b2', orgId: ACME });
const all = aGrant('write', 'buckets', { orgId: ACME });
const rows = (...tokens: Token[]) => tokens.map((token) => toRow(token));

test('rights stand side by side, and a wider grant has the narrow right too', () => {
  const compared = compareRights(
    rows(aToken({ grants: [one] }), aToken({ grants: [all] }), aToken({ grants: [one, two] })),
  );
  expect(compared).toEqual([
    { grant: one, held: [true, true, true] },
    { grant: all, held: [false, true, false] },
    { grant: two, held: [false, true, true] },
  ]);
});

test('tokens with equal rights are found, whatever the order and however often they are written', () => {
  const groups = equalRights(
    new ReachIndex(
      rows(
        aToken({ id: 'a', grants: [one, two] }),
        aToken({ id: 'b', grants: [two, one, one] }),
        aToken({ id: 'c', grants: [one] }),
        aToken({ id: 'd', grants: [] }),
        aToken({ id: 'e', grants: [] }),
        aToken({ id: 'f', grants: [one, two], exactFirst: true }),
      ),
    ),
  );
  expect(groups.map((group) => group.map(({ token }) => token.id))).toEqual([['a', 'b']]);
});

test('a token whose rights lie within those of another is found, but not within those of a whole server or organization', () => {
  const index = new ReachIndex(
    rows(
      aToken({ id: 'small', grants: [one] }),
      aToken({ id: 'wide', grants: [two, all] }),
      aToken({ id: 'elsewhere', grants: [aGrant('write', 'buckets', { orgId: GLOBEX })] }),
      aToken({ id: 'all access', grants: allAccessSet() }),
      aToken({ id: 'operator', grants: operatorSet() }),
    ),
  );
  expect(containedRights(index).map(({ rows: [row], within }) => [row?.token.id, within.token.id])).toEqual([
    ['small', 'wide'],
  ]);
});

test('equal rights lie within each other and are not told as contained', () => {
  const index = new ReachIndex(rows(aToken({ grants: [one, two] }), aToken({ grants: [two, one] })));
  expect(containedRights(index)).toEqual([]);
});
