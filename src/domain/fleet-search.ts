import { kindWord, KINDS } from './classify.ts';
import { compareText } from './compare-text.ts';
import type { FleetFilter, FleetFilters, FleetGroup, FleetRow, FleetServer } from './fleet-row.ts';
import { filterOf, FLEET_FILTERS } from './fleet-row.ts';
import type { Facet } from './search-facets.ts';
import type { Query, QueryTerm } from './search-query.ts';
import { showText } from './show-text.ts';
import { STATUSES, statusWord } from './status-words.ts';

type Counts = Readonly<Record<FleetFilter, Map<string, number>>>;

/**
 * Finds rows of several servers one by one, so that whoever asks can stop after any: first a server is searched, then its
 * rows are taken. Counts on the way how many rows each
 * value of a filter would show: a row that one filter alone keeps out still counts under that one.
 */
export class FleetFinder {
  readonly found: FleetRow[] = [];
  /** How many revoked tokens the rest of the question finds, shown or not; none where a status was asked for. */
  revoked = 0;
  readonly counts: Counts;
  readonly #query: Query;
  readonly #now: number;
  readonly #filters: readonly (readonly [FleetFilter, string])[];
  readonly #found = new Map<FleetServer, Uint8Array>();

  readonly #revoked: 'hidden' | 'shown' | 'as asked';

  /** `now` in ms since 1970, for ages in the query. Revoked tokens are found when they are asked for only, or with `showRevoked`. */
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
    this.counts = {
      server: new Map(),
      env: new Map(),
      product: new Map(),
      kind: new Map(),
      status: new Map(),
      owner: new Map(),
      org: new Map(),
    };
  }

  /** Searches one server; until then none of its rows is found. */
  search({ at, index, found }: Pick<FleetGroup, 'at' | 'index' | 'found'>): void {
    const { terms } = this.#query;
    if (!isAskedFor(at, terms)) return;
    const rest = terms.filter(({ key }) => !isOfServer(key));
    this.#found.set(at, index.find({ terms: rest }, at.names, this.#now, found));
  }

  take(row: FleetRow): void {
    if (this.#found.get(row.at)?.[row.place] !== 1) return;
    if (this.#filters.length === 0) {
      this.#addWhole(row);
      return;
    }
    const missed = this.#filters.filter(([name, value]) => filterOf(row, name) !== value);
    const [only, ...others] = missed;
    if (others.length > 0) return;
    if (only) this.#count(row, only[0]);
    else this.#addWhole(row);
  }

  /** A row that no filter keeps out. */
  #addWhole(row: FleetRow): void {
    const isRevoked = this.#revoked !== 'as asked' && row.row.token.status === 'revoked';
    if (isRevoked) this.revoked++;
    if (isRevoked && this.#revoked === 'hidden') this.#count(row, 'status');
    else this.#add(row);
  }

  #add(row: FleetRow): void {
    this.found.push(row);
    for (const name of FLEET_FILTERS) this.#count(row, name);
  }

  #count(row: FleetRow, name: FleetFilter): void {
    const value = filterOf(row, name);
    this.counts[name].set(value, (this.counts[name].get(value) ?? 0) + 1);
  }
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

/** The values of one filter with their counts, in the order of the servers, of the kinds and statuses, or of the names. */
export function fleetFacets(counts: Counts, name: FleetFilter, servers: readonly FleetServer[]): readonly Facet[] {
  const known = counts[name];
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
