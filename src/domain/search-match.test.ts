import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACME,
  BOB,
  GLOBEX,
  aBucket,
  aGrant,
  aToken,
  allAccessSet,
  both,
  operatorSet,
  someResources,
} from '#test/tokens';
import { allows } from './access.ts';
import type { Grant } from './grant.ts';
import { namesOf, NO_NAMES } from './names.ts';
import { parseQuery } from './search-query.ts';
import { facets } from './search-facets.ts';
import { filterRows, matches } from './search-match.ts';
import { toRow } from './search-row.ts';
import { sortRows } from './search-sort.ts';
import type { Token } from './token.ts';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const home = { orgId: ACME, orgName: 'acme' };
const names = namesOf(someResources());
const bucket = (action: Grant['action'], id: string, name?: string): Grant =>
  aGrant(action, 'buckets', { id, name, ...home });

const tokens: Token[] = [
  aToken({
    id: '01',
    description: 'Telegraf on host-7',
    grants: [bucket('write', 'b1', 'telemetry'), bucket('read', 'b2', 'downsampled')],
  }),
  aToken({ id: '02', description: "admin's Token", grants: operatorSet(), own: 'yes', createdAt: NOW - 900 * DAY }),
  aToken({
    id: '03',
    description: 'terraform',
    grants: allAccessSet(),
    status: 'inactive',
    ownerName: 'Ilse van Dam',
    ownerId: BOB,
  }),
  aToken({
    id: '04',
    description: 'globex reader',
    orgId: GLOBEX,
    orgName: 'globex',
    grants: [aGrant('read', 'buckets', { orgId: GLOBEX })],
  }),
  aToken({
    id: '05',
    description: 'dead',
    grants: [bucket('write', 'gone')],
    ownerName: undefined,
    ownerId: 'gone-user',
    createdAt: undefined,
    changedAt: undefined,
  }),
  aToken({
    id: '06',
    description: 'tasks',
    grants: [aGrant('read', 'tasks', home), aGrant('write', 'flows', home)],
    value: 'readable',
  }),
  aToken({ id: '07', store: 'v1', username: 'grafana', description: '', grants: [bucket('read', 'b1', 'telemetry')] }),
  aToken({ id: '08', description: 'instance', grants: both(['instance'], { orgId: ACME }) }),
];
const rows = tokens.map((token) => toRow(token, names));
const found = (text: string, known = names): string =>
  filterRows(rows, parseQuery(text), known, NOW)
    .map(({ token }) => token.id)
    .join(' ');

describe('the search', () => {
  test.each([
    ['', '01 02 03 04 05 06 07 08'],
    ['kind:operator', '02 08'],
    ['kind:oper kind:custom', '02 06 08'],
    ['-kind:operator', '01 03 04 05 06 07'],
    ['kind:v1', '07'],
    ['status:inactive', '03'],
    ['owner:admin', '01 02 04 06 07 08'],
    ['owner:"ilse van dam"', '03'],
    ['owner:ilse', ''],
    ['owner:ilse*', '03'],
    ['owner:ilse* owner:admin -org:acme', '04'],
    ['org:globex', '04'],
    [`org:${GLOBEX}`, '04'],
    ['id:01', '01'],
    ['is:own', '02'],
    ['is:orphan', '05'],
    ['is:dead', '05'],
    ['is:readable', '06'],
    ['older:2y', '02'],
    ['-older:2y', '01 03 04 05 06 07 08'],
    ['older:so', '01 02 03 04 05 06 07 08'],
    ['telegraf', '01'],
    ['TELEGRAF host', '01'],
    ['"telegraf host"', ''],
    ['downsampled', '01'],
    ['everything', '02 03 08'],
    ['grafana', '07'],
    ['-e', ''],
    ['can:write', '01 02 03 05 06 08'],
    ['-can:write', '04 07'],
    ['can:write can:read', '01 02 03 06 08'],
    ['bucket:telemetry', '01 02 03 04 07 08'],
    ['can:write bucket:telemetry', '01 02 03 08'],
    ['can:read bucket:telemetry', '02 03 04 07 08'],
    ['can:write bucket:TELEMETRY -kind:operator', '01 03'],
    ['-can:write bucket:telemetry', '04 07'],
    ['bucket:b2', '01 02 03 08'],
    ['bucket:tele', '01 02 03 04 07 08'],
    ['-bucket:telemetry', '05 06'],
    ['can:write bucket:gone', '05'],
    ['type:tasks', '02 03 06 08'],
    ['can:write type:tasks', '02 03 08'],
    ['type:flows', '06 08'],
    ['can:read type:flows', '08'],
    ['type:"notification rules"', '02 03 08'],
    ['type:instance', '08'],
    ['bucket:downsampled type:tasks', '02 03 08'],
  ])('%s finds %s', (text, ids) => {
    expect(found(text)).toBe(ids);
  });

  test('S3.19 active tokens that may write are found by both words together', () => {
    expect(found('status:active can:write')).toBe('01 02 05 06 08');
  });

  test('without known buckets, grants answer by their own names, and wide ones count', () => {
    expect(found('can:write bucket:telemetry', NO_NAMES)).toBe('01 02 03 08');
    expect(found('can:read bucket:nowhere', NO_NAMES)).toBe('02 03 04 08');
  });

  test('can and bucket together agree with the permission matcher for any grants', () => {
    const grant = fc.record({
      action: fc.constantFrom('read' as const, 'write' as const),
      type: fc.constantFrom('buckets', 'tasks', 'instance'),
      id: fc.option(fc.constantFrom('b1', 'b2', 'b3'), { nil: undefined }),
      orgId: fc.option(fc.constantFrom(ACME, GLOBEX), { nil: undefined }),
    });
    const { buckets } = someResources();
    fc.assert(
      fc.property(
        fc.array(grant, { maxLength: 6 }),
        fc.constantFrom('read' as const, 'write' as const),
        fc.constantFrom('telemetry', 'downsampled'),
        (grants, action, name) => {
          const expected = buckets.some(
            (one) => one.name === name && allows(grants, { action, type: 'buckets', id: one.id, orgId: one.orgId }),
          );
          expect(
            matches(toRow(aToken({ grants }), names), parseQuery(`can:${action} bucket:${name}`), names, NOW),
          ).toBe(expected);
        },
      ),
    );
  });

  test('any text at all is a search that does not fail', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(filterRows(rows, parseQuery(text), names, NOW).length).toBeLessThanOrEqual(rows.length);
      }),
    );
  });

  test('10,000 grants do not make the haystack explode, and the row says that it is capped', () => {
    const row = toRow(
      aToken({ grants: Array.from({ length: 10_000 }, (_, index) => bucket('read', `b${index}`, `bucket ${index}`)) }),
    );
    expect(row.haystack.length).toBeLessThan(20_000);
    expect(row.isCapped).toBe(true);
    expect(rows[0]!.isCapped).toBe(false);
  });
});

test('S0.3 S0.5 facets count rows by kind, owner, organization, status and state', () => {
  const counted = facets(rows);
  expect(counted.kind.map(({ label, count }) => `${label} ${count}`)).toEqual([
    'Operator 2',
    'All access 1',
    'Custom 1',
    'Read/Write 3',
    '1.x login 1',
  ]);
  expect(counted.owner.map(({ value, count }) => `${value} ${count}`)).toEqual([
    'admin 6',
    'gone-user 1',
    'Ilse van Dam 1',
  ]);
  expect(counted.org.map(({ value, count }) => `${value} ${count}`)).toEqual(['acme 7', 'globex 1']);
  expect(counted.status.map(({ value, count }) => `${value} ${count}`)).toEqual(['active 7', 'inactive 1']);
  expect(counted.is.map(({ value, count }) => `${value} ${count}`)).toEqual([
    'own 1',
    'orphan 1',
    'dead 1',
    'readable 1',
  ]);
  for (const key of ['kind', 'status', 'owner', 'org', 'is'] as const) {
    for (const { value, count } of counted[key])
      expect(filterRows(rows, parseQuery(`${key}:"${value}"`), names, NOW)).toHaveLength(count);
  }
});

describe('sorting', () => {
  const described = (...descriptions: string[]): ReturnType<typeof toRow>[] =>
    descriptions.map((description, index) => toRow(aToken({ id: String(index), description })));
  const order = (sorted: readonly { token: Token }[]): string =>
    sorted.map(({ token }) => token.description).join(' | ');

  test('numbers count as numbers, case and accents do not count, no description stands last', () => {
    const some = described('host-10', 'Host-9', '', 'élan', 'zeta', 'Eland');
    expect(order(sortRows(some, 'description', 'ascending'))).toBe('élan | Eland | Host-9 | host-10 | zeta | ');
    expect(order(sortRows(some, 'description', 'descending'))).toBe('zeta | host-10 | Host-9 | Eland | élan | ');
  });

  test('N5 unknown dates stand last in both directions', () => {
    const dated = [undefined, 5, Number.NaN, 1, 9].map((createdAt, index) =>
      toRow(aToken({ description: String(index), createdAt })),
    );
    expect(order(sortRows(dated, 'created', 'ascending'))).toBe('3 | 1 | 4 | 0 | 2');
    expect(order(sortRows(dated, 'created', 'descending'))).toBe('4 | 1 | 3 | 0 | 2');
  });

  test('equals keep their order in both directions, on every column', () => {
    const same = ['a', 'b', 'c'].map((id) => toRow(aToken({ id })));
    for (const column of ['description', 'kind', 'can', 'owner', 'org', 'status', 'created', 'changed'] as const) {
      for (const direction of ['ascending', 'descending'] as const) {
        expect(sortRows(same, column, direction).map(({ token }) => token.id)).toEqual(['a', 'b', 'c']);
      }
    }
  });

  test('kinds stand by their power', () => {
    expect(sortRows(rows, 'kind', 'ascending').map(({ kind }) => kind)[0]).toBe('operator');
    expect(sortRows(rows, 'kind', 'descending').map(({ kind }) => kind)[0]).toBe('v1');
  });
});

test('of databases, a right on one hides the one on all, by whichever word they are asked for', () => {
  const known = namesOf({
    readAt: NOW,
    organizations: [],
    users: [],
    partial: [],
    buckets: ['foo', 'bar'].map((name) => ({ id: name, name, orgId: '', retention: 0, system: false })),
  });
  const on = (action: Grant['action'], id?: string): Grant => ({ action, type: 'databases', ...(id && { id }) });
  const rows = [
    aToken({ id: '1', exactFirst: true, orgId: '', grants: [on('read'), on('write', 'foo')] }),
    aToken({ id: '2', exactFirst: true, orgId: '', grants: [on('read')] }),
    aToken({ id: '3', orgId: '', grants: [on('read'), on('write', 'foo')] }),
  ];
  for (const names of [known, NO_NAMES]) {
    const ids = (text: string) =>
      filterRows(
        rows.map((token) => toRow(token, names)),
        parseQuery(text),
        names,
        NOW,
      ).map(({ token }) => token.id);
    for (const word of ['bucket', 'database']) {
      expect(ids(`can:read ${word}:foo`), word).toEqual(['2', '3']);
      expect(ids(`can:write ${word}:foo`), word).toEqual(['1', '3']);
      expect(ids(`can:read ${word}:bar`), word).toEqual(['1', '2', '3']);
      expect(ids(`-can:read ${word}:foo`), word).toEqual(['1']);
    }
  }
});

test('a bucket of the server itself is meant by the right that reads it', () => {
  const known = namesOf(someResources({ buckets: [aBucket('s1', '_monitoring', { system: true })] }));
  const rows = [
    aToken({ id: 'bucket', grants: [aGrant('read', 'buckets'), aGrant('write', 'buckets')] }),
    aToken({ id: 'org', grants: [aGrant('read', 'orgs', { id: ACME })] }),
  ].map((token) => toRow(token, known));
  const ids = (text: string) => filterRows(rows, parseQuery(text), known, NOW).map(({ token }) => token.id);
  expect(ids('can:read bucket:_monitoring')).toEqual(['org']);
  expect(ids('can:write bucket:_monitoring')).toEqual(['bucket']);
});

test('a bucket named twice means each of them', () => {
  const twice = namesOf(
    someResources({ buckets: [aBucket('b1', 'Telemetry'), aBucket('b3', 'telemetry', { orgId: GLOBEX })] }),
  );
  expect(found('can:read bucket:telemetry', twice)).toBe('02 03 04 07 08');
});

test('a search that leaves nothing out answers the very same list', () => {
  const some = filterRows(rows, parseQuery('host'), names, NOW);
  expect(some.length).toBeGreaterThan(0);
  expect(filterRows(some, parseQuery('ho'), names, NOW)).toBe(some);
});
