import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  formatPermission,
  givesAdmin,
  inServerOrder,
  parsePermission,
  parsePermissions,
  permission,
  permissionBody,
  refusalOf,
} from './permission3.ts';

const texts = (column: string) => parsePermissions(column).map(formatPermission);

test.each([
  ['an administrator as a bare text', '*:*:*', ['*:*:*']],
  ['an administrator in an array', '["*:*:*"]', ['*:*:*']],
  ['an array of several', '["db:a:read","system:health:read"]', ['db:a:read', 'system:health:read']],
  ['an array with blanks around', ' [ "db:a:read" ] ', ['db:a:read']],
  ['one bare text with lists of names and actions', 'db:a,b:read,write', ['db:a,b:read,write']],
  ['bare texts with commas', 'db:a:read,db:b:read,write', ['db:a:read', 'db:b:read,write']],
  ['bare texts with semicolons', 'db:a:read; system:*:read', ['db:a:read', 'system:*:read']],
  ['bare texts with blanks', 'db:a:read db:b:write', ['db:a:read', 'db:b:write']],
  ['nothing', '', []],
  ['blanks', '  ', []],
  ['an empty array', '[]', []],
])('reads %s', (_, column, expected) => {
  expect(texts(column)).toEqual(expected);
});

test('takes a permission apart', () => {
  expect(parsePermissions('db:home,w-a/r:read,write')).toEqual([
    { type: 'db', names: ['home', 'w-a/r'], actions: ['read', 'write'], raw: 'db:home,w-a/r:read,write' },
  ]);
});

test('an id where a name was is kept as it stands', () => {
  expect(parsePermissions('["db:3:read"]')[0]?.names).toEqual(['3']);
});

test('a type that this app does not know is kept with its name', () => {
  expect(parsePermission('token:*:create')).toMatchObject({ type: 'token', names: ['*'], actions: ['create'] });
});

test('colons inside belong to the name', () => {
  expect(parsePermission('db:a:b:read')).toMatchObject({ type: 'db', names: ['a:b'], actions: ['read'] });
});

test.each(['everything', 'db:a', ':a:read', 'db:a:read,db:b', '{"role":"admin"}', '["db:a:read"'])(
  'keeps %s, which has no known form, as it stands',
  (column) => {
    expect(parsePermissions(column)).toEqual([{ type: '', names: [], actions: [], raw: column }]);
  },
);

test('what is no text in an array is kept, and the rest read', () => {
  expect(parsePermissions('["db:a:read",{"role":7},null]').map(({ type, raw }) => [type, raw])).toEqual([
    ['db', 'db:a:read'],
    ['', '{"role":7}'],
    ['', 'null'],
  ]);
});

test('no column makes it fail, nor is any text lost', () => {
  const hostile = fc.string({
    unit: fc.constantFrom('db', ':', ',', '*', '[', ']', '"', ' ', ';', 'read', '\\', '{', '7'),
  });
  fc.assert(
    fc.property(fc.oneof(fc.string(), hostile, fc.json()), (column) => {
      const items = parsePermissions(column);
      for (const item of items) expect(formatPermission(item)).toBe(item.raw);
      if (column.trim() !== '' && !column.trim().startsWith('[')) expect(items.length).toBeGreaterThan(0);
    }),
  );
});

test('a deep array and a very long text are read in no time', () => {
  const started = performance.now();

  expect(parsePermissions('['.repeat(200_000) + ']'.repeat(200_000))).toHaveLength(1);
  expect(parsePermissions(`db:a:read${' '.repeat(500_000)}x:`)).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(2000);
});

test('only *:*:* is an administrator', () => {
  expect(['*:*:*', 'db:*:*', '*:*:read', '*:a:*', '*:*,*:*'].map((text) => givesAdmin(parsePermission(text)))).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('actions stand once each in the order in which servers show them', () => {
  expect(inServerOrder(['fly', 'delete', 'write', 'read', 'drop', 'read', 'describe', 'create', 'update'])).toEqual([
    'create',
    'describe',
    'update',
    'drop',
    'read',
    'write',
    'delete',
    'fly',
  ]);
});

test('a body has the fields that the server asks for', () => {
  expect(permissionBody(permission('db', ['a'], ['read']))).toEqual({
    resource_type: 'db',
    resource_names: ['a'],
    actions: ['read'],
  });
});

const databases = new Set(['a', 'b']);
const refusal = (...permissions: string[]) =>
  refusalOf(
    permissions.map((text) => permissionBody(parsePermission(text))),
    databases,
  );

test.each([
  ['*:*:*', '* resource type can only be set for admin token'],
  ['token:a:read', 'resource type not supported token'],
  ['DB:a:read', 'resource type not supported DB'],
  ['db:a,*:read', 'mixed wildcard (*) and resource name'],
  ['db:a,nope:read', 'invalid resource name nope'],
  ['db:A:read', 'invalid resource name A'],
  ['system:disk:read', 'invalid resource name disk'],
  ['db:a:*', 'action not supported, database action *'],
  ['db:a:read,drop', 'action not supported, database action drop'],
  ['system:ping:write', 'action not supported, system action write'],
  ['db:nope:fly', 'invalid resource name nope'],
])('creating with %s is refused: %s', (text, reason) => {
  expect(refusal('db:a:read', text)).toBe(`cannot parse token permission, ${reason}`);
});

test('what a server takes is not refused', () => {
  expect(refusal('db:a,b:read,write,create,describe,delete', 'db:*:read', 'system: HEALTH,ping:read')).toBeUndefined();
});

test('a name is not refused where the databases are not known', () => {
  expect(refusalOf([permissionBody(permission('db', ['later'], ['read']))])).toBeUndefined();
});
