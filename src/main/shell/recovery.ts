/**
 * Counts how often the page was brought back: at most three times a minute, so that a page that crashes at once does
 * not crash for ever. Times in ms since 1970.
 */
export class Recovery {
  readonly #now: () => number;
  #reloads: number[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  /** True when one more reload may be done now; it counts as done. */
  mayReload(): boolean {
    const now = this.#now();
    this.#reloads = this.#reloads.filter((at) => now - at < 60_000);
    if (this.#reloads.length >= 3) return false;
    this.#reloads.push(now);
    return true;
  }
}
