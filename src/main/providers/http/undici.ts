import { setFlagsFromString } from 'node:v8';
import type { Dispatcher } from 'undici';

/** How undici's `request` is meant to be called: as a method of what sends it. */
type Request = (this: Dispatcher, options: Dispatcher.RequestOptions) => Promise<Dispatcher.ResponseData>;

/**
 * As much as V8 takes. A WebAssembly function that has used up its budget is compiled again, for speed; each return
 * costs as much as the function is long (V8, Liftoff). undici's parser is one very long function: that takes a core for
 * most of a start, and no list is read sooner for it.
 */
const NEVER_OPTIMIZED = 2 ** 31 - 1;

/**
 * The parts of undici that the HTTP client uses, loaded when it is first asked for. Its index loads four times as much:
 * fetch, mocks, caches, sockets of other kinds; and the first request of a start waits for it.
 */
export async function undici() {
  setFlagsFromString(`--wasm-tiering-budget=${NEVER_OPTIMIZED}`);
  const [{ default: Agent }, { default: buildConnector }, { default: request }] = await Promise.all([
    import('undici/lib/dispatcher/agent.js'),
    import('undici/lib/core/connect.js'),
    import('undici/lib/api/api-request.js'),
  ]);
  return {
    Agent,
    buildConnector,
    /** Sends one request. */
    request: (
      { origin, pathname, search }: URL,
      { dispatcher, ...options }: { dispatcher: Dispatcher } & Omit<Dispatcher.RequestOptions, 'path'>,
    ) => {
      return (request as Request).call(dispatcher, { ...options, origin, path: `${pathname}${search}` });
    },
  };
}
