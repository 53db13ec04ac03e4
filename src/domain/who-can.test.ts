import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ACME, GLOBEX, aGrant, aToken, allAccessSet, operatorSet } from '#test/tokens';
import { allows, type Wanted, widestThatGives } from './access.ts';
import { cellOf } from './access-matrix.ts';
import { targetOf, type AccessTarget } from './access-target.ts';
import { grantThatGives3 } from './access3.ts';
import { namesOf } from './names.ts';
import { ReachIndex } from './reach-index.ts';
import { bucketAccess } from './resource-access.ts';
import { toRow } from './search-row.ts';
import type { Token } from './token.ts';
import { bucketSubject } from './access-subject.ts';
import { whatCan } from './what-can.ts';
import { whoCan } from './who-can.ts';

const TELEMETRY = { id: 'b1', name: 'telemetry', orgId: ACME, retention: 0, system: false };
const MONITORING = { id: 's1', name: '_monitoring', orgId: ACME, retention: 0, system: true };

function answer(tokens: Token[], bucket = TELEMETRY) {
  const index = new ReachIndex(tokens.map((token) => toRow(token)));
  return whoCan(index, 'write', targetOf(bucket)).map(({ row, through, works }) => [row.token.id, through, works]);
}

test('who can write a bucket is told with what gives it, the widest first', () => {
  const tokens = [
    aToken({ id: 'one', grants: [aGrant('write', 'buckets', { id: 'b1', orgId: ACME })] }),
    aToken({ id: 'org', grants: [aGrant('write', 'buckets', { orgId: ACME })] }),
    aToken({ id: 'other', grants: [aGrant('write', 'buckets', { orgId: GLOBEX })] }),
    aToken({ id: 'reader', grants: [aGrant('read', 'buckets', { id: 'b1', orgId: ACME })] }),
    aToken({ id: 'all', grants: allAccessSet() }),
    aToken({ id: 'wide', grants: [aGrant('write', 'buckets')] }),
    aToken({ id: 'server', grants: [aGrant('write', 'instance', { orgId: GLOBEX })] }),
    aToken({ id: 'operator', grants: operatorSet() }),
  ];
  expect(answer(tokens)).toEqual([
    ['operator', 'operator', 'yes'],
    ['server', 'instance', 'yes'],
    ['wide', 'everywhere', 'yes'],
    ['all', 'all-access', 'yes'],
    ['org', 'organization', 'yes'],
    ['one', 'exact', 'yes'],
  ]);
});

test('a token that has a right twice is told once, through the wider grant', () => {
  const grants = [aGrant('write', 'buckets', { id: 'b1', orgId: ACME }), aGrant('write', 'buckets', { orgId: ACME })];
  expect(answer([aToken({ id: 'both', grants })])).toEqual([['both', 'organization', 'yes']]);
});

test('holders that cannot use their right are told with the reason', () => {
  const grants = [aGrant('write', 'buckets', { orgId: ACME })];
  const tokens = [
    aToken({ id: '1', grants, status: 'inactive' }),
    aToken({ id: '2', grants, status: 'expired' }),
    aToken({ id: '3', grants, status: 'revoked' }),
    aToken({ id: '4', grants, ownerInactive: true }),
    aToken({ id: '5', grants, ownerId: 'gone', ownerName: undefined }),
    aToken({ id: '6', grants, orgName: undefined }),
    aToken({ id: '7', grants, ownerId: '', ownerName: undefined, orgId: '', orgName: undefined }),
  ];
  expect(answer(tokens).map(([, , works]) => works)).toEqual([
    'inactive',
    'expired',
    'revoked',
    'owner-inactive',
    'owner-gone',
    'organization-gone',
    'yes',
  ]);
});

test('an owner is known to be inactive from the users of the server, which lists of tokens do not tell', () => {
  const names = namesOf({
    readAt: 0,
    organizations: [],
    buckets: [TELEMETRY],
    partial: [],
    users: [{ id: 'u9', name: 'cleo', status: 'inactive' }],
  });
  const grants = [aGrant('write', 'buckets', { orgId: ACME })];
  const rows = [aToken({ id: '1', grants }), aToken({ id: '2', grants, ownerId: 'u9', ownerName: 'cleo' })].map(
    (token) => toRow(token, names),
  );
  expect(whoCan(new ReachIndex(rows), 'write', targetOf(TELEMETRY)).map(({ works }) => works)).toEqual([
    'yes',
    'owner-inactive',
  ]);
});

test('a bucket of the server itself is written as any other, and read by who may read its organization', () => {
  const tokens = [
    aToken({ id: 'bucket', grants: [aGrant('write', 'buckets', { id: 's1' }), aGrant('read', 'buckets')] }),
    aToken({ id: 'org', grants: [aGrant('read', 'orgs', { id: ACME })] }),
    aToken({ id: 'orgs', grants: [aGrant('read', 'orgs')] }),
    aToken({ id: 'other', grants: [aGrant('read', 'orgs', { id: GLOBEX })] }),
  ];
  expect(answer(tokens, MONITORING)).toEqual([['bucket', 'exact', 'yes']]);
  const readers = whoCan(new ReachIndex(tokens.map((token) => toRow(token))), 'read', targetOf(MONITORING));
  expect(readers.map(({ row, through }) => [row.token.id, through])).toEqual([
    ['orgs', 'everywhere'],
    ['org', 'its-organization'],
  ]);
});

test('a login of the 1.x API may use data of its own organization and nothing else', () => {
  const grants = [aGrant('write', 'buckets'), aGrant('write', 'orgs', { id: ACME })];
  const tokens = [aToken({ id: 'api', grants }), aToken({ id: 'v1', store: 'v1', grants })];
  const rows = tokens.map((token) => toRow(token));
  const ids = (target: AccessTarget) => whoCan(new ReachIndex(rows), 'write', target).map(({ row }) => row.token.id);
  const elsewhere = { ...TELEMETRY, id: 'b9', orgId: GLOBEX };
  expect(ids(targetOf(TELEMETRY))).toEqual(['api', 'v1']);
  expect(ids(targetOf(elsewhere))).toEqual(['api']);
  expect(ids({ type: 'orgs', id: ACME })).toEqual(['api']);
  expect(rows.map((row) => whatCan(row, [bucketSubject(elsewhere)]).length)).toEqual([1, 0]);
  expect(bucketAccess(tokens, [TELEMETRY, elsewhere]).write).toEqual(
    new Map([
      ['b1', 2],
      ['b9', 1],
    ]),
  );
});

test('a right on an earlier database of the same name is told apart, and hides no right on all', () => {
  const database = { id: 'metrics', name: 'metrics', orgId: '', retention: 0, system: false };
  const dead = aGrant('write', 'databases', { id: 'metrics' });
  const facts = { exactFirst: true, remade: ['metrics'] };
  const tokens = [
    aToken({ id: 'dead', grants: [dead], ...facts }),
    aToken({ id: 'reads', grants: [aGrant('read', 'databases', { id: 'metrics' })], ...facts }),
    aToken({ id: 'all', grants: [dead, aGrant('write', 'databases')], ...facts }),
  ];
  expect(answer(tokens, database)).toEqual([
    ['all', 'all-databases', 'yes'],
    ['dead', 'exact', 'database-remade'],
  ]);
});

test('a grant on one database goes before the one on all', () => {
  const database = { id: 'metrics', name: 'metrics', orgId: '', retention: 0, system: false };
  const all = aGrant('write', 'databases');
  const tokens = [
    aToken({ id: 'hidden', grants: [all, aGrant('read', 'databases', { id: 'metrics' })], exactFirst: true }),
    aToken({ id: 'all', grants: [all], exactFirst: true }),
    aToken({ id: 'exact', grants: [aGrant('write', 'databases', { id: 'metrics' })], exactFirst: true }),
  ];
  expect(answer(tokens, database)).toEqual([
    ['all', 'all-databases', 'yes'],
    ['exact', 'exact', 'yes'],
  ]);
});

test('what a token can is told for each bucket that it can use', () => {
  const row = toRow(
    aToken({
      grants: [aGrant('read', 'buckets', { orgId: ACME }), aGrant('write', 'buckets', { id: 'b1', orgId: ACME })],
    }),
  );
  const elsewhere = { ...TELEMETRY, id: 'b9', orgId: GLOBEX };
  const found = whatCan(row, [TELEMETRY, elsewhere, MONITORING].map(bucketSubject));
  expect(found.map(({ subject, read, write }) => [subject.key, read?.through, write?.through])).toEqual([
    ['b1', 'organization', 'exact'],
  ]);
});

test('what a token can is told through the same grant as who can and in the matrix, the widest, in whatever order they stand', () => {
  const narrow = aGrant('write', 'buckets', { id: 'b1', orgId: ACME });
  const wide = aGrant('write', 'buckets', { orgId: ACME });
  for (const grants of [
    [narrow, wide],
    [wide, narrow],
  ]) {
    const row = toRow(aToken({ grants }));
    const [can] = whatCan(row, [bucketSubject(TELEMETRY)]);
    expect(cellOf(row, TELEMETRY).write?.through).toBe('organization');
    expect([can?.write?.through, answer([aToken({ id: 'one', grants })])]).toEqual([
      'organization',
      [['one', 'organization', 'yes']],
    ]);
  }
});

const scope = {
  type: fc.constantFrom('buckets', 'databases', 'instance', 'orgs', 'system', 'tasks'),
  action: fc.constantFrom('read' as const, 'write' as const, 'create' as const),
  id: fc.constantFrom(undefined, 'b1', 'b2', '_internal', 'health'),
  orgId: fc.constantFrom(undefined, ACME, GLOBEX),
};
const lists = fc.array(fc.array(fc.record(scope), { maxLength: 6 }), { minLength: 1, maxLength: 5 });

test('the index answers as the permission matchers do when every token is asked', () => {
  let asked = 0;
  let given = 0;
  fc.assert(
    fc.property(
      lists,
      fc.array(fc.tuple(fc.nat(4), fc.boolean()), { maxLength: 10 }),
      fc.record(scope),
      (shared, made, wanted: Wanted) => {
        const tokens = made.map(([pattern, exactFirst], at) =>
          aToken({ id: String(at), grants: shared[pattern % shared.length] ?? [], exactFirst }),
        );
        const index = new ReachIndex(tokens.map((token) => toRow(token)));
        const found = index.find(wanted).flatMap(({ rows }) => rows.map(({ token }) => token.id));
        const expected = tokens.filter(({ grants, exactFirst }) =>
          exactFirst ? grantThatGives3(grants, wanted) !== undefined : allows(grants, wanted),
        );
        for (const { grant, rows } of index.find(wanted))
          for (const { token } of rows.filter((row) => row.token.exactFirst !== true))
            expect(grant).toEqual(widestThatGives(token.grants, wanted));
        asked += tokens.length;
        given += expected.length;
        expect(found.sort()).toEqual(expected.map(({ id }) => id).sort());
      },
    ),
    { numRuns: 4000 },
  );
  expect(asked).toBeGreaterThan(10_000);
  expect(given).toBeGreaterThan(1000);
});
