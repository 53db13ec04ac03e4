import type { StreamMessage } from '#contract/bridge';

/** The way back of a stream. Electron's MessagePortMain is one, put into these words by the shell. */
export interface StreamPort {
  post(message: StreamMessage<unknown, unknown>): void;
  /** Calls back once when the other side closes. */
  onClose(run: () => void): void;
  close(): void;
}
