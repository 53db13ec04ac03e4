import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACME, ADMIN, aBucket, aGrant, aToken, both, operatorSet, someResources } from '#test/tokens';
import { classify } from './classify.ts';
import { grantKey } from './grant.ts';
import { allAccessGrants, cloneGrants, customGrants, operatorGrants, readWriteGrants } from './grants-for.ts';
import { namesOf } from './names.ts';
import { CORE_TYPES, KNOWN_TYPES } from './resource-type.ts';

const SERVER_TYPES = [...KNOWN_TYPES, 'instance'];
const owned = { orgId: ACME, ownerId: ADMIN };

describe('standard sets', () => {
  test.each([
    ['2.0', CORE_TYPES, 36, 35],
    ['2.1', [...CORE_TYPES, 'notebooks', 'annotations'], 40, 39],
    ['2.2', KNOWN_TYPES, 44, 43],
    ['2.9', SERVER_TYPES, 44, 43],
  ])(
    'S0.9 S0.13 S1.15 S1.16 a server %s gets its own operator and all-access sets',
    (_version, types, operator, allAccess) => {
      expect(operatorGrants(types)).toHaveLength(operator);
      expect(allAccessGrants({ ...owned, types })).toHaveLength(allAccess);
      expect(classify(aToken({ grants: operatorGrants(types) }))).toBe('operator');
      expect(classify(aToken({ grants: allAccessGrants({ ...owned, types }) }))).toBe('all-access');
    },
  );

  test('S0.6 an operator grant has neither id nor organization', () => {
    expect(operatorGrants(SERVER_TYPES).every(({ id, orgId }) => id === undefined && orgId === undefined)).toBe(true);
  });

  test('S0.13 all access reads its organization and its owner by id, and is never the whole server', () => {
    const grants = allAccessGrants({ ...owned, types: SERVER_TYPES });
    expect(grants.filter(({ type }) => type === 'orgs')).toEqual([{ action: 'read', type: 'orgs', id: ACME }]);
    expect(grants.filter(({ type }) => type === 'users')).toEqual(both(['users'], { id: ADMIN }));
    expect(grants.some(({ type }) => type === 'instance')).toBe(false);
  });
});

describe('chosen rights', () => {
  test('S0.14 S1.9 S1.10 reading and writing are chosen apart, by bucket id', () => {
    expect(readWriteGrants({ orgId: ACME, read: ['b1', 'b1', 'b2'], write: ['b1'] })).toEqual([
      aGrant('read', 'buckets', { id: 'b1', orgId: ACME }),
      aGrant('read', 'buckets', { id: 'b2', orgId: ACME }),
      aGrant('write', 'buckets', { id: 'b1', orgId: ACME }),
    ]);
  });

  test('S0.14 only reading, only writing, and all buckets, also later ones', () => {
    expect(readWriteGrants({ orgId: ACME, read: 'all', write: [] })).toEqual([
      aGrant('read', 'buckets', { orgId: ACME }),
    ]);
    expect(readWriteGrants({ orgId: ACME, read: [], write: ['b1'] })).toEqual([
      aGrant('write', 'buckets', { id: 'b1', orgId: ACME }),
    ]);
  });

  test('S1.17 custom rights: organizations and users by id, all else by organization', () => {
    const grants = customGrants({
      ...owned,
      types: [
        { type: 'orgs', read: true, write: false },
        { type: 'users', read: true, write: false },
        { type: 'tasks', read: true, write: true },
        { type: 'instance', read: true, write: true },
      ],
      single: [{ type: 'buckets', id: 'b1', read: false, write: true }],
    });
    expect(grants).toEqual([
      aGrant('read', 'orgs', { id: ACME }),
      aGrant('read', 'users', { id: ADMIN }),
      ...both(['tasks'], { orgId: ACME }),
      aGrant('write', 'buckets', { id: 'b1', orgId: ACME }),
    ]);
  });

  test('S1.20 no choice but operator makes a grant over every organization', () => {
    const type = fc.constantFrom(...SERVER_TYPES, 'flows');
    const choice = { read: fc.boolean(), write: fc.boolean() };
    fc.assert(
      fc.property(
        fc.array(fc.record({ type, ...choice })),
        fc.array(fc.record({ type, id: fc.constantFrom('', 'b1', 'x'), ...choice })),
        (types, single) => {
          const grants = customGrants({ ...owned, types, single });
          expect(grants.every(({ id, orgId }) => Boolean(id) || orgId === ACME)).toBe(true);
          expect(new Set(grants.map(grantKey)).size).toBe(grants.length);
          expect(grants.some((grant) => grant.type === 'instance' || 'name' in grant)).toBe(false);
        },
      ),
    );
  });
});

describe('a copy of a token', () => {
  const names = namesOf(someResources({ buckets: [aBucket('new', 'telemetry'), aBucket('b2', 'downsampled')] }));
  const old = (id: string, name?: string) => aGrant('write', 'buckets', { id, orgId: ACME, name, orgName: 'acme' });

  test('finds a bucket that was made again by its name, and says what it does not find', () => {
    const token = aToken({ grants: [old('b1', 'telemetry'), old('b2', 'downsampled'), old('b3', 'lost'), old('b4')] });
    const { grants, dead, moved } = cloneGrants(token, names);
    expect(grants).toEqual([
      aGrant('write', 'buckets', { id: 'new', orgId: ACME }),
      aGrant('write', 'buckets', { id: 'b2', orgId: ACME }),
    ]);
    expect(dead.map(({ id }) => id)).toEqual(['b3', 'b4']);
    expect(moved.map(({ from, to }) => [from.id, to.id])).toEqual([['b1', 'new']]);
  });

  test('never follows a name into another organization', () => {
    const elsewhere = namesOf(someResources({ buckets: [aBucket('new', 'telemetry', { orgId: 'other' })] }));
    expect(cloneGrants(aToken({ grants: [old('b1', 'telemetry')] }), elsewhere).grants).toEqual([]);
  });

  test('keeps every living right of an operator token, and leaves the whole server out', () => {
    expect(cloneGrants(aToken({ grants: [...operatorSet(), aGrant('read', 'instance')] }), names)).toEqual({
      grants: operatorSet(),
      dead: [aGrant('read', 'instance')],
      moved: [],
    });
  });
});
