import type { OpenRows } from '#domain/findings/open-rows';
import { FoundRows } from '#domain/found-rows';
import type { Names } from '#domain/names';
import { facets, type Facet } from '#domain/search-facets';
import { RowIndex } from '#domain/search-index';
import { asksFor, filterValue, parseQuery, queryText, withFilter, type Query } from '#domain/search-query';
import type { TokenRow } from '#domain/search-row';
import { rowsAt, sortedPlaces } from '#domain/search-sort';
import type { TokenList } from '#state/token-list.svelte';
import { FILTER_NAMES, type FilterName, type ServerView } from '#state/workspace.svelte';

/** What the table shows of a list: rows with their words, in order, and those that are asked for. */
export class TokenView {
  #last: RowIndex | undefined;
  readonly #asked = new FoundRows();
  /** Every token of the list, as a row. Made once per token, and again when names become known. */
  readonly rows: readonly TokenRow[] = $derived.by(() => this.#namedRows());
  /** What is searched; made ready by whoever shows the rows, while nobody waits for it. */
  readonly index: RowIndex = $derived.by(() => (this.#last = new RowIndex(this.rows, this.#last)));
  readonly #places: Uint32Array = $derived.by(() =>
    sortedPlaces(this.rows, this.view().sort.column, this.view().sort.direction),
  );
  readonly #sorted: readonly TokenRow[] = $derived.by(() => rowsAt(this.rows, this.#places));
  readonly typed: Query = $derived.by(() => parseQuery(this.view().text));
  /** Revoked tokens, which a server keeps for ever, are shown when they are asked for only. */
  readonly #revoked: readonly number[] = $derived.by(() => placesOfRevoked(this.rows));
  /** How many revoked tokens the rest of the query would show; none where a status was asked for. */
  readonly revoked: number = $derived.by(() =>
    this.#revoked.length === 0 || this.chosen('status') !== undefined ? 0 : this.#revokedFound(),
  );
  readonly query: Query = $derived.by(() => this.#queryWithoutRevoked());
  readonly shown: readonly TokenRow[] = $derived.by(() => this.#found());
  readonly selected: TokenRow | undefined = $derived.by(() =>
    this.rows.find(({ key }) => key === this.view().selected),
  );

  /** `now` in ms since 1970, for ages in the query. */
  constructor(
    private readonly list: () => TokenList,
    private readonly view: () => ServerView,
    private readonly names: () => Names,
    private readonly now: () => number,
    private readonly judged: () => OpenRows | undefined,
  ) {}

  /** The open findings that `finding:` asks for; undefined while the server is not judged. */
  get found(): OpenRows | undefined {
    return this.judged();
  }

  /** The value that a chip shows: its own, or the one that was typed. */
  chosen(name: FilterName): string | undefined {
    return this.view().filters[name] ?? filterValue(this.typed, name);
  }

  /** Chooses by a chip; what was typed for the same word gives way. */
  choose(name: FilterName, value: string | undefined): void {
    const view = this.view();
    if (filterValue(this.typed, name) !== undefined) view.text = queryText(withFilter(this.typed, name, null));
    view.filter(name, value);
  }

  /** The values of a filter, counted among the rows that all the other filters leave. */
  options(name: FilterName): readonly Facet[] {
    const found = this.#find(this.#queryWithout(name));
    return facets(this.rows.filter((_row, place) => found[place] === 1))[name];
  }

  #revokedFound(): number {
    const found = this.#find(this.#queryWithout());
    return this.#revoked.filter((place) => found[place] === 1).length;
  }

  #queryWithoutRevoked(): Query {
    const query = this.#queryWithout();
    const asked = query.terms.some(({ key, not }) => key === 'status' && !not);
    if (asked || this.view().showRevoked || this.#revoked.length === 0) return query;
    return { ...query, terms: [...query.terms, { key: 'status', value: 'revoked', not: true }] };
  }

  #queryWithout(left?: FilterName): Query {
    const { filters } = this.view();
    const start = left ? withFilter(this.typed, left, null) : this.typed;
    return FILTER_NAMES.reduce((query, name) => {
      const value = filters[name];
      return value === undefined || name === left ? query : withFilter(query, name, value);
    }, start);
  }

  #found(): readonly TokenRow[] {
    if (this.query.terms.length === 0) return this.#sorted;
    const found = this.#find(this.query);
    return found.includes(0) ? this.#asked.of(this.rows, this.#places, found) : this.#sorted;
  }

  #find(query: Query): Uint8Array {
    return this.index.find(query, this.names(), this.now(), asksFor(query, 'finding') ? this.found : undefined);
  }

  #namedRows(): readonly TokenRow[] {
    this.names(); // rows hold names, so that other names are other rows
    const { rows, tokens } = this.list();
    return rows.of(tokens);
  }
}

function placesOfRevoked(rows: readonly TokenRow[]): number[] {
  const places: number[] = [];
  rows.forEach(({ token }, place) => {
    if (token.status === 'revoked') places.push(place);
  });
  return places;
}
