import type { FleetFilters, FleetRow } from '#domain/fleet-row';
import { FleetFinder } from '#domain/fleet-search';
import { keyOf, type SortColumn } from '#domain/search-sort';
import { parseFleetQuery } from '#domain/search-query';
import { sortInSteps } from '#domain/sort-steps';
import type { Sort } from '#ui/data-table.ts';

/** A page draws sixty times a second; of the 16 ms between, so many are taken by the search at most. */
const SLICE_MS = 5;
const STEP = 32;

interface Question {
  readonly rows: readonly FleetRow[];
  readonly text: string;
  readonly filters: FleetFilters;
  readonly sort: Sort;
  /** In ms since 1970. */
  readonly now: number;
}

/** Searches many rows in slices: the first matches show while the rest is looked through, and a new question ends the old. */
export class FleetView {
  shown: readonly FleetRow[] = $state.raw([]);
  counts: FleetFinder['counts'] = $state.raw(new FleetFinder(parseFleetQuery(''), {}, 0).counts);
  busy = $state(false);
  #sorted: { rows: readonly FleetRow[]; sort: Sort; list: readonly FleetRow[] } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  ask(question: Question): void {
    this.stop();
    this.busy = true;
    this.#go(this.#find(question));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #go(work: Generator<void, void>): void {
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) if (work.next().done) return;
    this.#timer = setTimeout(() => this.#go(work), 0);
  }

  *#find({ rows, text, filters, sort, now }: Question): Generator<void, void> {
    const list = yield* this.#inOrder(rows, sort);
    const finder = new FleetFinder(parseFleetQuery(text), filters, now);
    let told = 0;
    for (let at = 0; at < list.length; at++) {
      const row = list[at];
      if (row) finder.take(row);
      if (at % STEP !== STEP - 1) continue;
      yield;
      // At once when the first ones fill a screen, then each time that there are four times as many.
      if (finder.found.length < Math.max(64, 4 * told)) continue;
      told = finder.found.length;
      this.shown = finder.found.slice();
    }
    this.shown = finder.found;
    this.counts = finder.counts;
    this.busy = false;
  }

  *#inOrder(rows: readonly FleetRow[], sort: Sort): Generator<void, readonly FleetRow[]> {
    const { column, direction } = sort;
    if (column === 'server') return direction === 'ascending' ? rows : rows.toReversed();
    if (this.#sorted?.rows !== rows || this.#sorted.sort !== sort) {
      this.#sorted = { rows, sort, list: yield* sortInSteps(rows, (row) => sortKey(row, column), direction) };
    }
    return this.#sorted.list;
  }
}

function sortKey({ row, at }: FleetRow, column: string): string | number | undefined {
  if (column === 'env') return at.connection.environment.toLowerCase();
  if (column === 'product') return at.product || undefined;
  return keyOf(row, column as SortColumn);
}
