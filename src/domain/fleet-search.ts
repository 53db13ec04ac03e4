import { kindWord, KINDS } from './classify.ts';
import { compareText } from './compare-text.ts';
import type { FleetFilter, FleetFilters, FleetGroup, FleetRow, FleetServer } from './fleet-row.ts';
import { filterOf, FLEET_FILTERS } from './fleet-row.ts';
import type { Facet } from './search-facets.ts';
import type { Query, QueryTerm } from './search-query.ts';
import { showText } from './show-text.ts';
import { STATUSES, statusWord } from './status-words.ts';

/** What becomes of revoked tokens; where a status was asked for, it says so itself. */
type Revoked = 'hidden' | 'shown' | 'as asked';
/** A filter, and the value that it asks for. */
type Chosen = readonly [name: FleetFilter, value: string];
/** A server, and which of its rows have the words that were asked for: 1 in their places. */
type Searched = readonly [group: FleetGroup, found: Uint8Array];

/**
 * Finds rows of several servers step by step, so that whoever asks can stop after any: first a server is searched, then
 * its rows are taken.
 */
export class FleetFinder {
  readonly found: FleetRow[] = [];
  /** How many revoked tokens the rest of the question finds, shown or not; none where a status was asked for. */
  revoked = 0;
  readonly counts: FleetCounts;
  readonly #query: Query;
  readonly #now: number;
  readonly #filters: readonly Chosen[];
  readonly #searched: Searched[] = [];
  readonly #found = new Map<FleetServer, Uint8Array>();
  readonly #revoked: Revoked;

  /**
   * `now` in ms since 1970, for ages in the query. Revoked tokens are found when they are asked for only, or with
   * `showRevoked`.
   */
  constructor(query: Query, filters: FleetFilters, now: number, showRevoked = false) {
    this.#query = query;
    const asked = filters.status !== undefined || query.terms.some(({ key, not }) => key === 'status' && !not);
    const unasked = showRevoked ? 'shown' : 'hidden';
    this.#revoked = asked ? 'as asked' : unasked;
    this.#now = now;
    this.#filters = FLEET_FILTERS.flatMap((name) => {
      const value = filters[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    this.counts = new FleetCounts(this.#searched, this.#filters, this.#revoked);
  }

  /** Searches one server; until then none of its rows is found. */
  search(group: FleetGroup): void {
    const { at, index, found: open } = group;
    const { terms } = this.#query;
    if (!isAskedFor(at, terms)) return;
    const rest = terms.filter(({ key }) => !isOfServer(key));
    const found = index.find({ terms: rest }, at.names, this.#now, open);
    this.#searched.push([group, found]);
    this.#found.set(at, this.#withoutHidden(group, filtered([group, found], this.#filters)));
  }

  /** Takes some rows of a server, in their places there. */
  takeFrom({ at, rows }: FleetGroup, from: number, to: number): void {
    const found = this.#found.get(at);
    if (!found) return;
    for (let place = from; place < to; place++) {
      const row = found[place] === 1 ? rows[place] : undefined;
      if (row !== undefined) this.found.push(row);
    }
  }

  take(row: FleetRow): void {
    if (this.#found.get(row.at)?.[row.place] === 1) this.found.push(row);
  }

  #withoutHidden(group: FleetGroup, found: Uint8Array): Uint8Array {
    if (this.#revoked === 'as asked') return found;
    const rest = withoutRevoked(group, found);
    this.revoked += ones(found) - ones(rest);
    return this.#revoked === 'hidden' ? rest : found;
  }
}

/** How many rows each value of a filter would show: counted when somebody asks, since few open a filter. */
export class FleetCounts {
  readonly #known = new Map<FleetFilter, ReadonlyMap<string, number>>();

  constructor(
    private readonly searched: readonly Searched[] = [],
    private readonly filters: readonly Chosen[] = [],
    private readonly revoked: Revoked = 'as asked',
  ) {}

  /**
   * A row that this filter alone keeps out counts too: it is what another value would show. So do the revoked, by
   * status.
   */
  of(name: FleetFilter): ReadonlyMap<string, number> {
    const known = this.#known.get(name);
    if (known) return known;
    const others = this.filters.filter(([other]) => other !== name);
    const counts = new Map<string, number>();
    for (const one of this.searched) {
      const [group] = one;
      const { at, index } = group;
      const all = filtered(one, others);
      const left = this.revoked === 'hidden' && name !== 'status' ? withoutRevoked(group, all) : all;
      index.count(left, (row) => filterOf({ row, at }, name), counts);
    }
    this.#known.set(name, counts);
    return counts;
  }
}

/** Which of the rows have the values of all filters. */
function filtered([{ at, index }, found]: Searched, filters: readonly Chosen[]): Uint8Array {
  if (filters.length === 0) return found;
  const passing = index.passing((row) => filters.every(([name, value]) => filterOf({ row, at }, name) === value));
  return passing.map((pass, place) => pass & (found[place] ?? 0));
}

function withoutRevoked({ index }: FleetGroup, found: Uint8Array): Uint8Array {
  return index.passing(({ token }) => token.status !== 'revoked').map((pass, place) => pass & (found[place] ?? 0));
}

function ones(found: Uint8Array): number {
  let count = 0;
  for (let place = 0; place < found.length; place++) count += found[place] ?? 0;
  return count;
}

function isOfServer(key: QueryTerm['key']): boolean {
  return key === 'server' || key === 'env' || key === 'product';
}

/** Parts of names will do, upper and lower case the same; several of one word are alternatives. */
function isAskedFor({ connection, product }: FleetServer, terms: readonly QueryTerm[]): boolean {
  const texts = { server: connection.name, env: connection.environment, product };
  return (['server', 'env', 'product'] as const).every((key) => {
    const text = texts[key].toLowerCase();
    const asked = terms.filter((term) => term.key === key && term.value !== '');
    const has = ({ value }: QueryTerm): boolean => text.includes(value.toLowerCase().replace(/\*$/u, ''));
    const wanted = asked.filter(({ not }) => !not);
    return (wanted.length === 0 || wanted.some(has)) && !asked.some((term) => term.not && has(term));
  });
}

/**
 * The values of one filter with their counts, in the order of the servers, of the kinds and statuses, or of the names.
 */
export function fleetFacets(counts: FleetCounts, name: FleetFilter, servers: readonly FleetServer[]): readonly Facet[] {
  const known = counts.of(name);
  const inOrder = (values: readonly string[], label: (value: string) => string): Facet[] =>
    values.flatMap((value) => {
      const count = known.get(value);
      return count === undefined ? [] : [{ value, label: label(value), count }];
    });
  if (name === 'server') {
    const names = new Map(servers.map(({ connection: { id, name: text } }) => [id, showText(text, 60)]));
    return inOrder([...names.keys()], (id) => names.get(id) ?? id);
  }
  const ordered = { kind: KINDS, status: STATUSES };
  const values = name === 'kind' || name === 'status' ? ordered[name] : [...known.keys()].sort(compareText);
  return inOrder(values, (value) => filterLabel(name, value));
}

/** A value of a filter in words; one that is empty says so. */
export function filterLabel(name: FleetFilter, value: string): string {
  const kind = KINDS.find((one) => one === value);
  if (name === 'kind' && kind) return kindWord(kind);
  const status = STATUSES.find((one) => one === value);
  if (name === 'status' && status) return statusWord(status);
  if (value !== '') return showText(value, 60);
  return name === 'product' ? 'Not known yet' : 'None';
}
