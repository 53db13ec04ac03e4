import { expect, test } from 'vitest';
import { aSnapshotServer } from '#test/snapshots';
import { ACME, aToken, GLOBEX } from '#test/tokens';
import { firstOrganization, firstSeen, firstSort } from './first-view.ts';
import { NO_NAMES } from './names.ts';
import { filterRows } from './search-match.ts';
import { toRow } from './search-row.ts';
import { sortRows } from './search-sort.ts';

const two = [
  { id: GLOBEX, name: 'globex' },
  { id: ACME, name: 'acme' },
];
const self = { kind: 'operator', proof: 'row', mayList: true, orgId: ACME } as const;
const idsOf = (tokens: readonly { id: string }[]) => tokens.map(({ id }) => id);

test('an operator begins in the organization of its own token, or in the first; others have nothing to narrow', () => {
  expect(firstOrganization({ self, organizations: two })?.name).toBe('acme');
  expect(firstOrganization({ self: { ...self, orgId: 'gone' }, organizations: two })?.name).toBe('globex');
  expect(firstOrganization({ self, organizations: two.slice(1) })).toBeUndefined();
  expect(firstOrganization({ self: { ...self, kind: 'all-access' }, organizations: two })).toBeUndefined();
});

test('the newest tokens come first, equals in their order, those without a date last, the revoked not at all', () => {
  const tokens = [
    aToken({ id: 'undated', changedAt: undefined }),
    aToken({ id: 'old', changedAt: 1 }),
    aToken({ id: 'new', changedAt: 3 }),
    aToken({ id: 'revoked', changedAt: 4, status: 'revoked' }),
    aToken({ id: 'new too', changedAt: 3 }),
  ];
  const traits = { ...aSnapshotServer().traits, changeTimes: true };
  expect(idsOf(firstSeen(tokens, aSnapshotServer({ traits }), 9))).toEqual(['new', 'new too', 'old', 'undated']);
  expect(idsOf(firstSeen(tokens, aSnapshotServer({ traits }), 2))).toEqual(['new', 'new too']);
});

test.each([true, false])('they are the ones that the table puts first (times of changes told: %s)', (changeTimes) => {
  const traits = { ...aSnapshotServer().traits, changeTimes };
  const server = aSnapshotServer({ traits, self, organizations: two });
  const tokens = Array.from({ length: 500 }, (_, n) =>
    aToken({
      id: `t${n}`,
      orgId: n % 3 === 0 ? GLOBEX : ACME,
      orgName: n % 3 === 0 ? 'globex' : 'acme',
      status: n % 7 === 0 ? 'revoked' : 'active',
      changedAt: n % 11 === 0 ? undefined : (n * 7919) % 83,
      createdAt: (n * 104_729) % 97,
    }),
  );
  const terms = [
    { key: 'org', value: 'acme', not: false },
    { key: 'status', value: 'revoked', not: true },
  ] as const;
  const rows = sortRows(
    tokens.map((token) => toRow(token, NO_NAMES)),
    firstSort(server),
    'descending',
  );
  const table = filterRows(rows, { terms: [...terms] }, NO_NAMES, 0).map(({ token }) => token);
  expect(idsOf(firstSeen(tokens, server, 100))).toEqual(idsOf(table.slice(0, 100)));
});
