import { expect, test } from 'vitest';
import { completenessWords } from './completeness-words.ts';
import type { Self } from './server.ts';
import type { TokenListEnd } from './token.ts';

const self: Self = { kind: 'operator', proof: 'asked', userName: 'bob', orgName: 'acme', mayList: true };
const end = (changes: Partial<TokenListEnd>): TokenListEnd => ({
  readAt: 0,
  completeness: 'every-token',
  unreadable: 0,
  v1: 'read',
  ...changes,
});

test('S1.3 with an operator token every token is there', () => {
  expect(completenessWords(end({}), self)).toBe('Complete: an operator token sees every token');
});

test('S1.2 with another token it says whose tokens are shown', () => {
  expect(completenessWords(end({ completeness: 'own-user-only' }), { ...self, kind: 'all-access' })).toMatch(
    /^Only the tokens of bob in acme: /u,
  );
  expect(completenessWords(end({ completeness: 'own-user-only' }))).toMatch(
    /^Only the tokens of this connection’s own user: /u,
  );
});

test('a database token is told that it takes an admin token to list', () => {
  expect(completenessWords(end({ completeness: 'may-not-list' }), { ...self, kind: 'database' })).toMatch(
    /admin token/,
  );
});

test('a list that may not be read says which right is missing', () => {
  expect(completenessWords(end({ completeness: 'may-not-list' }))).toContain(
    'lacks the rights to list them (read: authorizations, and read: users on their owners)',
  );
});

test('what nothing proves is not called complete', () => {
  expect(completenessWords(end({ completeness: 'unknown' }), self)).toMatch(/^Perhaps not all/u);
});

test('entries that could not be read and refused 1.x logins are told', () => {
  const words = completenessWords(end({ unreadable: 1200, v1: 'refused' }), self);
  expect(words).toContain('1,200 entries could not be read');
  expect(words).toContain('1.x logins are missing');
  expect(completenessWords(end({ v1: 'absent' }), self)).not.toContain('1.x');
});
