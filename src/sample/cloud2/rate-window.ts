/** How many calls an organization may make in each window. */
export interface RateLimit {
  calls: number;
  seconds: number;
}

/** Counts calls in fixed windows, which begin at multiples of their length: InfluxDB Cloud's are of five minutes. */
export class RateWindow {
  readonly #limit: RateLimit;
  readonly #clock: () => number;
  readonly #used = new Map<string, { window: number; calls: number }>();

  /** `clock` gives milliseconds since 1970. */
  constructor(limit: RateLimit, clock: () => number = Date.now) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Counts one call of `key`. Gives the whole seconds until the window resets when it was one too many. */
  spend(key: string): number | undefined {
    const length = this.#limit.seconds * 1000;
    const now = this.#clock();
    const window = Math.floor(now / length);
    const used = this.#used.get(key);
    const calls = (used?.window === window ? used.calls : 0) + 1;
    this.#used.set(key, { window, calls });
    return calls > this.#limit.calls ? Math.ceil(((window + 1) * length - now) / 1000) : undefined;
  }
}
