import { QueryClient } from '@tanstack/svelte-query';
import { expect, test } from 'vitest';
import { keys } from '#api/queries';
import type { Resources } from '#domain/resource';
import { aToken, someResources } from '../test-support/builders.ts';
import { TokenRows } from './token-rows.ts';

const acme = [{ id: 'o1', name: 'acme' }];

test('coming back to a list makes no row anew, and a changed token only its own', () => {
  const rows = new TokenRows();
  const tokens = [aToken({ id: '1' }), aToken({ id: '2' })];
  const names = rows.names(undefined, acme);
  const first = rows.of(tokens);

  expect(rows.names(undefined, acme)).toBe(names);
  expect(rows.of(tokens)).toBe(first);

  const [kept, changed] = rows.of([tokens[0] ?? aToken(), aToken({ id: '2', description: 'new' })]);
  expect(kept).toBe(first[0]);
  expect(changed?.token.description).toBe('new');
});

test('other names make other rows', () => {
  const rows = new TokenRows();
  const tokens = [aToken()];
  rows.names(undefined, acme);
  const [before] = rows.of(tokens);

  rows.names(undefined, [{ id: 'o1', name: 'umbrella' }]);

  expect(rows.of(tokens)[0]).not.toBe(before);
});

test('resources that were read again and say the same leave every row as it is', () => {
  const queries = new QueryClient();
  const read = (readAt: number, facts: Partial<Resources> = {}) => {
    queries.setQueryData(keys.resources('c1'), structuredClone(someResources({ readAt, ...facts })));
    return queries.getQueryData<Resources>(keys.resources('c1'));
  };
  const rows = new TokenRows();
  const tokens = [aToken()];
  rows.names(read(1), acme);
  const before = rows.of(tokens);

  rows.names(read(2), acme);
  expect(rows.of(tokens)).toBe(before);
  rows.names(read(3, { users: [] }), acme);
  expect(rows.of(tokens)).not.toBe(before);
});
