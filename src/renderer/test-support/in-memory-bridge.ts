import type { AppEvent, Bridge, Reply } from '#contract/bridge';
import { factsOf, Failure, type FailureFacts } from '#contract/failure';

type Answer = (input: never) => unknown;
type Streaming = (input: never, chunk: (chunk: unknown) => void) => unknown;

/** A call that a page made. */
interface SeenCall {
  path: string;
  input: unknown;
}

/**
 * A bridge whose main is a table of answers. An answer that throws a Failure arrives as one; a path without an answer
 * is a bad request, as in main. What is handed over is cloned, as it would be between processes.
 */
export class InMemoryBridge implements Bridge<MessagePort> {
  readonly calls: SeenCall[] = [];
  readonly #answers = new Map<string, Answer>();
  readonly #streams = new Map<string, Streaming>();
  readonly #listeners = new Set<(event: AppEvent) => void>();

  /** Answers calls of this path with what the function gives. */
  answer(path: string, answer: Answer): this {
    this.#answers.set(path, answer);
    return this;
  }

  /** Refuses calls and streams of this path. */
  refuse(path: string, facts: FailureFacts): this {
    const fail = (): never => {
      throw new Failure(facts);
    };
    this.#answers.set(path, fail);
    this.#streams.set(path, fail);
    return this;
  }

  /** Answers streams of this path: the function gives chunks by its second argument and answers the end. */
  streamOf(path: string, streaming: Streaming): this {
    this.#streams.set(path, streaming);
    return this;
  }

  /** Says something unasked. */
  emit(event: AppEvent): void {
    for (const listener of this.#listeners) listener(structuredClone(event));
  }

  /** The inputs of the calls of one path. */
  inputsOf(path: string): unknown[] {
    return this.calls.filter((call) => call.path === path).map(({ input }) => input);
  }

  async call(path: string, input: unknown): Promise<Reply<unknown>> {
    this.calls.push({ path, input: structuredClone(input) });
    try {
      const answer = this.#answers.get(path);
      if (!answer) throw new Failure({ kind: 'bad-request', where: path });
      return { ok: true, value: structuredClone(await answer(input as never)) };
    } catch (thrown) {
      return { ok: false, failure: factsOf(thrown) };
    }
  }

  stream(path: string, input: unknown, port: MessagePort): void {
    this.calls.push({ path, input: structuredClone(input) });
    void this.#run(path, input, port);
  }

  listen(listener: (event: AppEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #run(path: string, input: unknown, port: MessagePort): Promise<void> {
    try {
      const streaming = this.#streams.get(path);
      if (!streaming) throw new Failure({ kind: 'bad-request', where: path });
      const end = await streaming(input as never, (chunk) => port.postMessage({ chunk }));
      port.postMessage({ end });
    } catch (thrown) {
      port.postMessage({ failure: factsOf(thrown) });
    }
  }
}
