import { Failure } from '#contract/failure';
import type { Clock } from '#main/ports';

/** How many calls may be under way at once. */
export const MAX_IN_FLIGHT = 32;

/** How many calls one method may get at once, and how many more each second. A person is far below; a loop is not. */
const BURST = 60;
const PER_SECOND = 20;

/** Keeps a page from flooding main: each method has a bucket of calls that fills again with time. */
export class Limits {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, { left: number; at: number }>();
  #inFlight = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Does something under the limits; Failure 'too-many-calls' when they are reached. */
  async during<T>(method: string, act: () => Promise<T>): Promise<T> {
    if (this.#inFlight >= MAX_IN_FLIGHT || !this.#take(method)) throw new Failure({ kind: 'too-many-calls' });

    this.#inFlight++;
    try {
      return await act();
    } finally {
      this.#inFlight--;
    }
  }

  #take(method: string): boolean {
    const now = this.#clock.now();
    const bucket = this.#buckets.get(method) ?? { left: BURST, at: now };
    const left = Math.min(BURST, bucket.left + ((now - bucket.at) / 1000) * PER_SECOND);
    this.#buckets.set(method, { left: left >= 1 ? left - 1 : left, at: now });
    return left >= 1;
  }
}
