import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageMs, filterValue, parseQuery, queryText, withFilter } from './search-query.ts';

const termsOf = (text: string): string[] =>
  parseQuery(text).terms.map(({ key, value, not }) => `${not ? 'not ' : ''}${key}=${value}`);

describe('search words', () => {
  test.each([
    ['kind:operator can:write', ['kind=operator', 'can=write']],
    [
      'bucket:telemetry status:inactive owner:ilse org:acme',
      ['bucket=telemetry', 'status=inactive', 'owner=ilse', 'org=acme'],
    ],
    ['database:home expires:<30d', ['database=home', 'expires=<30d']],
    ['older:90d id:11ac type:tasks is:orphan', ['older=90d', 'id=11ac', 'type=tasks', 'is=orphan']],
    ['telegraf host-7', ['text=telegraf', 'text=host-7']],
    ['"telegraf host" -old', ['text=telegraf host', 'not text=old']],
    ['-kind:operator -"a b"', ['not kind=operator', 'not text=a b']],
    ['owner:"Ilse van Dam"', ['owner=Ilse van Dam']],
    ['OWNER:ilse', ['owner=ilse']],
    ['"half open', ['text=half open']],
    ['"a \\"b\\" \\\\"', ['text=a "b" \\']],
    ['12:30', ['text=12:30']],
    ['   ', []],
    ['""', []],
    ['-', []],
  ])('%s is read as %j', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  test('an unknown word is reported and looked for as text, not dropped', () => {
    const query = parseQuery('http://influx kinds:operator');
    expect(query.terms.map(({ key, value }) => [key, value])).toEqual([
      ['text', 'http://influx'],
      ['text', 'kinds:operator'],
    ]);
    expect(query.problems).toHaveLength(2);
    expect(query.problems[1]).toContain('“kinds:”');
  });

  test.each([
    'kind:',
    'kind:boss',
    'can:fly',
    'older:soon',
    'older:',
    'status:x',
    'is:me',
    'expires:soon',
    'expires:<',
  ])('%s is a problem', (text) => {
    expect(parseQuery(text).problems).toHaveLength(1);
  });

  test.each([
    'kind:oper',
    'can:w',
    'older:2w',
    'status:in',
    'bucket:anything',
    'expires:never',
    'expires:>1y',
    'status:rev',
  ])('%s is none', (text) => {
    expect(parseQuery(text).problems).toEqual([]);
  });
});

test('a query written and read again is the same query', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('kind:operator', '-can:', ' ', '"', '\\', 'owner:"', 'foo:bar', '-"x"'),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const query = parseQuery(pieces.join(''));
      expect(parseQuery(queryText(query)).terms).toEqual(query.terms);
    }),
    { numRuns: 500 },
  );
});

describe('chips', () => {
  test('a chip sets one value, in the place of the one before', () => {
    const query = withFilter(parseQuery('host kind:operator can:write'), 'kind', 'custom');
    expect(queryText(query)).toBe('host kind:custom can:write');
    expect(filterValue(query, 'kind')).toBe('custom');
  });

  test('a chip adds and removes its word and leaves all else', () => {
    const query = withFilter(parseQuery('host -owner:bob'), 'owner', 'Ilse "van" Dam');
    expect(filterValue(query, 'owner')).toBe('Ilse "van" Dam');
    expect(queryText(withFilter(query, 'owner', null))).toBe('host -owner:bob');
  });
});

test.each([
  ['90d', 90 * 86_400_000],
  ['1H', 3_600_000],
  ['2w', 14 * 86_400_000],
  ['1y', 365 * 86_400_000],
  ['d', undefined],
  ['1.5d', undefined],
])('%s is %s ms', (text, ms) => {
  expect(ageMs(text)).toBe(ms);
});
