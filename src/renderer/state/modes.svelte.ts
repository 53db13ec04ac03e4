import type { Mode } from '#contract/shapes';
import type { ConnectionId } from '#domain/connection';
import type { Clock } from './clock.svelte.ts';

/** Which servers are in admin mode, and for how long. Main decides; this only shows. */
export class Modes {
  #modes: Mode[] = $state.raw([]);

  constructor(private readonly clock: Clock) {}

  /** What main said last. */
  take(modes: Mode[]): void {
    this.#modes = modes;
  }

  /** May this server be changed now? */
  isUnlocked(id: ConnectionId): boolean {
    return this.remaining(id) > 0;
  }

  /** How long the admin mode goes on if nothing is written, in ms; 0 in read-only mode. */
  remaining(id: ConnectionId): number {
    const mode = this.#modes.find((each) => each.connectionId === id);
    return mode ? Math.max(0, mode.until - this.clock.now) : 0;
  }

  /** The same as minutes and seconds: "14:32". */
  countdown(id: ConnectionId): string {
    const seconds = Math.ceil(this.remaining(id) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }
}
