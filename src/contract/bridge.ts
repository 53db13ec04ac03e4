import type { z } from 'zod';
import type { Mode } from './shapes.ts';
import type { Connection } from '#domain/connection';
import type { FailureFacts } from './failure.ts';
import type { CallMethod, StreamMethod } from './define.ts';

/** What a call answers. Nothing is ever thrown across the bridge. */
export type Reply<T> = { ok: true; value: T } | { ok: false; failure: FailureFacts };

/** What travels through a stream's port, in this order: any number of chunks, then one end or one failure. */
export type StreamMessage<C, E> = { chunk: C } | { end: E } | { failure: FailureFacts };

/**
 * What main says unasked, through the one event channel. `clipboard.clearsAt` in ms since 1970, null when nothing of
 * ours is there any more. `locked`: the app was locked (idle, system lock, by hand): reveals are gone, modes ended.
 * `command`: a menu item or accelerator that a page must carry out.
 */
export type AppEvent =
  | { name: 'modes'; modes: Mode[] }
  | { name: 'connections'; connections: Connection[] }
  | { name: 'clipboard'; clearsAt: number | null }
  | { name: 'locked'; why: 'idle' | 'system' | 'person' }
  | { name: 'command'; command: Command };

export type Command =
  | 'connect'
  | 'find-server'
  | 'find-token'
  | 'create-token'
  | 'refresh'
  | 'settings'
  | 'toggle-mode'
  | 'toggle-rail'
  | 'toggle-inspector'
  | 'next-server'
  | 'previous-server'
  | `server-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`;

/** What ends a stream early; an AbortSignal is one. */
export interface Cancel {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
}

/** What the preload puts on the page's `window` as `bridge`, and what a test hands in. `Port` is a MessagePort. */
export interface Bridge<Port = unknown> {
  call(path: string, input: unknown): Promise<Reply<unknown>>;
  /** Starts a stream; the answer comes through the port. Closing the port cancels it. */
  stream(path: string, input: unknown, port: Port): void;
  /** Calls back for every event; answers the function that ends it. */
  listen(listener: (event: AppEvent) => void): () => void;
}

/** The typed client of a contract: `api.tokens.update({...})`, and for streams a call with a chunk listener. */
export type Client<C> = {
  [K in keyof C]: C[K] extends StreamMethod
    ? (
        input: z.input<C[K]['input']>,
        onChunk: (chunk: z.output<C[K]['chunk']>) => void,
        signal?: Cancel,
      ) => Promise<z.output<C[K]['end']>>
    : C[K] extends CallMethod
      ? (
          ...input: z.input<C[K]['input']> extends void ? [] : [z.input<C[K]['input']>]
        ) => Promise<z.output<C[K]['output']>>
      : Client<C[K]>;
};
