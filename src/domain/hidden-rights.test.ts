import { expect, test } from 'vitest';
import type { Action, Grant } from './grant.ts';
import { hiddenRights, hiddenWords } from './hidden-rights.ts';

const on = (action: Action, id?: string): Grant => ({ action, type: 'databases', ...(id && { id, name: id }) });

test('where an exact right counts first, a database that has one loses what only all databases give', () => {
  const grants = [on('read'), on('write', 'foo'), on('read', 'bar'), on('write', 'bar')];
  const [only, ...others] = hiddenRights({ grants, exactFirst: true });

  expect(others).toEqual([]);
  expect(only).toEqual({ type: 'databases', name: 'foo', may: ['write'], hidden: ['read'] });
  expect(only && hiddenWords(only)).toMatch(/^only write, not read.*hides the one on all databases/);
});

test('an exact right hides the whole server too', () => {
  const grants: Grant[] = [{ action: 'write', type: 'instance' }, on('read', 'foo')];
  expect(hiddenRights({ grants, exactFirst: true })).toMatchObject([{ name: 'foo', may: ['read'], hidden: ['write'] }]);
});

test('nothing is hidden where rights add up', () => {
  expect(hiddenRights({ grants: [on('read'), on('write', 'foo')] })).toEqual([]);
  expect(hiddenRights({ grants: [on('read'), on('read', 'foo')], exactFirst: true })).toEqual([]);
});

test('10,000 rights of one token are looked through in a moment', () => {
  const grants = [on('read'), ...Array.from({ length: 10_000 }, (_, at) => on('write', `db${at}`))];
  const before = performance.now();
  expect(hiddenRights({ grants, exactFirst: true })).toHaveLength(10_000);
  expect(performance.now() - before).toBeLessThan(500);
});
