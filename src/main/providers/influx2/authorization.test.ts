import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Token } from '#domain/token';
import { Secret } from '#main/secret';
import { AuthorizationParser } from './authorization.ts';
import { OwnToken } from './own-token.ts';

const RECORDINGS = join(import.meta.dirname, '../../../../test/recordings');

type Raw = Record<string, unknown>;

/** Every authorization in the answers recorded of one version, beside the store that it is of. */
function recorded(version: string): { raw: Raw; store: 'api' | 'v1' }[] {
  const folder = join(RECORDINGS, version);
  const lines = readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'));
  return lines.flatMap((line) => {
    const { request, response } = JSON.parse(line) as { request: { path: string }; response: { body?: string } };
    const store = request.path.startsWith('/private/') ? ('v1' as const) : ('api' as const);
    return authorizationsIn(response.body).map((raw) => ({ raw, store }));
  });
}

function authorizationsIn(body: string | undefined): Raw[] {
  if (!body?.startsWith('{')) return [];
  let value: { authorizations?: Raw[]; permissions?: unknown; auth?: Raw };
  try {
    value = JSON.parse(body) as typeof value;
  } catch {
    return [];
  }
  return [
    ...(Array.isArray(value.authorizations) ? value.authorizations : []),
    ...(value.auth ? [value.auth] : []),
    ...(value.permissions && 'userID' in value ? [value as Raw] : []),
  ];
}

const parser = (store: 'api' | 'v1' = 'api', own = new OwnToken(), secret?: Secret) =>
  new AuthorizationParser(store, own, secret);

describe.each(['oss-2.0', 'oss-2.7', 'oss-2.9'])('D1 recorded answers of %s', (version) => {
  const all = recorded(version);

  test('D1 every one is read, and none keeps its value or its hash', () => {
    expect(all.length).toBeGreaterThan(50);
    let readable = 0;
    for (const { raw, store } of all) {
      const token = parser(store).tokenOf(raw);
      expect(Token.strict().parse(token)).toEqual(token);
      expect(Object.keys(token!)).not.toContain('token');
      const text = JSON.stringify(token);
      if (store === 'api' && raw.token) {
        readable += 1;
        expect(text).not.toContain(raw.token);
      }
      if (raw.hashedToken) expect(text).not.toContain(raw.hashedToken);
      expect(token!.value).toBe(store === 'api' && raw.token ? 'readable' : 'hidden');
      expect(token!.grants).toHaveLength((raw.permissions as unknown[]).length);
      if (store === 'v1') expect(token!.username).toBe(raw.token);
    }
    expect(readable).toBeGreaterThan(0);
  });
});

const entry = {
  id: '0b5d6c1e7f3a2000',
  token: 'c4n4ry-value==',
  hashedToken: '$influxdb2-sha256$c4n4ry',
  status: 'active',
  description: 'one',
  orgID: '020f755c3c083000',
  org: 'acme',
  userID: 'aaaaaaaaaaaaaaaa',
  user: 'admin',
  permissions: [
    {
      action: 'read',
      resource: { type: 'buckets', id: '020f755c3c084000', orgID: '020f755c3c083000', name: 'b1', org: 'acme' },
    },
  ],
  createdAt: '2026-01-02T15:04:05.123456789+02:00',
  updatedAt: '0001-01-01T00:00:00Z',
};

test('S0.3 a token belongs to a user and says its rights in an organization', () => {
  expect(parser().tokenOf(entry)).toEqual({
    store: 'api',
    id: '0b5d6c1e7f3a2000',
    description: 'one',
    status: 'active',
    orgId: '020f755c3c083000',
    orgName: 'acme',
    ownerId: 'aaaaaaaaaaaaaaaa',
    ownerName: 'admin',
    grants: [
      {
        action: 'read',
        type: 'buckets',
        id: '020f755c3c084000',
        orgId: '020f755c3c083000',
        name: 'b1',
        orgName: 'acme',
      },
    ],
    createdAt: Date.UTC(2026, 0, 2, 13, 4, 5, 123),
    value: 'readable',
    own: 'unknown',
  });
});

test.each([
  ['2026-01-02T15:04:05Z', Date.UTC(2026, 0, 2, 15, 4, 5)],
  ['2026-01-02T15:04:05.9-03:30', Date.UTC(2026, 0, 2, 18, 34, 5, 900)],
  ['9999-12-31T23:59:59.999999999Z', Date.UTC(9999, 11, 31, 23, 59, 59, 999)],
  ['0001-01-01T00:00:00Z', undefined],
  ['2026-13-45T99:00:00Z', undefined],
  ['yesterday 1', undefined],
  ['', undefined],
  [null, undefined],
  [12, undefined],
])('a time of %s is read as %s', (createdAt, expected) => {
  expect(parser().tokenOf({ ...entry, createdAt })?.createdAt).toBe(expected);
});

test('a bucket that is gone is named by its id alone, and unknown types are kept', () => {
  const permissions = [
    { action: 'write', resource: { type: 'buckets', id: '020f755c3c084000', orgID: '020f755c3c083000' } },
    { action: 'read', resource: { type: 'hovercrafts' } },
  ];
  expect(parser().tokenOf({ ...entry, permissions })?.grants).toEqual([
    { action: 'write', type: 'buckets', id: '020f755c3c084000', orgId: '020f755c3c083000' },
    { action: 'read', type: 'hovercrafts' },
  ]);
});

test.each([
  ['a permission without a type', { permissions: [{ action: 'read', resource: {} }] }],
  ['an action that is none', { permissions: [{ action: 'own', resource: { type: 'buckets' } }] }],
  ['permissions that are no list', { permissions: {} }],
  ['no id', { id: undefined }],
  ['a status that is none', { status: 'paused' }],
])('an entry with %s is not read at all: rights are never left out', (_, change) => {
  expect(parser().tokenOf({ ...entry, ...change })).toBeUndefined();
});

test('D1 T2 whatever an entry holds, reading it throws nothing and keeps no value', () => {
  const odd = fc.oneof(fc.jsonValue(), fc.constant(undefined));
  const keys = fc.constantFrom(...Object.keys(entry), 'permissions', '__proto__', 'extra');
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, odd), { maxLength: 3 }), (changes) => {
      const token = parser().tokenOf({
        ...entry,
        ...Object.fromEntries(changes.filter(([key]) => key !== 'token' && key !== 'hashedToken')),
      });
      if (token) expect(Token.strict().safeParse(token).success).toBe(true);
      expect(JSON.stringify({ token })).not.toContain('c4n4ry');
    }),
  );
  expect([null, 1, 'x', []].map((raw) => parser().tokenOf(raw))).toEqual([undefined, undefined, undefined, undefined]);
});

test('10,000 permissions in one token are read, and tokens of one pattern share them', () => {
  const permissions = Array.from({ length: 10_000 }, (_, number) => ({
    action: 'read',
    resource: { type: 'buckets', id: number.toString(16).padStart(16, '0'), orgID: entry.orgID },
  }));
  const reading = parser();
  const [one, other] = [
    reading.tokenOf({ ...entry, permissions }),
    reading.tokenOf({ ...entry, id: 'x', permissions }),
  ];
  expect(one?.grants).toHaveLength(10_000);
  expect(other?.grants).toBe(one?.grants);
});

describe('J3 J4 which token is the own one', () => {
  const own = (remembered?: string) => {
    const known = new OwnToken(remembered);
    known.userId = entry.userID;
    return known;
  };
  const judge = (known: OwnToken, change: Raw = {}, secret = new Secret('c4n4ry-value==')) =>
    parser('api', known, secret).tokenOf({ ...entry, ...change })?.own;
  const hidden = { token: '' };

  test('J3 a value that the server tells proves it, or proves that it is another one', () => {
    expect(judge(own())).toBe('yes');
    expect(judge(own(), { token: 'other' })).toBe('no');
  });

  test('J3 the id that was remembered at creation proves it where values are hidden', () => {
    expect(judge(own(entry.id), hidden)).toBe('yes');
  });

  test('J4 another owner, or a right that was used and that it lacks, proves that it is not', () => {
    expect(judge(own(), { ...hidden, userID: 'bbbbbbbbbbbbbbbb' })).toBe('no');
    const known = own();
    known.used({ action: 'read', type: 'users', id: entry.userID });
    expect(judge(known, hidden)).toBe('no');
    expect(judge(known, { ...hidden, permissions: [{ action: 'read', resource: { type: 'users' } }] })).toBe('unknown');
  });

  test('J4 without proof it stays unknown', () => {
    expect(judge(own(), hidden)).toBe('unknown');
  });

  test('J4 the remembered id of the own token proves that every other one is another', () => {
    expect(judge(own('another-id'), hidden)).toBe('no');
  });

  test('J4 a right that is used later is counted for tokens that were judged before', () => {
    const known = own();
    expect(judge(known, hidden)).toBe('unknown');
    known.used({ action: 'write', type: 'authorizations' });
    expect(judge(known, hidden)).toBe('no');
  });

  test('a v1 login is never the own token', () => {
    expect(parser('v1', own(entry.id), new Secret('c4n4ry-value==')).tokenOf(entry)?.own).toBe('no');
  });
});
