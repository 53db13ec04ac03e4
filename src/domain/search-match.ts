import type { OpenRows } from './findings/open-rows.ts';
import { accessTest } from './search-access.ts';
import type { Names } from './names.ts';
import { ageMs, expiryAsked, isAsked, meantValues, unusedAsked } from './search-query.ts';
import type { FilterKey, Query, QueryTerm } from './search-query.ts';
import type { TokenRow } from './search-row.ts';
import { useOf } from './token-use.ts';

type RowTest = (row: TokenRow) => boolean;

/** Values of these keys are alternatives, since a token has one of each; all other terms must hold together. */
const ALTERNATIVES: readonly FilterKey[] = ['kind', 'status', 'owner', 'org', 'id'];
const ACCESS: readonly QueryTerm['key'][] = ['can', 'bucket', 'database', 'type'];

/**
 * The query as a test of rows: made once per keystroke. `now` in ms since 1970, for ages. Incomplete terms hold for
 * all. `found`: the open findings; while there are none yet, `finding:` holds for no row, nor does its opposite.
 */
export function matcher(query: Pick<Query, 'terms'>, names: Names, now: number, found?: OpenRows): RowTest {
  const terms = query.terms.filter(isAsked);
  const access = terms.filter(({ key }) => ACCESS.includes(key));
  const simple = terms.filter(({ key }) => !ACCESS.includes(key));
  const tests: RowTest[] = [];
  for (const key of ALTERNATIVES) {
    const some = simple.filter((term) => term.key === key && !term.not).map((term) => testOf(term, now));
    const [only, ...others] = some;
    if (only) tests.push(others.length === 0 ? only : (row) => some.some((test) => test(row)));
  }
  for (const term of simple) {
    if (ALTERNATIVES.some((key) => key === term.key) && !term.not) continue;
    tests.push(sureTestOf(term, now, found) ?? oneTestOf(term, now));
  }
  if (access.length > 0) tests.push(accessTest(access, names));
  const [only = () => true, ...others] = tests;
  return others.length === 0 ? only : (row) => tests.every((test) => test(row));
}

/** Does one row match? For many rows, make a `matcher` once. */
export function matches(row: TokenRow, query: Query, names: Names, now: number): boolean {
  return matcher(query, names, now)(row);
}

/** The rows that match, in their order; the very same list when all do. */
export function filterRows(
  rows: readonly TokenRow[],
  query: Pick<Query, 'terms'>,
  names: Names,
  now: number,
  found?: OpenRows,
): readonly TokenRow[] {
  if (query.terms.length === 0) return rows;
  const hits = rows.filter(matcher(query, names, now, found));
  return hits.length === rows.length ? rows : hits;
}

function oneTestOf(term: QueryTerm, now: number): RowTest {
  const test = testOf(term, now);
  return term.not ? (row) => !test(row) : test;
}

/** The test of a word about which nothing may be known: then neither it nor its opposite holds. Undefined of others. */
function sureTestOf({ key, value, not }: QueryTerm, now: number, found: OpenRows | undefined): RowTest | undefined {
  if (key === 'finding') {
    const keys = found?.keysOf(meantValues('finding', value));
    return (row) => keys !== undefined && keys.has(row.key) !== not;
  }
  if (key !== 'unused') return undefined;
  const asked = unusedAsked(value) ?? 'yes';
  return ({ token }) => {
    const use = useOf(token);
    if (!use) return false;
    if (asked === 'yes' || !use.unused) return use.unused !== not;
    if (use.idleSince === undefined) return false;
    return (asked.more ? use.idleSince <= now - asked.ms : use.idleSince > now - asked.ms) !== not;
  };
}

function testOf({ key, value }: QueryTerm, now: number): RowTest {
  const typed = value.toLowerCase();
  switch (key) {
    case 'kind': {
      const kinds = meantValues('kind', typed);
      return (row) => kinds.includes(row.kind);
    }
    case 'status': {
      const statuses = meantValues('status', typed);
      return ({ token }) => statuses.includes(token.status);
    }
    case 'owner': {
      const isName = nameTest(typed);
      return ({ owner, token }) => isName(owner) || token.ownerId === typed;
    }
    case 'org': {
      const isName = nameTest(typed);
      return ({ org, token }) => isName(org) || token.orgId === typed;
    }
    case 'id':
      return ({ token }) => token.id.startsWith(typed) || token.id.endsWith(typed);
    case 'older': {
      const before = now - (ageMs(value) ?? 0);
      return ({ token }) => (token.createdAt ?? token.changedAt ?? Number.POSITIVE_INFINITY) <= before;
    }
    case 'expires':
      return expiryTest(value, now);
    case 'is':
      return stateTest(meantValues('is', typed));
    default:
      return (row) => row.haystack.includes(typed);
  }
}

/** What has expired expires no more. */
function expiryTest(value: string, now: number): RowTest {
  const asked = expiryAsked(value) ?? 'never';
  if (asked === 'never') return ({ token }) => token.expiresAt === undefined;
  const until = now + asked.ms;
  return ({ token: { expiresAt = -Infinity } }) =>
    expiresAt > now && (asked.within ? expiresAt < until : expiresAt >= until);
}

/** A name is asked for whole, upper and lower case the same; `*` at its end stands for any rest. */
function nameTest(typed: string): (name: string) => boolean {
  if (!typed.endsWith('*')) return oncePerName((name) => name.toLowerCase() === typed);
  const start = typed.slice(0, -1);
  return oncePerName((name) => name.toLowerCase().startsWith(start));
}

/** Many rows have few names. */
function oncePerName(test: (name: string) => boolean): (name: string) => boolean {
  const known = new Map<string, boolean>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const is = test(name);
    known.set(name, is);
    return is;
  };
}

const STATES: Record<string, RowTest> = {
  own: ({ token }) => token.own === 'yes',
  orphan: (row) => row.isOrphan,
  dead: (row) => row.hasDead,
  readable: ({ token }) => token.value === 'readable',
};

function stateTest(states: readonly string[]): RowTest {
  return (row) => states.some((state) => STATES[state]?.(row) ?? false);
}
