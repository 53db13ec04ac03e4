/** The requests of the page that are under way, so that they can be ended together. */
export class UnderWay {
  readonly #aborts = new Set<AbortController>();

  /** Begins a request; `abort` ends it alone, `done` takes it off the list. */
  begin(): { signal: AbortSignal; abort: () => void; done: () => void } {
    const abort = new AbortController();
    this.#aborts.add(abort);
    return { signal: abort.signal, abort: () => abort.abort(), done: () => void this.#aborts.delete(abort) };
  }

  /** Ends everything that is under way. */
  abortAll(): void {
    for (const abort of this.#aborts) abort.abort();
  }
}
