import { expect, test } from 'vitest';
import { ACME, aGrant, aToken, GLOBEX, operatorSet } from '#test/tokens';
import {
  bucketSubject,
  bucketSubjects,
  isLike,
  nameAnywhere,
  otherSubjects,
  subjectHead,
  subjectLabel,
  subjectPlace,
} from './access-subject.ts';
import { canWords, whyNot } from './access-words.ts';
import { namesOf } from './names.ts';
import { ReachIndex } from './reach-index.ts';
import { toRow } from './search-row.ts';
import { whatCan } from './what-can.ts';
import { whoCan } from './who-can.ts';

const ORGS = [
  { id: ACME, name: 'acme' },
  { id: GLOBEX, name: 'globex' },
];
const TYPES = ['authorizations', 'buckets', 'orgs', 'users', 'tasks', 'instance'];
const V2 = { organizations: true, systemResources: [] };
const V3 = { organizations: false, systemResources: ['ping'] };
const bucket = bucketSubject({ id: 'b1', name: 'telemetry', orgId: ACME, system: false });
const subjects = otherSubjects(
  { organizations: ORGS, users: [{ id: 'u1', name: 'ilse', status: 'active' }] },
  TYPES,
  V2,
);
const called = (name: string) => {
  const found = subjects.find((subject) => subject.name === name);
  if (!found) throw new Error(`no subject ${name}`);
  return found;
};

test('beside data, each type can be asked about in each organization, and what belongs to none once', () => {
  expect(subjects.map(subjectLabel)).toEqual([
    'Tokens: acme',
    'Tokens: globex',
    'Organization: acme',
    'Organization: globex',
    'Users',
    'User: ilse',
    'Tasks: acme',
    'Tasks: globex',
  ]);
  expect(new Set(subjects.map(({ key }) => key)).size).toBe(subjects.length);
  expect(otherSubjects({ organizations: [], users: [] }, ['databases'], V3).map(subjectLabel)).toEqual([
    'Tokens',
    'System resources: ping',
  ]);
});

test('buckets of one name are told apart by their organizations, and only those', () => {
  const GONE = '0a000000000000ff';
  const own = (id: string, orgId: string) => ({ id, name: '_tasks', orgId, system: true });
  const buckets = [
    { id: 'b1', name: 'telemetry', orgId: ACME, system: false },
    { id: 'b2', name: 'Telemetry', orgId: GLOBEX, system: false },
    own('s1', ACME),
    own('s2', GLOBEX),
    own('s3', GONE),
  ];
  const names = namesOf({ organizations: ORGS, users: [], buckets: [], readAt: 0, partial: ['organizations'] });
  const found = bucketSubjects(buckets, names);
  const told = ['telemetry', 'Telemetry', '_tasks of acme', '_tasks of globex', `_tasks of ${GONE}`];
  expect(found.map(({ name }) => name)).toEqual(told);
  expect(found.map(subjectLabel)).toEqual(told);
  expect(found.map(subjectPlace)).toEqual(told);
  expect(found.map(({ key, target }) => [key, target.orgId])).toEqual(buckets.map(({ id, orgId }) => [id, orgId]));
  const [alone] = bucketSubjects(buckets.slice(2, 3), names);
  expect(alone).toEqual(bucketSubject(own('s1', ACME)));
});

test('a bucket that is told apart by its organization is still looked for by its name alone on other servers', () => {
  const own = { id: 's1', name: '_tasks', orgId: ACME, system: true };
  const names = namesOf({ organizations: ORGS, users: [], buckets: [], readAt: 0, partial: [] });
  const [acme, globex] = bucketSubjects([own, { ...own, id: 's2', orgId: GLOBEX }], names);
  if (!acme || !globex) throw new Error('no subjects');
  expect([acme, globex, called('tokens of acme')].map(nameAnywhere)).toEqual(['_tasks', '_tasks', 'tokens of acme']);
  expect(isLike(acme, bucketSubject({ id: 'x', name: '_tasks', orgId: 'other', system: true }))).toBe(true);
  expect(isLike(acme, globex)).toBe(true);
});

test('nothing else that can be asked about on a server has the name of another', () => {
  const told = subjects.map((subject) => `${subjectHead(subject)}: ${subjectPlace(subject)}`);
  expect(new Set(told).size).toBe(subjects.length);
});

test('who can make tokens of an organization: its own right, all of them, and the operator, but no right elsewhere', () => {
  const rows = [
    aToken({ id: 'acme', grants: [aGrant('write', 'authorizations', { orgId: ACME })] }),
    aToken({ id: 'globex', grants: [aGrant('write', 'authorizations', { orgId: GLOBEX })] }),
    aToken({ id: 'every', grants: [aGrant('write', 'authorizations')] }),
    aToken({ id: 'buckets', grants: [aGrant('write', 'buckets', { orgId: ACME })] }),
    aToken({ id: 'operator', grants: operatorSet() }),
  ].map((token) => toRow(token));
  const index = new ReachIndex(rows);
  const who = (name: string) =>
    whoCan(index, 'write', called(name).target).map(({ row, through }) => [row.token.id, through]);
  expect(who('tokens of acme')).toEqual([
    ['operator', 'operator'],
    ['every', 'everywhere'],
    ['acme', 'organization'],
  ]);
  expect(who('users')).toEqual([['operator', 'operator']]);
});

test('where servers have no organizations, an administrator alone can do what is no data', () => {
  const exactFirst = true;
  const rows = [
    aToken({ id: 'admin', grants: [aGrant('read', 'instance'), aGrant('write', 'instance')], exactFirst }),
    aToken({ id: 'all', grants: [aGrant('write', 'databases')], exactFirst }),
    aToken({ id: 'ping', grants: [aGrant('read', 'system', { id: 'ping' })], exactFirst }),
  ].map((token) => toRow(token));
  const [tokens, ping] = otherSubjects({ organizations: [], users: [] }, [], V3);
  const index = new ReachIndex(rows);
  expect(tokens && whoCan(index, 'write', tokens.target).map(({ row }) => row.token.id)).toEqual(['admin']);
  expect(ping && whoCan(index, 'read', ping.target).map(({ row }) => row.token.id)).toEqual(['admin', 'ping']);
});

test('what a token can is told of everything, in one sentence', () => {
  const row = toRow(
    aToken({
      grants: [
        aGrant('read', 'orgs', { id: ACME }),
        aGrant('write', 'users', { id: 'u1' }),
        aGrant('write', 'buckets', { id: 'b1', orgId: ACME }),
        aGrant('read', 'tasks', { orgId: GLOBEX }),
      ],
    }),
  );
  const can = whatCan(row, [bucket, ...subjects]);
  expect(can.map(({ subject, read, write }) => [subject.name, read?.through, write?.through])).toEqual([
    ['telemetry', undefined, 'exact'],
    ['organization acme', 'exact', undefined],
    ['user ilse', undefined, 'exact'],
    ['tasks of globex', 'organization', undefined],
  ]);
  expect(canWords(can, 60, 'bucket')).toBe('can write 1 of 60 buckets, and 3 other things');
  expect(canWords(can.slice(1), 60, 'bucket')).toBe('can reach no bucket, but 3 other things');
  expect(canWords(can.slice(0, 1), 1, 'database')).toBe('can write 1 of 1 database');
  expect(canWords([], 60, 'bucket')).toBe('can reach nothing here');
  expect([whyNot('yes'), whyNot('expired'), whyNot('owner-gone')]).toEqual([
    undefined,
    'None of this works now: the token is expired.',
    'None of this works now: the owner of the token is gone.',
  ]);
});

test('a subject is found again on another server by what it is and how it is called', () => {
  const database = bucketSubject({ id: 'Telemetry', name: 'Telemetry', orgId: '', system: false });
  const [tokens] = otherSubjects({ organizations: [], users: [] }, [], V3);
  expect(isLike(bucket, database)).toBe(true);
  expect(isLike(called('tokens of acme'), called('tokens of globex'))).toBe(false);
  expect(isLike(called('tokens of acme'), called('tasks of acme'))).toBe(false);
  expect(tokens && isLike(called('tokens of acme'), tokens)).toBe(true);
  expect(isLike(called('tokens of acme'), bucket)).toBe(false);
  expect(isLike(called('users'), called('user ilse'))).toBe(false);
});
