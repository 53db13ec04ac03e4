import { expect, test } from 'vitest';
import { isOffered, manyDone, manyVerb, whyLeftOut } from './many.ts';
import type { Server, Traits } from './server.ts';
import type { Token } from './token.ts';

const aToken = (facts: Partial<Token> = {}): Token => ({
  store: 'api',
  id: '1',
  description: '',
  status: 'active',
  orgId: '',
  ownerId: '',
  grants: [],
  value: 'hidden',
  own: 'no',
  ...facts,
});

const aServer = (
  can: Server['can'],
  { changes = ['status'], end = 'delete' }: Partial<Traits> = {},
): Pick<Server, 'can' | 'traits'> => ({
  can,
  traits: {
    data: 'buckets',
    organizations: true,
    owners: true,
    label: 'description',
    changes,
    changeTimes: true,
    expiry: true,
    end,
    offers: [],
    databaseActions: [],
    systemResources: [],
    userFilter: false,
    tool: 'none',
  },
});
const both = aServer(['updateToken', 'deleteToken']);
const revokes = aServer(['deleteToken'], { changes: [], end: 'revoke' });

test('what a server cannot do with one token is not offered for several', () => {
  expect(isOffered('deactivate', both)).toBe(true);
  expect(isOffered('deactivate', revokes)).toBe(false);
  expect(isOffered('delete', revokes)).toBe(true);
  expect(isOffered('delete', aServer(['updateToken']))).toBe(false);
});

test.each([
  ['deactivate', aToken({ status: 'inactive' }), both, 'It is inactive already.'],
  ['deactivate', aToken({ status: 'expired' }), both, 'It is expired already.'],
  ['deactivate', aToken(), both, undefined],
  ['deactivate', aToken(), revokes, 'This server deactivates no token: it works until it expires or is revoked.'],
  ['deactivate', aToken(), aServer([]), 'This server changes no token from here.'],
  ['activate', aToken(), both, 'It is active already.'],
  ['activate', aToken({ status: 'inactive' }), both, undefined],
  ['activate', aToken({ status: 'revoked' }), both, 'It is revoked already.'],
  ['delete', aToken({ status: 'inactive' }), both, undefined],
  ['delete', aToken({ status: 'revoked' }), revokes, 'It is revoked already.'],
  ['delete', aToken(), aServer([]), 'This server lets nobody delete tokens from here.'],
  ['delete', aToken(), undefined, 'Its server is not connected.'],
] as const)('to %s: each token is left out for a reason, or takes part (%#)', (action, token, server, why) => {
  expect(whyLeftOut(action, token, server)).toBe(why);
});

test('J5 the operator token of InfluxDB 3 is left out when several are deleted', () => {
  expect(whyLeftOut('delete', aToken({ kind: 'operator' }), both)).toMatch(/No server deletes its operator token/);
});

test('a button for several servers says delete and revoke where they differ', () => {
  expect(manyVerb('delete', [both])).toBe('Delete');
  expect(manyVerb('delete', [revokes])).toBe('Revoke');
  expect(manyVerb('delete', [revokes, both])).toBe('Delete or revoke');
  expect(manyVerb('deactivate', [both])).toBe('Deactivate');
  expect(manyVerb('activate', [both])).toBe('Activate');
});

test('what was done is said in the words of each server', () => {
  expect(manyDone('delete', revokes)).toBe('revoked');
  expect(manyDone('delete', both)).toBe('deleted');
  expect(manyDone('deactivate', both)).toBe('deactivated');
  expect(manyDone('activate', both)).toBe('activated');
});
