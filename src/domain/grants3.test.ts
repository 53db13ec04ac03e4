import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from './access3.ts';
import { Action, grantKey, type Grant } from './grant.ts';
import { grantsOf3, permissionsOf3 } from './grants3.ts';
import { formatPermission, parsePermission, permissionBody, refusalOf } from './permission3.ts';

const granted = (...texts: string[]) => grantsOf3(texts.map(parsePermission));
const written = (...grants: Grant[]) => permissionsOf3(grants).permissions.map(formatPermission);

const instance: Grant[] = [
  { action: 'read', type: 'instance' },
  { action: 'write', type: 'instance' },
];

test.each([
  ['db:foo:read', [{ action: 'read', type: 'databases', id: 'foo', name: 'foo' }]],
  ['db:*:read', [{ action: 'read', type: 'databases' }]],
  ['system:health:read', [{ action: 'read', type: 'system', id: 'health', name: 'health' }]],
  ['system: Health:read', [{ action: 'read', type: 'system', id: 'health', name: 'health' }]],
  ['system:*:read', [{ action: 'read', type: 'system' }]],
  ['*:*:*', instance],
])('%s as grants', (text, grants) => {
  expect(granted(text)).toEqual({ grants, unread: [] });
});

test('the same right told twice is one grant', () => {
  expect(granted('db:a,a:read,read', 'db:a:read').grants).toHaveLength(1);
});

test.each(['token:*:create', '*:*:read', 'nonsense', 'db:foo:', 'db::read', 'db: :read', 'db:*:*'])(
  '%s says what no grant can say, and stands as the server told it',
  (text) => {
    expect(granted(text)).toEqual({ grants: [], unread: [text] });
  },
);

test('of a permission that is known in part, the part is a grant and the whole is told', () => {
  expect(granted('db:foo:read,fly')).toEqual({
    grants: [{ action: 'read', type: 'databases', id: 'foo', name: 'foo' }],
    unread: ['db:foo:read,fly'],
  });
});

const on = (id: string | undefined, action: Action, type = 'databases'): Grant => ({ action, type, id });

test('databases with the same rights share a permission, all databases never with one', () => {
  expect(
    written(
      on('a', 'write'),
      on(undefined, 'read'),
      on('b', 'read'),
      on('a', 'read'),
      on('b', 'write'),
      on('c', 'read'),
    ),
  ).toEqual(['db:a,b:read,write', 'db:*:read', 'db:c:read']);
});

test('an administrator is one permission', () => {
  expect(written(...instance, on('a', 'read'))).toEqual(['*:*:*', 'db:a:read']);
});

test.each([
  ['another type', on('1', 'read', 'buckets')],
  ['an organization', { ...on(undefined, 'read'), orgId: 'o1' }],
  ['half an administrator', on(undefined, 'read', 'instance')],
  ['creating what belongs to the system', on('health', 'create', 'system')],
  ['an empty name', on('', 'read')],
  ['a database that is called as all are', on('*', 'read')],
  ['a system resource that is called as all are', on(' * ', 'read', 'system')],
  ['a name that would be two', on('a,b', 'read')],
  ['a name that would end too soon', on('a:b', 'read')],
])('%s is left, never widened', (_, grant) => {
  expect(permissionsOf3([grant])).toEqual({ permissions: [], left: [grant] });
});

const dbName = fc.oneof(fc.constantFrom('a', 'b', 'home/x-1', '3'), fc.stringMatching(/^[a-z][\w/-]{0,8}$/));
const grant: fc.Arbitrary<Grant> = fc.oneof(
  fc.record({ action: fc.constantFrom(...Action.options), type: fc.constant('databases'), id: dbName }),
  fc.record({ action: fc.constantFrom(...Action.options), type: fc.constant('databases') }),
  fc.record({
    action: fc.constant<Action>('read'),
    type: fc.constant('system'),
    id: fc.constantFrom('health', 'ping', 'metrics', 'ready'),
  }),
  fc.constant<Grant>({ action: 'read', type: 'system' }),
);
const grants = fc
  .tuple(fc.array(grant, { maxLength: 12 }), fc.boolean())
  .map(([some, isAdmin]) => (isAdmin ? [...instance, ...some] : some));
const keys = (given: readonly Grant[]) => [...new Set(given.map(grantKey))].toSorted();

test('grants come back from their permissions, whichever way those were told', () => {
  fc.assert(
    fc.property(grants, (given) => {
      const { permissions, left } = permissionsOf3(given);
      const texts = permissions.map(formatPermission);

      expect(left).toEqual([]);
      expect(grantsOf3(permissions)).toEqual(granted(...texts));
      expect(keys(granted(...texts).grants)).toEqual(keys(given));
      expect(granted(...texts).unread).toEqual([]);
    }),
  );
});

test('permissions made again from their grants decide the same', () => {
  fc.assert(
    fc.property(grants, dbName, fc.constantFrom(...Action.options), (given, database, action) => {
      const before = permissionsOf3(given).permissions;
      const after = permissionsOf3(grantsOf3(before).grants).permissions;
      for (const wanted of [
        { database, action },
        { database: null, action },
        { system: 'ping', action },
      ])
        expect(decide(after, wanted)).toBe(decide(before, wanted));
    }),
  );
});

test('what is made of rights that can be given is refused by no server', () => {
  const given = [on('a', 'read'), on('a', 'create'), on(undefined, 'delete'), on('ping', 'read', 'system')];

  expect(refusalOf(permissionsOf3(given).permissions.map(permissionBody), new Set(['a']))).toBeUndefined();
});
