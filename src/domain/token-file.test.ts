import { expect, test } from 'vitest';
import { TokenFile, tokenFileSwitch, tokenFileText } from './token-file.ts';

const VALUE = 'apiv3_x';

test('an admin’s file holds one token with its name, and its end in ms', () => {
  expect(JSON.parse(tokenFileText({ kind: 'admin', name: '_admin' }, VALUE))).toEqual({ token: VALUE, name: '_admin' });
  expect(JSON.parse(tokenFileText({ kind: 'admin', name: 'ops', expiresAt: 1756400061529 }, VALUE))).toEqual({
    token: VALUE,
    name: 'ops',
    expiry_millis: 1756400061529,
  });
});

const app: TokenFile = {
  kind: 'database',
  name: 'app',
  databases: ['db1', 'db2'],
  actions: ['read', 'write'],
  create: true,
};

test('a permission file holds a list of tokens, and the databases to make', () => {
  expect(JSON.parse(tokenFileText(app, VALUE))).toEqual({
    create_databases: ['db1', 'db2'],
    tokens: [{ token: VALUE, name: 'app', permissions: ['db:db1,db2:read,write'] }],
  });
  expect(JSON.parse(tokenFileText({ ...app, databases: ['*'], actions: ['read'] }, VALUE))).toEqual({
    create_databases: [],
    tokens: [{ token: VALUE, name: 'app', permissions: ['db:*:read'] }],
  });
});

test.each([['a:b'], ['a,b'], [' a'], ['']])('a database is not called “%s”', (name) => {
  expect(TokenFile.safeParse({ ...app, databases: [name] }).success).toBe(false);
});

test('names beside the sign for all of them are refused, as a server would', () => {
  expect(TokenFile.safeParse({ ...app, databases: ['*', 'db1'] }).success).toBe(false);
  expect(TokenFile.safeParse(app).success).toBe(true);
});

test('each file has a switch of its own', () => {
  expect(tokenFileSwitch('admin', '/etc/t.json')).toBe('--admin-token-file /etc/t.json');
  expect(tokenFileSwitch('database', '/etc/t.json')).toBe('--permission-tokens-file /etc/t.json');
});
