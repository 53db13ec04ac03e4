import { expect, test } from 'vitest';
import { ACME, aGrant, allAccessSet, aToken, GLOBEX, someResources } from '#test/tokens';
import { rightWords } from './access-words.ts';
import type { Grant } from './grant.ts';
import { namesOf } from './names.ts';
import { toRow } from './search-row.ts';
import type { Token } from './token.ts';
import { throughOf } from './who-can.ts';

const names = namesOf(someResources());
const GONE = '0a000000000000ff';

function words(grant: Grant, facts: Partial<Token> = {}, known = names): string {
  const row = toRow(aToken({ grants: [grant], ...facts }), known);
  return rightWords({ row, grant, through: throughOf(row, grant, grant) }, grant.type);
}

const CASES: readonly [what: string, grant: Grant, token: Partial<Token>, said: string][] = [
  ['one bucket', aGrant('read', 'buckets', { id: 'b1', orgId: ACME }), {}, 'Through a grant on this bucket'],
  [
    'all buckets of its organization',
    aGrant('read', 'buckets', { orgId: ACME }),
    {},
    'Through all buckets of acme, also new ones',
  ],
  [
    'all buckets of another organization, which the grant does not name',
    aGrant('read', 'buckets', { orgId: GLOBEX }),
    {},
    'Through all buckets of globex, also new ones',
  ],
  [
    'all tasks of an organization that has another name since',
    aGrant('write', 'tasks', { orgId: GLOBEX, orgName: 'umbrella' }),
    {},
    'Through all tasks of globex, also new ones',
  ],
  [
    'all buckets of an organization that only the grant names',
    aGrant('read', 'buckets', { orgId: GONE, orgName: 'umbrella' }),
    {},
    'Through all buckets of umbrella, also new ones',
  ],
  [
    'all buckets of an organization that nothing names: not the name of its own',
    aGrant('read', 'buckets', { orgId: GONE }),
    {},
    `Through all buckets of ${GONE}, also new ones`,
  ],
  [
    'all buckets of every organization',
    aGrant('read', 'buckets'),
    {},
    'Through all buckets of every organization, also new ones',
  ],
  [
    'a bucket whose name is no longer there',
    aGrant('read', 'buckets', { id: 'gone', orgId: GONE }),
    {},
    'Through a grant on this bucket',
  ],
  [
    'one bucket of a v1 authorization',
    aGrant('write', 'buckets', { id: 'b1', orgId: ACME }),
    { store: 'v1' },
    'Through a grant on this bucket',
  ],
  [
    'all buckets of a v1 authorization, whose organization only the token names',
    aGrant('write', 'buckets', { orgId: GONE }),
    { store: 'v1', orgId: GONE, orgName: 'umbrella' },
    'Through all buckets of umbrella, also new ones',
  ],
];

test.each(CASES)('through what a right comes: %s', (_what, grant, token, said) => {
  expect(words(grant, token)).toBe(said);
});

test('an all-access token is told by the organization that it is in, by its name where anything tells it', () => {
  const grants = allAccessSet();
  const grant = aGrant('write', 'buckets', { orgId: ACME });
  const said = 'Through everything in acme, as all-access token';
  expect(words(grant, { grants, orgName: undefined })).toBe(said);
  expect(words(grant, { grants }, namesOf())).toBe(said);
  expect(words(grant, { grants, orgName: undefined }, namesOf())).toBe(
    'Through everything in its organization, as all-access token',
  );
});
