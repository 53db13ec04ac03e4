import type { TokenRow } from '#domain/search-row';
import type { Finding } from './finding.ts';

/**
 * Which tokens of one server its open findings are about, for a search to ask. Tokens go by their key, so that one that
 * was read again is still found while it is judged anew; where the very rows are searched that were judged, by their
 * places, which takes no time. What a person accepted is not open, and so is not in here.
 */
export class OpenRows {
  readonly #open: readonly Finding[];
  readonly #among: readonly TokenRow[] | undefined;
  readonly #keys = new Map<string, ReadonlySet<string>>();

  /** `among`: the rows that were judged. */
  constructor(open: readonly Finding[], among?: readonly TokenRow[]) {
    this.#open = open;
    this.#among = among;
  }

  /** The keys of the tokens that any of these is said of: ids of rules, how bad it is, or `any`. */
  keysOf(meant: readonly string[]): ReadonlySet<string> {
    const asked = meant.join(' ');
    const known = this.#keys.get(asked);
    if (known) return known;
    const keys = new Set<string>();
    for (const { rows } of this.#meantBy(meant)) for (const { key } of rows) keys.add(key);
    this.#keys.set(asked, keys);
    return keys;
  }

  /** The same as a 1 for each of these rows that it is said of, and else 0. */
  hits(rows: readonly TokenRow[], meant: readonly string[]): Uint8Array {
    const hits = new Uint8Array(rows.length);
    const places = rows === this.#among ? this.#meantBy(meant).map((finding) => finding.places) : [undefined];
    if (places.includes(undefined)) {
      const keys = this.keysOf(meant);
      return Uint8Array.from(rows, ({ key }) => (keys.has(key) ? 1 : 0));
    }
    for (const some of places) some?.forEach((place) => (hits[place] = 1));
    return hits;
  }

  #meantBy(meant: readonly string[]): readonly Finding[] {
    return this.#open.filter(({ rule, severity }) => [rule, severity, 'any'].some((word) => meant.includes(word)));
  }
}
