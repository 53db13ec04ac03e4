import { createSubscriber } from 'svelte/reactivity';

/**
 * The one ticking now: whoever reads `now` (ms since 1970) is told again every second, and nothing ticks for nobody.
 */
export class Clock {
  readonly #subscribe: () => void;
  readonly #read: () => number;

  constructor(read: () => number = Date.now, everyMs = 1000) {
    this.#read = read;
    this.#subscribe = createSubscriber((update) => {
      const timer = setInterval(update, everyMs);
      return () => clearInterval(timer);
    });
  }

  get now(): number {
    this.#subscribe();
    return this.#read();
  }

  /** The time at this moment, without being told when it goes on. */
  at(): number {
    return this.#read();
  }
}
