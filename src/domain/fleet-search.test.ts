import { expect, test } from 'vitest';
import { aGrant, aToken, someResources } from '#test/tokens';
import type { Connection } from './connection.ts';
import { fleetGroup, type FleetFilters, type FleetServer } from './fleet-row.ts';
import { fleetFacets, FleetFinder } from './fleet-search.ts';
import { namesOf } from './names.ts';
import { parseFleetQuery, parseQuery } from './search-query.ts';
import { toRow } from './search-row.ts';
import type { Token } from './token.ts';

const names = namesOf(someResources());

function aPlace(id: string, facts: Partial<Connection>, product: string): FleetServer {
  const connection: Connection = {
    id,
    name: id,
    address: `https://${id}.example.com`,
    environment: 'production',
    note: '',
    sample: false,
    credential: 'sealed',
    plainHttp: false,
    ...facts,
  };
  return { connection, product, names };
}

const EU = aPlace('prod-eu', {}, 'InfluxDB OSS');
const US = aPlace('prod-us', {}, 'InfluxDB 3 Core');
const STAGE = aPlace('stage', { environment: 'staging' }, 'InfluxDB OSS');
const telemetry = aGrant('write', 'buckets', { id: 'b1', name: 'telemetry' });
const group = (at: FleetServer, ...tokens: Token[]) =>
  fleetGroup(
    at,
    tokens.map((token) => toRow(token, names)),
  );
const GROUPS = [
  group(EU, aToken({ id: '1', description: 'telegraf', grants: [telemetry] })),
  group(
    US,
    aToken({ id: '1', description: 'grafana', grants: [] }),
    aToken({ id: '2', description: 'telegraf', status: 'inactive', grants: [] }),
  ),
  group(STAGE, aToken({ id: '1', description: 'ci', grants: [telemetry] })),
];

function finderOf(text: string, filters: FleetFilters = {}): FleetFinder {
  const finder = new FleetFinder(parseFleetQuery(text), filters, 0);
  for (const each of GROUPS) {
    finder.search(each);
    finder.takeFrom(each, 0, each.rows.length);
  }
  return finder;
}

test.each([
  ['', 'prod-eu 1, prod-us 1, prod-us 2, stage 1'],
  ['server:prod', 'prod-eu 1, prod-us 1, prod-us 2'],
  ['server:EU server:stage', 'prod-eu 1, stage 1'],
  ['-server:prod', 'stage 1'],
  ['env:stag*', 'stage 1'],
  ['product:oss -env:staging', 'prod-eu 1'],
  ['product:"InfluxDB 3" status:inactive', 'prod-us 2'],
  ['telegraf', 'prod-eu 1, prod-us 2'],
  ['can:write bucket:telemetry', 'prod-eu 1, stage 1'],
  ['server:', 'prod-eu 1, prod-us 1, prod-us 2, stage 1'],
  ['server:nowhere', ''],
])('over several servers, %s finds %s', (text, expected) => {
  const found = finderOf(text).found.map(({ row, at }) => `${at.connection.id} ${row.token.id}`);
  expect(found.join(', ')).toBe(expected);
});

test.each<[string, FleetFilters, boolean, string, number]>([
  ['', {}, false, '1', 2],
  ['', {}, true, '1 2 3', 2],
  ['spare', {}, false, '', 1],
  ['', { env: 'production' }, false, '1', 2],
  ['-status:inactive', {}, false, '1', 2],
  ['-status:revoked', {}, true, '1', 0],
  ['status:revoked', {}, false, '2 3', 0],
  ['', { status: 'revoked' }, false, '2 3', 0],
  ['status:active', {}, true, '1', 0],
])('of revoked tokens, “%s” with %j and shown: %s, finds %s and %d revoked', (text, filters, shown, ids, revoked) => {
  const finder = new FleetFinder(parseFleetQuery(text), filters, 0, shown);
  const some = group(
    EU,
    aToken({ id: '1', description: 'telegraf', grants: [telemetry] }),
    aToken({ id: '2', description: 'former', status: 'revoked', grants: [telemetry] }),
    aToken({ id: '3', description: 'spare', status: 'revoked', grants: [telemetry] }),
  );
  finder.search(some);
  finder.takeFrom(some, 0, some.rows.length);
  expect(finder.found.map(({ row }) => row.token.id).join(' ')).toBe(ids);
  expect(finder.revoked).toBe(revoked);
  if (text === '') expect(finder.counts.of('status').get('revoked')).toBe(2);
});

test('rows of several servers are taken one by one too, in any order', () => {
  const finder = new FleetFinder(parseFleetQuery('telegraf'), { status: 'inactive' }, 0);
  for (const each of GROUPS) finder.search(each);
  for (const row of GROUPS.flatMap(({ rows }) => rows).reverse()) finder.take(row);
  expect(finder.found.map(({ key }) => key)).toEqual(['prod-us api:2']);
});

test('the same id on two servers is two rows', () => {
  const all = GROUPS.flatMap(({ rows }) => rows);
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
});

test('a filter narrows the others, and its own values stay to choose from', () => {
  const { counts, found } = finderOf('', { server: 'prod-us', status: 'active' });
  const told = (name: 'server' | 'status' | 'env') =>
    fleetFacets(counts, name, [EU, US, STAGE]).map(({ label, count }) => `${label} ${count}`);

  expect(found).toHaveLength(1);
  expect(told('server')).toEqual(['prod-eu 1', 'prod-us 1', 'stage 1']);
  expect(told('status')).toEqual(['Active 1', 'Inactive 1']);
  expect(told('env')).toEqual(['production 1']);
});

test('on one server, words for several are said to be none', () => {
  expect(parseQuery('server:prod').problems).toHaveLength(1);
  expect(parseFleetQuery('server:prod').problems).toEqual([]);
});

test('a server that tells more rows keeps those that it had, and only a row that is another one is made anew', () => {
  const rows = [aToken({ id: '1' }), aToken({ id: '2' })].map((token) => toRow(token, names));
  const before = fleetGroup(EU, rows.slice(0, 1));
  const after = fleetGroup(EU, rows, before);
  expect(after.rows[0]).toBe(before.rows[0]);
  expect(after.rows.map(({ row }) => row)).toEqual(rows);
});
