import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allows } from './access.ts';
import { grantThatGives3 } from './access3.ts';
import type { Grant } from './grant.ts';
import type { Bucket } from './resource.ts';
import { bucketAccess, tokensOfOrganizations, tokensOfUsers } from './resource-access.ts';
import type { Token } from './token.ts';

const BUCKETS: Bucket[] = [
  { id: 'b1', name: 'telemetry', orgId: 'o1', retention: 0, system: false },
  { id: 'b2', name: 'home', orgId: 'o1', retention: 0, system: false },
  { id: 'b3', name: 'raw', orgId: 'o2', retention: 0, system: false },
  { id: 's1', name: '_monitoring', orgId: 'o1', retention: 0, system: true },
];

function token(grants: Grant[], facts: Partial<Token> = {}): Token {
  return {
    store: 'api',
    id: 't',
    description: '',
    status: 'active',
    orgId: 'o1',
    orgName: 'acme',
    ownerId: 'u1',
    ownerName: 'admin',
    value: 'hidden',
    own: 'no',
    grants,
    ...facts,
  };
}

test('a token that reaches a bucket by several grants is counted once', () => {
  const both = token([
    { action: 'read', type: 'buckets', orgId: 'o1' },
    { action: 'read', type: 'buckets', id: 'b1', orgId: 'o1' },
    { action: 'read', type: 'buckets', id: 'b1', orgId: 'o1' },
  ]);
  expect(bucketAccess([both], BUCKETS).read.get('b1')).toBe(1);
});

test('tokens that do not work are not counted', () => {
  const grants: Grant[] = [{ action: 'write', type: 'buckets', orgId: 'o1' }];
  const tokens = [
    token(grants, { status: 'inactive' }),
    token(grants, { ownerInactive: true }),
    token(grants, { ownerName: undefined }),
  ];
  expect(bucketAccess(tokens, BUCKETS).write.get('b1')).toBe(0);
});

test('a bucket of the server itself is read by who may read its organization, and written as any other', () => {
  const bucketOnly = token([
    { action: 'read', type: 'buckets', id: 's1', orgId: 'o1' },
    { action: 'write', type: 'buckets', orgId: 'o1' },
  ]);
  const orgOnly = token([{ action: 'read', type: 'orgs', id: 'o1' }]);
  const { read, write } = bucketAccess([bucketOnly, orgOnly, orgOnly], BUCKETS);
  expect([read.get('s1'), write.get('s1')]).toEqual([2, 1]);
});

test('a right on a database that was made anew since is none, and hides none', () => {
  const dead: Grant = { action: 'read', type: 'databases', id: 'home' };
  const facts = { exactFirst: true, orgId: '', ownerId: '', remade: ['home'] };
  const tokens = [token([dead], facts), token([dead, { action: 'write', type: 'databases' }], facts)];
  const { read, write } = bucketAccess(tokens, DATABASES);
  expect([read.get('home'), write.get('home')]).toEqual([0, 1]);
});

const grant = fc.record({
  action: fc.constantFrom('read' as const, 'write' as const),
  type: fc.constantFrom('buckets', 'instance', 'orgs', 'tasks'),
  id: fc.constantFrom(undefined, 'b1', 'b2', 'b3', 'gone'),
  orgId: fc.constantFrom(undefined, 'o1', 'o2'),
});

test('the counts are those of the permission matcher, for any tokens', () => {
  fc.assert(
    fc.property(fc.array(fc.array(grant, { maxLength: 5 }), { maxLength: 8 }), (lists) => {
      const tokens = lists.map((grants) => token(grants));
      const counts = bucketAccess(tokens, BUCKETS);
      for (const action of ['read', 'write'] as const) {
        for (const { id, orgId } of BUCKETS.filter((bucket) => !bucket.system)) {
          const asked = tokens.filter(({ grants }) => allows(grants, { action, type: 'buckets', id, orgId })).length;
          expect(counts[action].get(id), `${action} ${id}`).toBe(asked);
        }
      }
    }),
  );
});

const DATABASES: Bucket[] = ['home', 'plant', '_internal'].map((name) => ({
  id: name,
  name,
  orgId: '',
  retention: 0,
  system: name === '_internal',
}));
const databaseGrant = fc.record({
  action: fc.constantFrom('read' as const, 'write' as const),
  type: fc.constantFrom('databases', 'instance', 'system'),
  id: fc.constantFrom(undefined, 'home', 'plant', 'gone'),
});

test('where a right on one database hides the one on all, the counts are those of that matcher', () => {
  fc.assert(
    fc.property(fc.array(fc.array(databaseGrant, { maxLength: 5 }), { maxLength: 8 }), (lists) => {
      const tokens = lists.map((grants) => token(grants, { exactFirst: true, orgId: '' }));
      const counts = bucketAccess(tokens, DATABASES);
      for (const action of ['read', 'write'] as const) {
        for (const { id } of DATABASES) {
          const asked = tokens.filter(({ grants }) => grantThatGives3(grants, { action, type: 'databases', id }));
          expect(counts[action].get(id), `${action} ${id}`).toBe(asked.length);
        }
      }
    }),
  );
});

test('users and organizations are counted by the tokens that stand on them, inactive ones too', () => {
  const tokens = [token([]), token([], { status: 'inactive' }), token([], { ownerId: 'u2', orgId: 'o2' })];
  expect(tokensOfUsers(tokens)).toEqual(
    new Map([
      ['u1', 2],
      ['u2', 1],
    ]),
  );
  expect(tokensOfOrganizations(tokens)).toEqual(
    new Map([
      ['o1', 2],
      ['o2', 1],
    ]),
  );
});
