/** A stream that began before anybody asked for it: what came of it is kept for whoever does. */
export class Begun<Part, End> {
  readonly #stop = new AbortController();
  readonly #end: Promise<End>;
  readonly #early: Part[] = [];
  #push = (part: Part): void => void this.#early.push(part);

  constructor(begin: (push: (part: Part) => void, signal: AbortSignal) => Promise<End>) {
    this.#end = begin((part) => this.#push(part), this.#stop.signal);
    // Its failure is for whoever asks.
    this.#end.catch(() => undefined);
  }

  /** Hands on what came so far and what is still to come, then answers the end. Once only. */
  follow(push: (part: Part) => void, signal: AbortSignal): Promise<End> {
    if (signal.aborted) this.stop();
    signal.addEventListener('abort', () => this.stop(), { once: true });
    for (const part of this.#early.splice(0)) push(part);
    this.#push = push;
    return this.#end;
  }

  /** Settles when it has ended, well or not. */
  get over(): Promise<void> {
    return this.#end.then(
      () => undefined,
      () => undefined,
    );
  }

  stop(): void {
    this.#stop.abort();
  }
}
