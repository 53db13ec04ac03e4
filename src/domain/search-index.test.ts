import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aGrant, aToken, allAccessSet, operatorSet, someResources } from '#test/tokens';
import type { Grant } from './grant.ts';
import { namesOf } from './names.ts';
import { RowIndex } from './search-index.ts';
import { matcher } from './search-match.ts';
import { parseQuery } from './search-query.ts';
import { toRow, type TokenRow } from './search-row.ts';
import type { Token } from './token.ts';

const NOW = Date.UTC(2026, 10, 22);
const names = namesOf(someResources());
const RIGHTS: readonly (() => Grant[])[] = [
  () => [aGrant('write', 'buckets', { id: 'b1', name: 'telemetry' })],
  () => [aGrant('read', 'buckets', { id: 'gone' })],
  operatorSet,
  allAccessSet,
  () => [],
];
const WORDS = ['tele', 'e', 'host', 'HOST', 'İstanbul', 'zebra', 'active', 'telemetry', 'everything', '7', 'b1', ' '];

const aWord = fc.constantFrom(...WORDS);
const anyToken = fc
  .record({
    id: fc.stringMatching(/^[0-9a-f]{4}$/u),
    description: fc.array(aWord, { maxLength: 4 }).map((words) => words.join('')),
    status: fc.constantFrom<Token['status'][]>('active', 'inactive', 'revoked'),
    ownerName: fc.constantFrom('Ilse', 'bob', undefined),
    orgName: fc.constantFrom('acme', undefined),
    rights: fc.constantFrom(...RIGHTS),
    createdAt: fc.constantFrom(NOW - 400 * 86_400_000, NOW, undefined),
    own: fc.constantFrom<Token['own'][]>('yes', 'no'),
  })
  .map(({ rights, ...facts }) => aToken({ ...facts, grants: rights() }));
const anyTerm = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.oneof(
      aWord.map((word) => `"${word}"`),
      fc.constantFrom(
        ...['kind:operator', 'kind:custom', 'status:inactive', 'owner:bob', 'owner:i*', 'org:acme', 'can:write'],
        ...['bucket:telemetry', 'type:buckets', 'is:own', 'is:dead', 'is:orphan', 'older:30d', 'id:7', 'expires:never'],
        ...['unused:yes', 'unused:>30d', 'unused:<30d', 'finding:high'],
      ),
    ),
  )
  .map((parts) => parts.join(''));

const found = (rows: readonly TokenRow[], text: string, index = new RowIndex(rows)) => {
  const hits = index.find(parseQuery(text), names, NOW);
  return rows.filter((_row, place) => hits[place] === 1);
};

function ready(rows: readonly TokenRow[]): RowIndex {
  const index = new RowIndex(rows);
  while (index.prepare());
  return index;
}

test('the index finds what is found by asking every row, in any list, for any query', () => {
  fc.assert(
    fc.property(fc.array(anyToken, { maxLength: 30 }), fc.array(anyTerm, { maxLength: 4 }), (tokens, terms) => {
      const rows = tokens.map((token) => toRow(token, names));
      const text = terms.join(' ');
      const asked = rows.filter(matcher(parseQuery(text), names, NOW));
      expect(found(rows, text)).toEqual(asked);
      expect(found(rows, text, ready(rows))).toEqual(asked);
    }),
    { numRuns: 400 },
  );
});

test('what rows of a class have in common is filtered by and counted as if each row was asked', () => {
  fc.assert(
    fc.property(fc.array(anyToken, { maxLength: 30 }), aWord, (tokens, word) => {
      const rows = tokens.map((token) => toRow(token, names));
      const found = new RowIndex(rows).find(parseQuery(`"${word}"`), names, NOW);
      const expected = new Map<string, number>();
      rows.forEach(({ owner }, place) => found[place] && expected.set(owner, (expected.get(owner) ?? 0) + 1));
      for (const index of [new RowIndex(rows), ready(rows)]) {
        const counts = new Map<string, number>();
        index.count(found, ({ owner }) => owner, counts);
        expect(counts).toEqual(expected);
        expect([...index.passing(({ kind }) => kind === 'operator')]).toEqual(
          rows.map(({ kind }) => (kind === 'operator' ? 1 : 0)),
        );
      }
    }),
  );
});

describe('a list of several thousand', () => {
  const rows = Array.from({ length: 3_000 }, (_, at) =>
    toRow(aToken({ id: `t${at}`, description: `client ${at}` }), names),
  );

  test('is found in across the blocks that it is kept in', () => {
    expect(found(rows, '"client 299"').map(({ token }) => token.id)).toEqual([
      't299',
      ...Array.from({ length: 10 }, (_, at) => `t${2990 + at}`),
    ]);
    expect(found(rows, 'client')).toHaveLength(rows.length);
    expect(found(rows, '-client')).toEqual([]);
  });

  test('is made ready step by step, and searched whole before it is', () => {
    const index = new RowIndex(rows);
    expect(index.prepare()).toBe(true);
    expect(found(rows, 'kind:operator', index)).toEqual([]);
    expect(index.prepare()).toBe(true);
    expect(found(rows, '"client 2999"', index)).toHaveLength(1);
    expect(index.prepare()).toBe(false);
  });

  test('keeps what was made ready where the list grew or one row changed', () => {
    const before = new RowIndex(rows.slice(0, 2_500));
    while (before.prepare());
    const other = toRow(aToken({ id: 'other', description: 'another one' }), names);
    const changed = rows.map((row, place) => (place === 1_500 ? other : row));
    const index = new RowIndex(changed, before);
    const steps = Array.from({ length: 4 }, () => index.prepare());

    expect(steps).toEqual([true, true, false, false]);
    expect(found(changed, 'another', index)).toEqual([other]);
    expect(found(changed, '"client 1500"', index)).toEqual([]);
    expect(found(changed, '"client 2999"', index)).toHaveLength(1);
  });
});
