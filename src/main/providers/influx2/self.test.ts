import { describe, expect, test } from 'vitest';
import { allAccessGrants } from '#domain/grants-for';
import type { Grant } from '#domain/grant';
import type { Token } from '#domain/token';
import { OwnToken } from './own-token.ts';
import { selfOf } from './self.ts';
import type { Known } from './session.ts';

const ORG = '0a00000000000001';
const USER = '0c00000000000001';
const known: Known = { userId: USER, userName: 'lea', mayReadSelf: true, operator: 'no' };
const ALL = allAccessGrants({ orgId: ORG, ownerId: USER, types: ['authorizations', 'buckets', 'tasks', 'users'] });
const SOME: Grant[] = [{ action: 'read', type: 'authorizations', orgId: ORG }];

const entry = (id: string, grants: Grant[]): Token => ({
  store: 'api',
  id,
  description: id,
  status: 'active',
  orgId: ORG,
  ownerId: USER,
  grants,
  value: 'hidden',
  own: 'unknown',
});

describe('the own token without proof', () => {
  const seen = (possible: Token[]) => selfOf(known, { row: undefined, possible, completeness: 'unknown' });

  test('is probably what all the entries are that it can be', () => {
    const allAccess = (id: string) => ({ ...entry(id, ALL), kind: 'all-access' as const });
    expect(seen([allAccess('1'), allAccess('2')])).toMatchObject({ kind: 'all-access', proof: 'guess' });
    expect(seen([entry('1', SOME)])).toMatchObject({ kind: 'custom', proof: 'guess' });
    expect(seen([entry('1', SOME)]).tokenId).toBeUndefined();
  });

  test('is of no kind that is told where they differ, and says how many they are', () => {
    const some = [{ ...entry('1', ALL), kind: 'all-access' as const }, entry('2', SOME)];
    expect(seen(some)).toMatchObject({ kind: 'unknown', possible: 2 });
    expect(seen([]).possible).toBeUndefined();
  });
});

describe('an entry can be the own token', () => {
  const candidate = { store: 'api', id: '1', ownerId: USER, grants: SOME, plain: '', status: 'active' } as const;

  test('unless it is inactive, since no server lets such a one in', () => {
    const own = new OwnToken();
    expect(own.judge(candidate, undefined)).toBe('unknown');
    expect(own.judge({ ...candidate, status: 'inactive' }, undefined)).toBe('no');
  });

  test('until it lacks a right that has been used since', () => {
    const own = new OwnToken();
    const [narrow, wide] = [entry('1', SOME), entry('2', ALL)];
    expect(own.narrowed([narrow, wide])).toEqual([narrow, wide]);
    own.used({ action: 'read', type: 'buckets', orgId: ORG });
    expect(own.narrowed([narrow, wide])).toEqual([wide]);
  });
});
