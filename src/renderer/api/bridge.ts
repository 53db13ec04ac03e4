import type { Bridge } from '#contract/bridge';

declare global {
  interface Window {
    /** Put here by the preload. */
    readonly bridge: Pick<Bridge, 'call' | 'listen'>;
  }
}

/** The bridge to main that this page was given. Inputs must be plain values: a rune's proxy cannot be sent. */
export const bridge: Bridge<MessagePort> = {
  call: (path, input) => window.bridge.call(path, input),
  listen: (listener) => window.bridge.listen(listener),
  stream: (path, input, port) => {
    // The preload hands the port on to main; '/' keeps the message within this origin.
    window.postMessage({ stream: path, input }, '/', [port]);
  },
};
