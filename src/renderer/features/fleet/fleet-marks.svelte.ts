import type { FleetRow } from '#domain/fleet-row';
import type { Selection } from '#state/selection.svelte';
import type { Marks } from '#ui/marks.ts';
import type { FleetView } from './fleet-view.svelte.ts';

/** The marked tokens of all servers, as the table wants them. */
export class FleetMarks implements Marks<FleetRow> {
  readonly shown: number = $derived.by(() => this.#countShown());

  constructor(
    private readonly marked: Selection,
    private readonly view: FleetView,
  ) {}

  get size(): number {
    return this.marked.size;
  }

  has({ row, at }: FleetRow): boolean {
    return this.marked.has(at.connection.id, row.key);
  }

  set(rows: readonly FleetRow[], on: boolean): void {
    this.marked.set(
      rows.map(({ row, at }) => [at.connection.id, row.key] as const),
      on,
    );
  }

  clear(): void {
    this.marked.clear();
  }

  /** While nothing is marked, a long list is not looked through for it. */
  #countShown(): number {
    if (this.marked.size === 0) return 0;
    return this.view.shown.reduce((count, row) => (this.has(row) ? count + 1 : count), 0);
  }
}
