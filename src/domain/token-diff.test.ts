import { expect, test } from 'vitest';
import { ACME, aGrant, aToken, BOB, operatorSet } from '#test/tokens';
import type { Token } from './token.ts';
import { countChanges, diffTokens, newOperators, seesTheSame } from './token-diff.ts';

const one = (change: Partial<Token> = {}) => [aToken(change)];
const kindsOf = (before: Partial<Token>, after: Partial<Token>) =>
  diffTokens(one(before), one(after)).flatMap(({ kinds }) => kinds);

const telemetry = { id: 'b1', orgId: ACME, name: 'telemetry' };
const reads = aGrant('read', 'buckets', telemetry);
const writes = aGrant('write', 'buckets', telemetry);

test('what is new and what is gone is told with its rights, and what is the same is not', () => {
  const differences = diffTokens(
    [aToken({ id: 'a' }), aToken({ id: 'b', grants: [reads] })],
    [aToken({ id: 'c', grants: [writes] }), aToken({ id: 'a' })],
  );
  expect(differences.map(({ key, kinds }) => [key, ...kinds])).toEqual([
    ['api:c', 'new'],
    ['api:b', 'gone'],
  ]);
  expect(differences[0]?.gained).toEqual([writes]);
  expect(differences[1]?.lost).toEqual([reads]);
});

test('a login of 1.x and a token with one id are two', () => {
  expect(diffTokens([aToken({ id: 'a' })], [aToken({ id: 'a', store: 'v1' })])).toHaveLength(2);
});

test('rights are compared as the server decides: a bucket that a wider grant gave already is no gain', () => {
  const wide = aGrant('read', 'buckets', { orgId: ACME });
  expect(kindsOf({ grants: [wide] }, { grants: [wide, reads] })).toEqual([]);
  expect(kindsOf({ grants: [reads] }, { grants: [wide] })).toEqual(['widened']);
  expect(kindsOf({ grants: [wide] }, { grants: [reads] })).toEqual(['narrowed']);
  expect(kindsOf({ grants: [reads] }, { grants: [writes] })).toEqual(['rights']);
  expect(kindsOf({ grants: [aGrant('read', 'instance')] }, { grants: [aGrant('read', 'instance'), wide] })).toEqual([]);
});

test('names of targets and the order of grants change no right', () => {
  const renamed = { ...reads, name: 'telemetry-old' };
  expect(kindsOf({ grants: [reads, writes] }, { grants: [writes, renamed, renamed] })).toEqual([]);
});

test('where an exact grant hides those on all, a grant that was added can take a right away', () => {
  const all = aGrant('write', 'databases');
  const exact = aGrant('read', 'databases', { id: 'home' });
  const [found] = diffTokens(one({ exactFirst: true, grants: [all] }), one({ exactFirst: true, grants: [all, exact] }));
  expect(found?.kinds).toEqual(['rights']);
  expect(found?.gained).toEqual([exact]);
  expect(found?.lost).toEqual([{ ...exact, action: 'write' }]);
});

test('status, owner, end, description and kind are told apart', () => {
  expect(kindsOf({}, { status: 'inactive' })).toEqual(['status']);
  expect(kindsOf({}, { ownerId: BOB })).toEqual(['owner']);
  expect(kindsOf({}, { ownerInactive: true })).toEqual(['owner']);
  expect(kindsOf({}, { expiresAt: 5 })).toEqual(['expiry']);
  expect(kindsOf({}, { description: 'another' })).toEqual(['description']);
  expect(kindsOf({}, { kind: 'admin' })).toEqual(['kind']);
  expect(kindsOf({ unread: ['x'] }, { unread: ['y'] })).toEqual(['rights']);
  expect(kindsOf({}, { status: 'inactive', description: 'another' })).toEqual(['status', 'description']);
});

test('each way of change is counted, the weightiest first', () => {
  const differences = diffTokens(one({ id: 'a' }), [aToken({ id: 'a', status: 'inactive' }), aToken({ id: 'b' })]);
  expect([...countChanges(differences)]).toEqual([
    ['new', 1],
    ['status', 1],
  ]);
});

test('an operator token is new when it was not there, or was less', () => {
  const before = [aToken({ id: 'a', grants: operatorSet() }), aToken({ id: 'b' })];
  const after = [...before, aToken({ id: 'c', grants: operatorSet() }), aToken({ id: 'd', kind: 'admin', grants: [] })];
  expect(newOperators(before, after).map(({ id }) => id)).toEqual(['c', 'd']);
  expect(newOperators(before, [aToken({ id: 'b', grants: operatorSet() })]).map(({ id }) => id)).toEqual(['b']);
  expect(newOperators(after, after)).toEqual([]);
});

test('two lists see the same when both are whole, or were read by one token', () => {
  const own = {
    completeness: 'own-user-only' as const,
    self: { kind: 'all-access' as const, proof: 'row' as const, mayList: true },
  };
  const whole = { completeness: 'every-token' as const };
  expect(seesTheSame(whole, whole)).toBe(true);
  expect(seesTheSame(own, whole)).toBe(false);
  expect(
    seesTheSame({ ...own, self: { ...own.self, tokenId: 'a' } }, { ...own, self: { ...own.self, tokenId: 'b' } }),
  ).toBe(false);
});

test('a thousand tokens with a thousand grants each are compared in a moment', () => {
  const many = (action: 'read' | 'write') =>
    Array.from({ length: 1000 }, (_, id) => aGrant(action, 'buckets', { id: `b${id}`, orgId: ACME }));
  const before = Array.from({ length: 1000 }, (_, id) => aToken({ id: `t${id}`, grants: many('read') }));
  const after = before.map((token) => ({ ...token, grants: [...token.grants.slice(1), writes] }));
  const began = performance.now();
  expect(diffTokens(before, after)).toHaveLength(1000);
  expect(performance.now() - began).toBeLessThan(10_000);
});
