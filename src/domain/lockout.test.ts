import { describe, expect, test } from 'vitest';
import { ACME, aGrant, allAccessSet, aToken, GLOBEX, operatorSet, someResources } from '#test/tokens';
import { risks, typedPhrase, whoLosesWhat } from './lockout.ts';
import { namesOf } from './names.ts';
import { phraseText } from './phrase.ts';
import type { Self } from './server.ts';

const operator = aToken({ id: 'op1', grants: operatorSet(), own: 'no' });
const plain = aToken({ own: 'no' });
const self: Self = { kind: 'operator', proof: 'row', tokenId: 'op1', mayList: true };

describe('risks of taking a token away', () => {
  test('none for an ordinary token that is proven to be another one', () => {
    expect(risks(plain, { tokens: [plain, operator] })).toEqual([]);
  });

  test('J3 the own token, by its entry or by its remembered id', () => {
    expect(risks(aToken({ own: 'yes' }), { tokens: [] })).toEqual(['own-token']);
    expect(
      risks({ ...operator, own: 'unknown' }, { self, tokens: [aToken({ id: 'op2', grants: operatorSet() })] }),
    ).toEqual(['own-token']);
  });

  test('J4 a token that nothing proves to be another one', () => {
    const doubtful = aToken({ grants: allAccessSet(), own: 'unknown' });
    const another = { ...doubtful, id: 'aa9' };
    expect(risks(doubtful, { tokens: [another] })).toEqual(['maybe-own-token']);
    expect(risks(doubtful, { self, tokens: [another] })).toEqual([]);
    expect(
      risks(doubtful, { self: { ...self, tokenId: undefined, userId: 'someone else' }, tokens: [another] }),
    ).toEqual([]);
  });

  test('J4 a token that could not have read itself is another one', () => {
    expect(risks(aToken({ own: 'unknown' }), { tokens: [] })).toEqual([]);
  });

  test.each([
    ['there is no other', []],
    ['the other is inactive', [aToken({ id: 'op2', grants: operatorSet(), status: 'inactive' })]],
    ['the owner of the other is inactive', [aToken({ id: 'op2', grants: operatorSet(), ownerInactive: true })]],
    ['the owner of the other is gone', [aToken({ id: 'op2', grants: operatorSet(), ownerName: undefined })]],
  ])('J6 the last operator token when %s', (_, others) => {
    expect(risks(operator, { tokens: [operator, ...others] })).toEqual(['last-operator']);
  });

  test('J6 not the last one when another works, or when it is inactive itself', () => {
    const other = aToken({ id: 'op2', grants: operatorSet() });
    expect(risks(operator, { tokens: [operator, other] })).toEqual([]);
    expect(risks({ ...operator, status: 'inactive' }, { tokens: [operator] })).toEqual([]);
  });

  test('J6 the last all-access token of an organization, whatever other organizations have', () => {
    const of = (orgId: string, id: string) => aToken({ id, orgId, own: 'no', grants: allAccessSet(orgId) });
    const mine = of(ACME, 'aa1');
    expect(risks(mine, { tokens: [mine, of(GLOBEX, 'aa2')] })).toEqual(['last-all-access']);
    expect(risks(mine, { tokens: [mine, of(ACME, 'aa3')] })).toEqual([]);
  });

  test('a 1.x login is nobody’s way in to the server itself', () => {
    expect(risks(aToken({ store: 'v1', own: 'unknown' }), { tokens: [] })).toEqual([]);
  });
});

describe('what is typed to confirm', () => {
  test.each([
    ['telegraf on host-7', 'telegraf on host-7'],
    ['', '5db000'],
    ['x'.repeat(41), '5db000'],
    ['two\nlines', '5db000'],
    ['\u202eevil', '5db000'],
    [' padded ', '5db000'],
  ])('J2 for the description %j it is %j', (description, typed) => {
    expect(typedPhrase(aToken({ description }))).toBe(typed);
  });
});

describe('who loses what', () => {
  test('names the token, what it could do, and the server', () => {
    expect(phraseText(whoLosesWhat(plain, 'prod-eu'))).toBe(
      'telegraf on host-7 can no longer write telemetry in acme on prod-eu.',
    );
  });

  test('a token without description, and one that is inactive already', () => {
    expect(phraseText(whoLosesWhat(aToken({ description: '' }), 'prod-eu'))).toMatch(
      /^The token without a description can no longer write/,
    );
    expect(phraseText(whoLosesWhat(aToken({ status: 'inactive' }), 'prod-eu'))).toMatch(
      /is inactive, so nothing stops working on prod-eu/,
    );
  });

  test('a right on a bucket that is gone is no loss', () => {
    const on = (id: string) => aGrant('write', 'buckets', { id, orgId: ACME, orgName: 'acme' });
    const names = namesOf(someResources());
    expect(phraseText(whoLosesWhat(aToken({ grants: [on('gone')] }), 'eu', names))).toMatch(
      /can do nothing, so nothing stops working on eu/,
    );
    expect(phraseText(whoLosesWhat(aToken({ grants: [on('gone'), on('b2')] }), 'eu', names))).toMatch(
      /can no longer write downsampled in acme on eu/,
    );
  });

  test('a name with a full stop in it is not cut', () => {
    const token = aToken({
      grants: [aGrant('write', 'buckets', { id: 'b1', orgId: ACME, name: 'v1.2', orgName: 'acme' })],
    });
    expect(phraseText(whoLosesWhat(token, 'eu'))).toContain('write v1.2');
  });
});
