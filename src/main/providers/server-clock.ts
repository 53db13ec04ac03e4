import type { Answer } from './http/answer.ts';
import type { Timers } from './http/limits.ts';

/** Two clocks within this many ms are taken for equal. */
const MATTERS = 10_000;

/**
 * The clock of a server, as its answers tell it: what ends there ends by that one. Before the first answer, it is ours.
 */
export class ServerClock {
  readonly #ours: Pick<Timers, 'now'>;
  /** How far the server's clock is ahead of ours, in ms. */
  #ahead = 0;

  constructor(ours: Pick<Timers, 'now'>) {
    this.#ours = ours;
  }

  /** In ms since 1970. */
  now(): number {
    return this.at(this.#ours.now());
  }

  /** What it shows when our clock shows this, both in ms since 1970. */
  at(ours: number): number {
    return ours + this.#ahead;
  }

  /**
   * How far it is ahead of ours in ms, below 0 behind; undefined for so little that the way of an answer can make it.
   */
  skew(): number | undefined {
    return Math.abs(this.#ahead) < MATTERS ? undefined : this.#ahead;
  }

  /**
   * Takes the time from an answer that just came. A `Date` names the second that has begun, so that clocks are equal
   * within one.
   */
  learn(answer: Pick<Answer, 'header'>): void {
    const ahead = Date.parse(answer.header('date') ?? '') - this.#ours.now();
    if (!Number.isNaN(ahead)) this.#ahead = ahead > -1_000 && ahead <= 0 ? 0 : ahead;
  }
}
