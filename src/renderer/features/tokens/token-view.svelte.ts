import type { Names } from '#domain/names';
import { facets, type Facet } from '#domain/search-facets';
import { filterRows, restOf } from '#domain/search-match';
import { filterValue, parseQuery, queryText, withFilter, type Query } from '#domain/search-query';
import type { TokenRow } from '#domain/search-row';
import { sortRows } from '#domain/search-sort';
import type { TokenList } from '#state/token-list.svelte';
import type { FilterName, ServerView } from '#state/workspace.svelte';

const FILTERS: readonly FilterName[] = ['kind', 'status', 'owner', 'org'];

interface Finding {
  sorted: readonly TokenRow[];
  query: Query;
  found: readonly TokenRow[];
}

const LONGEST_TRAIL = 12;

/** What the table shows of a list: rows with their words, in order, and those that are asked for. */
export class TokenView {
  /** What was found for the queries that led to the last one, each among what the one before it found. */
  #trail: readonly Finding[] = [];

  /** Every token of the list, as a row. Made once per token, and again when names become known. */
  readonly rows: readonly TokenRow[] = $derived.by(() => this.#namedRows());
  readonly #sorted: readonly TokenRow[] = $derived.by(() =>
    sortRows(this.rows, this.view().sort.column, this.view().sort.direction),
  );
  readonly typed: Query = $derived.by(() => parseQuery(this.view().text));
  /** Revoked tokens, which a server keeps for ever, are shown when they are asked for only. */
  readonly #revoked: readonly TokenRow[] = $derived.by(() =>
    this.rows.filter(({ token }) => token.status === 'revoked'),
  );
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
  ) {}

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
    return facets(filterRows(this.rows, this.#queryWithout(name), this.names(), this.now()))[name];
  }

  #revokedFound(): number {
    return filterRows(this.#revoked, this.#queryWithout(), this.names(), this.now()).length;
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
    return FILTERS.reduce((query, name) => {
      const value = filters[name];
      return value === undefined || name === left ? query : withFilter(query, name, value);
    }, start);
  }

  /** Who types on at a word is looked for among what was found before it; who takes letters back, was found already. */
  #found(): readonly TokenRow[] {
    const { query } = this;
    const sorted = this.#sorted;
    const steps = this.#trail.map((step) => (step.sorted === sorted ? restOf(step.query, query) : undefined));
    const at = steps.findLastIndex((rest) => rest !== undefined);
    const found = filterRows(
      this.#trail[at]?.found ?? sorted,
      { terms: steps[at] ?? query.terms },
      this.names(),
      this.now(),
    );
    this.#trail = [...this.#trail.slice(0, at + 1), { sorted, query, found }].slice(-LONGEST_TRAIL);
    return found;
  }

  #namedRows(): readonly TokenRow[] {
    this.names(); // rows hold names, so that other names are other rows
    const { rows, tokens } = this.list();
    return rows.of(tokens);
  }
}
