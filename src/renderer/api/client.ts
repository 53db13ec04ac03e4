import type { Bridge, Cancel, Client, Reply, StreamMessage } from '#contract/bridge';
import type { Contract } from '#contract/contract';
import { Failure } from '#contract/failure';
import { plain } from './plain.svelte.ts';

export type Api = Client<Contract>;

type OnChunk = (chunk: unknown) => void;

/**
 * The typed client of the contract: `api.tokens.update({…})`. A call answers its value or throws a Failure.
 * A stream is a call with a chunk listener: `api.tokens.list({…}, onChunk, signal)` answers what stands at its end.
 */
export function createClient(bridge: Bridge<MessagePort>): Api {
  // The types of the contract are the truth about which paths exist; main refuses every other one.
  return node(bridge, []) as Api;
}

function node(bridge: Bridge<MessagePort>, path: string[]): unknown {
  const children = new Map<string, unknown>();
  return new Proxy(() => undefined, {
    get(_target, key) {
      // A promise asks for `then`: the client must not look like one.
      if (typeof key !== 'string' || key === 'then') return undefined;
      const known = children.get(key) ?? node(bridge, [...path, key]);
      children.set(key, known);
      return known;
    },
    apply(_target, _this, [input, onChunk, signal]: [unknown, OnChunk?, Cancel?]) {
      const name = path.join('.');
      return onChunk ? follow(bridge, name, plain(input), onChunk, signal) : ask(bridge, name, plain(input));
    },
  });
}

async function ask(bridge: Bridge<MessagePort>, path: string, input: unknown): Promise<unknown> {
  const reply: Reply<unknown> = await bridge.call(path, input);
  if (!reply.ok) throw new Failure(reply.failure);
  return reply.value;
}

function follow(
  bridge: Bridge<MessagePort>,
  path: string,
  input: unknown,
  onChunk: OnChunk,
  signal?: Cancel,
): Promise<unknown> {
  const { port1: ours, port2: theirs } = new MessageChannel();
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      ours.onmessage = null;
      ours.close();
      settle();
    };
    const cancel = () => finish(() => reject(new Failure({ kind: 'cancelled' })));
    if (signal?.aborted) return cancel();

    signal?.addEventListener('abort', cancel);
    ours.onmessage = ({ data }: MessageEvent<StreamMessage<unknown, unknown>>) => {
      if ('chunk' in data) onChunk(data.chunk);
      else if ('failure' in data) finish(() => reject(new Failure(data.failure)));
      else finish(() => resolve(data.end));
    };
    bridge.stream(path, input, theirs);
  });
}
