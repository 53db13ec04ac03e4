import { expect, test } from 'vitest';
import { ACME, ADMIN, aBucket, aGrant, allAccessSet, operatorSet, someResources } from '#test/tokens';
import { createWarnings } from './create-warnings.ts';
import type { Grant } from './grant.ts';
import { namesOf } from './names.ts';
import { phraseText } from './phrase.ts';
import type { Self } from './server.ts';

const names = namesOf(
  someResources({ buckets: [aBucket('b1', 'telemetry'), aBucket('s1', '_monitoring', { system: true })] }),
);
const warned = (grants: Grant[], self?: Self): string[] =>
  createWarnings({ orgId: ACME, grants }, { names, self }).map(phraseText);
const on = (action: Grant['action'], id: string): Grant => aGrant(action, 'buckets', { id, orgId: ACME });

test('an ordinary token has no warning', () => {
  expect(warned([on('write', 'b1'), on('read', 'b1'), aGrant('read', 'tasks', { orgId: ACME })])).toEqual([]);
});

test.each<[name: string, grants: Grant[], beginning: RegExp]>([
  ['S0.11 operator', operatorSet(), /^It can do everything on this server.*all-access token for each organization/u],
  ['all access', allAccessSet(), /^It can change everything in its organization/u],
  [
    'writing all buckets',
    [aGrant('write', 'buckets', { orgId: ACME })],
    /^It can write every bucket of the organization, also new ones/u,
  ],
  ['writing every organization', [aGrant('write', 'buckets')], /^It can write all buckets in every organization/u],
  ['a bucket of the server itself', [on('write', 's1')], /^It can write _monitoring, which the server keeps/u],
  ['making tokens', [aGrant('write', 'authorizations', { orgId: ACME })], /^It can change tokens, which is/u],
  ['something gone', [on('read', 'b9')], /^It names b9, which is gone/u],
])('%s is warned of', (_name, grants, beginning) => {
  expect(warned(grants)[0]).toMatch(beginning);
});

test('reading a bucket of the server itself is warned of where the organization may not be read', () => {
  expect(warned([on('read', 's1')])).toEqual([
    'The right to read _monitoring gives nothing alone: it takes the right to read the organization.',
  ]);
  expect(warned([on('read', 's1'), aGrant('read', 'orgs', { id: ACME })])).toEqual([]);
  expect(warned([on('read', 's1'), aGrant('read', 'orgs')])).toEqual([]);
});

test('a token wider than the connection’s own is warned of', () => {
  const self: Self = { kind: 'all-access', proof: 'asked', userId: ADMIN, orgId: ACME, mayList: true };
  expect(warned([aGrant('read', 'tasks')], self)).toEqual([
    expect.stringMatching(/^It is wider than this connection’s own token/u),
  ]);
  expect(warned([aGrant('read', 'tasks', { orgId: ACME })], self)).toEqual([]);
});
