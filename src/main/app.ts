import type { Reply } from '#contract/bridge';
import { type Log, openLog } from './log.ts';
import type { Ports } from './ports.ts';
import { Redactor } from './redact.ts';
import { Gate } from './rpc/gate.ts';
import { handlersOf } from './rpc/handlers.ts';
import { Router } from './rpc/router.ts';
import type { StreamPort } from './rpc/stream-port.ts';
import { withOneQuestion } from './services/one-question.ts';
import { type AppOptions, buildServices } from './services/services.ts';
import { start } from './start.ts';

export type { AppOptions };

/** The whole app but its window. */
export interface App {
  /** Answers a call; never throws. The caller has checked whose page asks. */
  call(path: string, input: unknown): Promise<Reply<unknown>>;
  /** Answers a stream through the port; never throws. */
  stream(path: string, input: unknown, port: StreamPort): void;
  /**
   * Watches the machine's idleness, opens the samples if asked for, asks the key store for its state: when `quiet` has
   * settled, the page has what it shows first and the first sample is read, since that blocks this process for a
   * moment.
   */
  start(quiet?: Promise<void>): Promise<void>;
  /** Ends unlocked modes, aborts requests, erases reveals, empties the vault, clears the clipboard of what is ours. */
  lock(why: 'idle' | 'system' | 'person'): Promise<void>;
  /** The page is gone (closed, crashed, reloaded): erases what it could ask for, cancels what it had asked for. */
  pageGone(): Promise<void>;
  /** Drops every secret and stops what runs; waits at most 2 s for the clipboard. */
  quit(): Promise<void>;
  log: Log;
}

/** Builds the app on its ports. Reads the app's files; touches neither the network nor the key store. */
export function createApp(given: Ports, options: AppOptions): App {
  const ports = withOneQuestion(given);
  const redactor = new Redactor();
  const log = openLog(ports.folder, redactor);
  const services = buildServices({ ports, options, redactor, log });
  const { app, underWay } = services;
  const gate = new Gate({ ...services, log });
  const router = new Router({
    handlers: handlersOf(services),
    gate,
    underWay,
    clock: ports.clock,
    log,
  });

  return {
    log,
    call: (path, input) => router.call(path, input),
    stream: (path, input, port) => void router.stream(path, input, port),
    lock: (why) => app.lock(why),
    pageGone: () => app.pageGone(),
    quit: () => app.quit(),
    start: (quiet = Promise.resolve()) => start({ ...services, gate, clock: ports.clock }, options.openSamples, quiet),
  };
}
