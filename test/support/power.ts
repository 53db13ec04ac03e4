import type { Power } from '#main/ports';

/** A machine that is as idle as told, and can be made to lock its screen. */
export class FakePower implements Power {
  idle = 0;
  #listeners = new Set<() => void>();

  idleSeconds(): number {
    return this.idle;
  }

  onSystemLock(run: () => void): () => void {
    this.#listeners.add(run);
    return () => this.#listeners.delete(run);
  }

  lockScreen(): void {
    for (const run of this.#listeners) run();
  }
}
