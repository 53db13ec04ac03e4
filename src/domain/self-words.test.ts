import { expect, test } from 'vitest';
import { selfWords } from './self-words.ts';
import type { Self } from './server.ts';

const self = (facts: Partial<Self>): Self => ({ kind: 'custom', proof: 'row', mayList: true, ...facts });

test.each<[Partial<Self>, string]>([
  [{ kind: 'operator', userName: 'admin', orgName: 'acme' }, 'an operator token of admin'],
  [{ kind: 'all-access', userName: 'bob', orgName: 'acme' }, 'an all-access token of bob in acme'],
  [{ kind: 'read-write', mayList: false }, 'a read/write token, may not list tokens'],
  [{ kind: 'all-access', proof: 'guess' }, 'probably an all-access token'],
  [{ kind: 'custom', proof: 'guess' }, 'probably a custom token'],
  [{ kind: 'management', proof: 'asked' }, 'a management token, which can never write or query data'],
  [{ kind: 'unknown', proof: 'guess' }, 'a token, of a kind that the server does not tell'],
  [
    { kind: 'unknown', proof: 'guess', userName: 'lea', orgName: 'acme', possible: 3 },
    'a token of lea in acme, one of the 3 in the list that it can be',
  ],
  [
    { kind: 'management', proof: 'asked', origin: 'by-hand' },
    'a management token that was made by hand, which can never write or query data',
  ],
  [
    { kind: 'management', proof: 'asked', origin: 'identity-provider' },
    'a token of the identity provider, which manages and can never write or query data',
  ],
])('what the own token is: %o reads %s', (facts, words) => {
  expect(selfWords(self(facts))).toBe(words);
});
