import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACME, ADMIN, BOB, GLOBEX, aGrant, aToken, allAccessSet, both, operatorSet } from '#test/tokens';
import { classify, kindWord, KINDS, missingTypes } from './classify.ts';
import type { Kind } from './classify.ts';
import type { Grant } from './grant.ts';
import { CORE_TYPES, KNOWN_TYPES } from './resource-type.ts';

const oneBucket = aGrant('read', 'buckets', { id: 'b1', orgId: ACME });
const withoutType = (grants: Grant[], type: string): Grant[] => grants.filter((grant) => grant.type !== type);

describe('S0.5 the kind of a token is told by its grants alone', () => {
  const table: Array<[name: string, grants: Grant[], kind: Kind]> = [
    ['S0.6 operator: read and write on every type, everywhere', operatorSet(), 'operator'],
    ['an operator token of 2.0, before newer types', operatorSet(CORE_TYPES), 'operator'],
    ['an operator set with duplicates', [...operatorSet(), ...operatorSet()], 'operator'],
    ['read and write on the whole server', both(['instance']), 'operator'],
    [
      'the whole server, hidden in what looks like all access',
      [...allAccessSet(), ...both(['instance'], { orgId: ACME })],
      'operator',
    ],
    ['the whole server, by an id', both(['instance'], { id: 'b1' }), 'operator'],
    [
      'an operator set that lacks writing one core type',
      operatorSet().filter((g) => g.type !== 'tasks' || g.action === 'read'),
      'custom',
    ],
    [
      'every type read everywhere and nothing written',
      operatorSet().filter((g) => g.action === 'read'),
      'read-only-operator',
    ],
    ['the whole server, only read', [aGrant('read', 'instance')], 'read-only-operator'],
    [
      'every type read everywhere and one bucket written',
      [...operatorSet().filter((g) => g.action === 'read'), aGrant('write', 'buckets', { id: 'b1' })],
      'custom',
    ],
    ['the whole server, only written', [aGrant('write', 'instance')], 'custom'],
    ['S0.13 all access: everything in its organization', allAccessSet(), 'all-access'],
    ['all access of 2.0', allAccessSet(ACME, ADMIN, CORE_TYPES), 'all-access'],
    [
      'all access that may also write its organization',
      [...allAccessSet(), aGrant('write', 'orgs', { id: ACME })],
      'all-access',
    ],
    ['all access without users', withoutType(allAccessSet(), 'users'), 'all-access'],
    [
      'all access with users by organization',
      [...withoutType(allAccessSet(), 'users'), ...both(['users'], { orgId: ACME })],
      'all-access',
    ],
    ['all access of another organization than its own', allAccessSet(GLOBEX), 'custom'],
    ['all access that cannot read its organization', withoutType(allAccessSet(), 'orgs'), 'custom'],
    ['all access that lacks one type', withoutType(allAccessSet(), 'labels'), 'custom'],
    ['all access and a right over every organization', [...allAccessSet(), aGrant('write', 'buckets')], 'custom'],
    [
      'all access and a bucket of another organization',
      [...allAccessSet(), aGrant('write', 'buckets', { id: 'b3', orgId: GLOBEX })],
      'custom',
    ],
    ['all access and another organization', [...allAccessSet(), aGrant('read', 'orgs', { id: GLOBEX })], 'custom'],
    ['S0.14 one bucket', [oneBucket], 'read-write'],
    ['all buckets of the organization', both(['buckets'], { orgId: ACME }), 'read-write'],
    ['all buckets of every organization', both(['buckets']), 'read-write'],
    ['buckets and something else', [oneBucket, aGrant('read', 'tasks', { orgId: ACME })], 'custom'],
    ['buckets and a type that this app does not know', [oneBucket, aGrant('read', 'flows', { orgId: ACME })], 'custom'],
    ['only a type that this app does not know', [aGrant('read', 'flows')], 'custom'],
    ['no grants at all', [], 'custom'],
  ];
  test.each(table)('%s', (_name, grants, kind) => {
    expect(classify(aToken({ grants }))).toBe(kind);
  });

  test('a 1.x login is its own kind, whatever it may do', () => {
    expect(classify(aToken({ store: 'v1', grants: operatorSet() }))).toBe('v1');
  });

  test('order and repetition of grants never change the kind', () => {
    const grant = fc.record({
      action: fc.constantFrom('read' as const, 'write' as const),
      type: fc.constantFrom(...KNOWN_TYPES, 'instance', 'flows'),
      id: fc.constantFrom(undefined, ACME, ADMIN, 'b1'),
      orgId: fc.constantFrom(undefined, ACME, GLOBEX),
    });
    const base = fc.constantFrom<Grant[]>([], operatorSet(), allAccessSet(), [oneBucket]);
    fc.assert(
      fc.property(
        base,
        fc.array(grant, { maxLength: 4 }),
        fc.array(fc.nat(), { minLength: 120, maxLength: 120 }),
        (start, more, order) => {
          const grants = [...start, ...more];
          const shuffled = [...grants, ...more]
            .map((one, index) => ({ one, at: order[index] ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
          expect(classify(aToken({ grants: shuffled }))).toBe(classify(aToken({ grants })));
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('what older powerful tokens lack', () => {
  test('an operator token of 2.0 lacks the types that came later', () => {
    expect(missingTypes(aToken({ grants: operatorSet(CORE_TYPES) }), [...KNOWN_TYPES, 'instance'])).toEqual([
      'notebooks',
      'annotations',
      'remotes',
      'replications',
    ]);
  });

  test('an operator token that may only read a later type lacks it', () => {
    const grants = operatorSet().filter((grant) => grant.type !== 'remotes' || grant.action === 'read');
    expect(missingTypes(aToken({ grants }), KNOWN_TYPES)).toEqual(['remotes']);
  });

  test('an all-access token lacks later types, but never users nor organizations', () => {
    const grants = allAccessSet(ACME, ADMIN, CORE_TYPES).filter(({ type }) => type !== 'users');
    expect(missingTypes(aToken({ grants }), [...CORE_TYPES, 'notebooks'])).toEqual(['notebooks']);
  });

  test('the whole server includes types that nobody knows yet', () => {
    expect(missingTypes(aToken({ grants: both(['instance']) }), [...KNOWN_TYPES, 'flows'])).toEqual([]);
  });

  test('an unknown type is missing even when another unknown one is held', () => {
    expect(missingTypes(aToken({ grants: [...operatorSet(), ...both(['flows'])] }), ['flows', 'streams'])).toEqual([
      'streams',
    ]);
  });

  test('other kinds lack nothing', () => {
    expect(missingTypes(aToken({ grants: [oneBucket], ownerId: BOB }), KNOWN_TYPES)).toEqual([]);
  });
});

test('every kind has a word of its own', () => {
  expect(new Set(KINDS.map(kindWord)).size).toBe(KINDS.length);
});
