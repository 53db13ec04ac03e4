import type { Clock } from '#main/ports';

/** A clock that stands still until `pass` winds it; timers that fall due run in their order. */
export class FakeClock implements Clock {
  #now: number;
  #timers: { due: number; run: () => void }[] = [];

  constructor(start = Date.UTC(2026, 0, 2, 3, 4, 5)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { due: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets `ms` go by and what was started by timers get its turn. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      const [next] = this.#timers.filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due);
      if (!next) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.due);
      next.run();
      await settled();
    }
    this.#now = end;
    await settled();
  }
}

/** Lets everything that is due now run. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
