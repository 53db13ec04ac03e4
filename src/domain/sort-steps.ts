const RUN = 256;

interface Keyed<T> {
  readonly item: T;
  readonly key: string | number | undefined;
}

/**
 * Sorts in steps of well below a millisecond, so that a page can draw between them; answers the sorted list at its end.
 * Stable in both directions; what has no key stands last.
 */
export function* sortInSteps<T>(
  items: readonly T[],
  keyOf: (item: T) => string | number | undefined,
  direction: 'ascending' | 'descending',
): Generator<void, T[]> {
  const sign = direction === 'ascending' ? 1 : -1;
  const order = (a: Keyed<T>, b: Keyed<T>): number => compare(a.key, b.key, sign);
  let runs: Keyed<T>[][] = [];
  for (let from = 0; from < items.length; from += RUN) {
    const run = items.slice(from, from + RUN).map((item) => ({ item, key: keyOf(item) }));
    runs.push(run.sort(order));
    yield;
  }
  while (runs.length > 1) {
    const merged: Keyed<T>[][] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* merge(runs[at] ?? [], runs[at + 1] ?? [], order));
    runs = merged;
  }
  return (runs[0] ?? []).map(({ item }) => item);
}

function* merge<T>(left: readonly T[], right: readonly T[], order: (a: T, b: T) => number): Generator<void, T[]> {
  const merged: T[] = [];
  let [l, r] = [0, 0];
  while (l < left.length || r < right.length) {
    const [a, b] = [left[l], right[r]];
    if (b === undefined || (a !== undefined && order(a, b) <= 0)) {
      if (a !== undefined) merged.push(a);
      l++;
    } else {
      merged.push(b);
      r++;
    }
    if (merged.length % RUN === 0) yield;
  }
  return merged;
}

function compare(a: string | number | undefined, b: string | number | undefined, sign: number): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -sign : sign;
}
