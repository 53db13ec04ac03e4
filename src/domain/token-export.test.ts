import { expect, test } from 'vitest';
import { aGrant, aToken } from '#test/tokens';
import { FleetRow } from './fleet-row.ts';
import { NO_NAMES } from './names.ts';
import { toRow } from './search-row.ts';
import { type ExportHead, tokensCsv, tokensJson, tokensJsonLines } from './token-export.ts';

const at = {
  connection: {
    id: 'c1',
    name: 'prod',
    address: 'https://influx.example.com',
    environment: 'production',
    note: 'a note that is nobody else’s business',
    sample: false,
    credential: 'sealed' as const,
    plainHttp: false,
  },
  product: 'InfluxDB OSS',
  names: NO_NAMES,
};
const HEAD: ExportHead = {
  exportedAt: 0,
  search: 'can:write',
  sources: [
    {
      name: 'prod',
      address: 'https://influx.example.com',
      environment: 'production',
      product: 'InfluxDB OSS 2.9.1',
      readAt: 86_400_000,
      as: 'an operator token of admin',
      completeness: 'Complete',
    },
    {
      name: 'edge',
      address: 'http://edge.example.com',
      environment: 'production',
      product: '',
      as: 'unknown',
      completeness: 'edge refused the connection.',
    },
  ],
};
const ROWS = [
  new FleetRow(
    toRow(aToken({ description: '=HYPERLINK("x")', grants: [aGrant('write', 'buckets', { id: 'b1', name: 'home' })] })),
    at,
    0,
  ),
  new FleetRow(toRow(aToken({ id: '2', createdAt: Number.NaN, changedAt: 9e15 })), at, 1),
];

test('CSV says first when, as whom and how completely each server was read', () => {
  const lines = tokensCsv(HEAD, ROWS).trimEnd().split('\r\n');
  expect(lines.slice(0, 4)).toEqual([
    'exported,1970-01-01T00:00:00.000Z',
    'search,can:write',
    'source,prod,https://influx.example.com,production,InfluxDB OSS 2.9.1,read at 1970-01-02T00:00:00.000Z,as an operator token of admin,Complete',
    'source,edge,http://edge.example.com,production,,read at no time,as unknown,edge refused the connection.',
  ]);
  expect(lines[4]).toMatch(/^server,address,environment,product,store,id,description,kind,can,/);
  expect(lines).toHaveLength(7);
});

test('a description that a table program would run stands there as text', () => {
  expect(tokensCsv(HEAD, ROWS)).toContain(`"'=HYPERLINK(""x"")"`);
});

test('a date that is none is empty', () => {
  const [, second] = (JSON.parse(tokensJson(HEAD, ROWS)) as { tokens: Record<string, unknown>[] }).tokens;
  expect(second).toMatchObject({ created: '', changed: '', expires: '' });
});

test('JSON and JSON lines hold the same head and tokens, with their grants', () => {
  const whole = JSON.parse(tokensJson(HEAD, ROWS)) as { tokens: unknown[] };
  const [head, ...tokens] = tokensJsonLines(HEAD, ROWS)
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect({ ...(head as object), tokens }).toEqual(whole);
  expect(whole.tokens[0]).toMatchObject({ grants: [{ action: 'write', type: 'buckets', id: 'b1', name: 'home' }] });
});

test('what is exported has no field for a value, whatever the row carries beside', () => {
  const { token } = toRow(aToken());
  const laden = new FleetRow(toRow({ ...token, ...{ secret: 'a-secret-value' } }), at, 2);
  for (const write of [tokensCsv, tokensJson, tokensJsonLines]) {
    expect(write(HEAD, [laden])).not.toContain('a-secret-value');
    expect(write(HEAD, [laden])).not.toContain('business');
  }
});
