import type { StreamMessage } from '#contract/bridge';
import type { FailureFacts } from '#contract/failure';
import type { StreamPort } from '#main/rpc/stream-port';

/** A stream's port in memory: collects what comes, and can be closed by the page's side. */
export class MemoryPort implements StreamPort {
  readonly chunks: unknown[] = [];
  #onClose: () => void = () => {};
  #finish: (last: { end: unknown } | { failure: FailureFacts }) => void = () => {};
  /** The end or the failure, once it came. */
  readonly last = new Promise<{ end: unknown } | { failure: FailureFacts }>((resolve) => {
    this.#finish = resolve;
  });

  post(message: StreamMessage<unknown, unknown>): void {
    if ('chunk' in message) this.chunks.push(message.chunk);
    else this.#finish(message);
  }

  onClose(run: () => void): void {
    this.#onClose = run;
  }

  close(): void {}

  /** The page closes its side. */
  closeByPage(): void {
    this.#onClose();
  }
}
