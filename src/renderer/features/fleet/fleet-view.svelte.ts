import type { FleetFilters, FleetGroup, FleetRow } from '#domain/fleet-row';
import { FleetCounts, FleetFinder } from '#domain/fleet-search';
import { keyOf, type SortColumn } from '#domain/search-sort';
import { parseFleetQuery } from '#domain/search-query';
import { sortInSteps } from '#domain/sort-steps';
import type { Sort } from '#ui/data-table.ts';

/** A page draws sixty times a second; of the 16 ms between, so many are taken by the search at most. */
const SLICE_MS = 5;
/** So many rows are taken between two looks at the clock: some tenths of a millisecond. */
const STEP = 4096;
/** While servers are read, the same is asked of more rows no sooner than after so long, in ms. */
const AGAIN_MS = 250;

/** Between two steps of what nobody waits for, in ms. */
const PREPARE_MS = 8;

interface Question {
  readonly groups: readonly FleetGroup[];
  readonly text: string;
  readonly filters: FleetFilters;
  readonly sort: Sort;
  readonly showRevoked: boolean;
  /** In ms since 1970. */
  readonly now: number;
}

/**
 * Searches many rows in slices: the first matches show while the rest is looked through, and a new question ends the
 * old.
 */
export class FleetView {
  shown: readonly FleetRow[] = $state.raw([]);
  counts: FleetCounts = $state.raw(new FleetCounts());
  /** How many revoked tokens are found, shown or not; none where a status was asked for. */
  revoked = $state(0);
  busy = $state(false);
  #asked: Question | undefined;
  #work: Generator<void, void> | undefined;
  #next: Question | undefined;
  #sorted: { groups: readonly FleetGroup[]; sort: Sort; list: readonly FleetRow[] } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  ask(question: Question): void {
    const { shown } = this;
    this.busy = true;
    if (this.#asked && shown.length > 0 && isSame(this.#asked, question)) {
      this.#askAgain(question);
      return;
    }
    this.#begin(question, true);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#work = undefined;
    this.#next = undefined;
  }

  /** What is searched is finished first; begun anew with each row that comes, it would never end. */
  #askAgain(question: Question): void {
    const waits = this.#next !== undefined || this.#work !== undefined;
    this.#next = question;
    if (waits) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#goOn(), AGAIN_MS);
  }

  #goOn(): void {
    const next = this.#next;
    if (next) this.#begin(next, false);
  }

  #begin(question: Question, tellsFirst: boolean): void {
    this.stop();
    this.#asked = question;
    this.#work = this.#find(question, tellsFirst);
    this.#go();
  }

  #go(): void {
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) {
      if (!this.#work?.next().done) continue;
      this.#work = undefined;
      this.#timer = setTimeout(() => (this.#next ? this.#goOn() : this.#prepare()), AGAIN_MS);
      return;
    }
    this.#timer = setTimeout(() => this.#go(), 0);
  }

  /** The search is made ready while nobody waits for it. */
  #prepare(): void {
    if (this.#asked?.groups.some(({ index }) => index.prepare()))
      this.#timer = setTimeout(() => this.#prepare(), PREPARE_MS);
  }

  /** `tellsFirst`: what is found is shown before all is. Rows that are there already would vanish and come again. */
  *#find({ groups, text, filters, sort, showRevoked, now }: Question, tellsFirst: boolean): Generator<void, void> {
    const finder = new FleetFinder(parseFleetQuery(text), filters, now, showRevoked);
    const list = sort.column === 'server' ? undefined : yield* this.#inOrder(groups, sort);
    let told = 0;
    const tell = () => {
      // At once when there are any, then each time that there are four times as many.
      if (!tellsFirst || finder.found.length <= 4 * told) return;
      told = finder.found.length;
      this.shown = finder.found.slice();
    };
    for (const group of sort.direction === 'ascending' ? groups : groups.toReversed()) {
      while (text !== '' && group.index.prepare()) yield;
      finder.search(group);
      if (!list) yield* inSteps(group.rows.length, (from, to) => finder.takeFrom(group, from, to), tell);
    }
    const take = (from: number, to: number) => list?.slice(from, to).forEach((row) => finder.take(row));
    if (list) yield* inSteps(list.length, take, tell);
    this.shown = finder.found;
    this.counts = finder.counts;
    this.revoked = finder.revoked;
    this.busy = this.#next !== undefined;
  }

  *#inOrder(groups: readonly FleetGroup[], sort: Sort): Generator<void, readonly FleetRow[]> {
    const { column, direction } = sort;
    if (this.#sorted?.groups !== groups || this.#sorted.sort !== sort) {
      const rows = groups.flatMap((group) => group.rows);
      const list = yield* sortInSteps(rows, (row) => sortKey(row, column), direction);
      this.#sorted = { groups, sort, list };
    }
    return this.#sorted.list;
  }
}

function* inSteps(length: number, take: (from: number, to: number) => void, tell: () => void): Generator<void, void> {
  for (let from = 0; from < length; from += STEP) {
    take(from, Math.min(length, from + STEP));
    tell();
    yield;
  }
}

/** Is the same asked, of other rows perhaps? */
function isSame(one: Question, other: Question): boolean {
  const names = ['text', 'filters', 'sort', 'showRevoked'] as const;
  return names.every((name) => one[name] === other[name]);
}

function sortKey({ row, at }: FleetRow, column: string): string | number | undefined {
  if (column === 'env') return at.connection.environment.toLowerCase();
  if (column === 'product') return at.product || undefined;
  return keyOf(row, column as SortColumn);
}
