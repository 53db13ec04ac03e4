import { Failure } from '#contract/failure';
import type { Token, TokenListEnd } from '#domain/token';
import type { Timers } from './http/limits.ts';

/** For this long, a list that was read can be handed on again. */
const FRESH_MS = 10_000;

type Take = (tokens: Token[]) => void;
type ReadList = (take: Take, signal: AbortSignal) => Promise<TokenListEnd>;

/**
 * Reads a list once for all who ask while it runs: connecting counts the tokens, and meanwhile or right after it they
 * are shown. Each asker gets every batch from the first; the reading is cancelled when all of them have gone.
 */
export class SharedList {
  readonly #readList: ReadList;
  readonly #timers: Pick<Timers, 'after'>;
  /** Begun by connecting, for who shows it next; and the other way round. */
  #begun: { connecting?: Run | undefined; showing?: Run | undefined } = {};

  constructor(readList: ReadList, timers: Pick<Timers, 'after'>) {
    this.#readList = readList;
    this.#timers = timers;
  }

  /** For connecting: the list that was just asked for to be shown, or a new one, which the next `take` gets. */
  start(take: Take, signal: AbortSignal): Promise<TokenListEnd> {
    return this.#handOn('showing', 'connecting').join(take, signal);
  }

  /** For showing: the list that connecting asked for, once, or a new one. */
  take(take: Take, signal: AbortSignal): Promise<TokenListEnd> {
    return this.#handOn('connecting', 'showing').join(take, signal);
  }

  /** Lets go of a list that a write has made old. */
  forget(): void {
    this.#begun = {};
  }

  #handOn(from: 'connecting' | 'showing', to: 'connecting' | 'showing'): Run {
    const there = this.#begun[from];
    this.#begun[from] = undefined;
    if (there && !there.cancelled) return there;

    const run = new Run(this.#readList);
    this.#begun[to] = run;
    const forget = () => {
      if (this.#begun[to] === run) this.#begun[to] = undefined;
    };
    run.end.then(() => this.#timers.after(FRESH_MS, forget), forget);
    return run;
  }
}

class Run {
  readonly end: Promise<TokenListEnd>;
  readonly #controller = new AbortController();
  readonly #batches: Token[][] = [];
  readonly #takers = new Set<Take>();

  constructor(readList: ReadList) {
    this.end = readList((tokens) => {
      this.#batches.push(tokens);
      for (const take of this.#takers) take(tokens);
    }, this.#controller.signal);
  }

  /** Has nobody waited for it any more? */
  get cancelled(): boolean {
    return this.#controller.signal.aborted;
  }

  join(take: Take, signal: AbortSignal): Promise<TokenListEnd> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        signal.removeEventListener('abort', cancel);
        this.#takers.delete(take);
      };
      const cancel = () => {
        leave();
        if (this.#takers.size === 0) this.#controller.abort();
        reject(new Failure({ kind: 'cancelled' }));
      };
      this.#takers.add(take);
      signal.addEventListener('abort', cancel, { once: true });
      if (signal.aborted) return cancel();
      for (const batch of this.#batches) take(batch);
      this.end.finally(leave).then(resolve, reject);
    });
  }
}
