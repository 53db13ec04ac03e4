import { Failure, type Part, factsOf, mayHaveHappened } from '#contract/failure';
import type { Created } from '#main/providers/provider';

/** Tokens that are made one after the other, each kept before the next; knows at each moment how far that came. */
export class Parts {
  readonly #parts: Part[];

  /** What the tokens are for, all of it still to do. */
  constructor(wanted: readonly { id: string; name: string }[]) {
    this.#parts = wanted.map(({ id, name }) => ({ id, name, state: 'left' }));
  }

  /**
   * Makes the token of one part and keeps it. When either fails after something was done, the Failure is 'part-done'
   * and lists every part; when nothing was done, it is what was thrown.
   */
  async run<T>(id: string, make: () => Promise<Created>, keep: (created: Created) => Promise<T>): Promise<T> {
    let created: Created | undefined;
    try {
      created = await make();
      const kept = await keep(created);
      this.#set({ id, state: 'done' });
      return kept;
    } catch (thrown) {
      if (created) this.#set({ id, state: 'lost', tokenId: created.token.id });
      else if (mayHaveHappened(factsOf(thrown))) this.#set({ id, state: 'unsure' });
      throw this.#failure(thrown);
    }
  }

  #set(change: Omit<Part, 'name'>): void {
    const at = this.#parts.findIndex(({ id }) => id === change.id);
    const part = this.#parts[at];
    if (part) this.#parts[at] = { ...part, ...change };
  }

  #failure(thrown: unknown): unknown {
    const cause = factsOf(thrown);
    const begun = this.#parts.some(({ state }) => state === 'done' || state === 'lost');
    if (!begun || cause.kind === 'part-done') return thrown;
    return new Failure({ kind: 'part-done', parts: [...this.#parts], cause }, { cause: thrown });
  }
}
