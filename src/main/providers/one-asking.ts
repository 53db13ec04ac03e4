import { factsOf } from '#contract/failure';

/** A question to a server that is under way is not asked a second time: who asks meanwhile gets the same answer. */
export class OneAsking<Answer> {
  #underWay: Promise<Answer> | undefined;

  /** Joins the question that is under way, or asks. Who asked first may leave: whoever waits then asks for itself. */
  async ask(asking: (signal: AbortSignal) => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    const before = this.#underWay;
    if (before === undefined) return this.begin(asking(signal));
    try {
      return await before;
    } catch (error) {
      if (factsOf(error).kind !== 'cancelled' || signal.aborted) throw error;
      return this.ask(asking, signal);
    }
  }

  /** The question that is under way from now on, until it is answered. */
  async begin(asked: Promise<Answer>): Promise<Answer> {
    this.#underWay = asked;
    try {
      return await asked;
    } finally {
      if (this.#underWay === asked) this.#underWay = undefined;
    }
  }
}
