import { createHash } from 'node:crypto';

/** A generator that gives the same numbers for the same seed, at every start and on every machine. */
export class SeededRandom {
  readonly #seed: number;
  #state: number;
  #drawn = 0;

  constructor(seed: number) {
    this.#seed = seed;
    this.#state = seed | 0;
  }

  /** From 0 up to, not including, 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** Some of the items, at least one, in their order. */
  some<T>(items: readonly T[], most: number): T[] {
    const wanted = this.between(1, Math.min(most, items.length));
    const from = this.between(0, items.length - wanted);
    return items.slice(from, from + wanted);
  }

  /** Up to 64 bytes. */
  bytes(count: number): Buffer {
    return createHash('sha512').update(`${this.#seed}:${this.#drawn++}`).digest().subarray(0, count);
  }
}
