import type { TokenRow } from './search-row.ts';
import { rowsAt } from './search-sort.ts';

interface Shown {
  readonly rows: readonly TokenRow[];
  readonly places: Uint32Array;
  readonly found: Uint8Array;
  readonly shown: readonly TokenRow[];
}

/**
 * The rows that a search found, in their order: the same list as before while it finds the same, which nobody draws
 * again.
 */
export class FoundRows {
  #last: Shown | undefined;

  /** `places`: the order of all rows; `found`: for each row in its place, 1 when it was found. */
  of(rows: readonly TokenRow[], places: Uint32Array, found: Uint8Array): readonly TokenRow[] {
    const last = this.#last;
    if (last?.rows === rows && last.places === places && isSame(last.found, found)) return last.shown;
    const shown = rowsAt(rows, places, found);
    this.#last = { rows, places, found, shown };
    return shown;
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return one.length === other.length;
}
