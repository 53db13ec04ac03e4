import { Failure } from '#contract/failure';
import type { Token, TokenListEnd } from '#domain/token';

/** For this long, a list that was read can be handed on again. */
const FRESH_MS = 10_000;

type Take = (tokens: Token[]) => void;
type ReadList = (take: Take, signal: AbortSignal) => Promise<TokenListEnd>;

/**
 * Reads a list once for all who ask while it runs: connecting counts the tokens, and right after it they are shown.
 * Each asker gets every batch from the first; the reading is cancelled when all of them have gone.
 */
export class SharedList {
  readonly #readList: ReadList;
  readonly #after: (ms: number, run: () => void) => () => void;
  #run: Run | undefined;

  constructor(readList: ReadList, after: (ms: number, run: () => void) => () => void) {
    this.#readList = readList;
    this.#after = after;
  }

  /** Reads anew, and keeps the list for the next `take`. */
  start(take: Take, signal: AbortSignal): Promise<TokenListEnd> {
    const run = new Run(this.#readList);
    this.#run = run;
    const forget = () => {
      if (this.#run === run) this.#run = undefined;
    };
    run.end.then(() => this.#after(FRESH_MS, forget), forget);
    return run.join(take, signal);
  }

  /** Hands on the list that was started, once; reads anew when there is none. */
  take(take: Take, signal: AbortSignal): Promise<TokenListEnd> {
    const run = this.#run;
    this.#run = undefined;
    return run && !run.ended ? run.join(take, signal) : this.#readList(take, signal);
  }

  /** Lets go of a list that a write has made old. */
  forget(): void {
    this.#run = undefined;
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

  /** Was it cancelled, since nobody waited for it any more? */
  get ended(): boolean {
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
