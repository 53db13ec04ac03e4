import type { Reply } from '#contract/bridge';
import { railOrder } from '#domain/rail-order';
import { type Log, openLog } from './log.ts';
import type { Ports } from './ports.ts';
import { undici } from './providers/http/undici.ts';
import { Redactor } from './redact.ts';
import { Gate } from './rpc/gate.ts';
import { handlersOf } from './rpc/handlers.ts';
import { Router } from './rpc/router.ts';
import type { StreamPort } from './rpc/stream-port.ts';
import { withOneQuestion } from './services/one-question.ts';
import { type AppOptions, buildServices } from './services/services.ts';

export type { AppOptions };

/** The whole app but its window. */
export interface App {
  /** Answers a call; never throws. The caller has checked whose page asks. */
  call(path: string, input: unknown): Promise<Reply<unknown>>;
  /** Answers a stream through the port; never throws. */
  stream(path: string, input: unknown, port: StreamPort): void;
  /**
   * Watches the machine's idleness, opens the samples if asked for, asks the key store for its state: when `quiet` has
   * settled and the first sample is read, since that blocks this process for a moment.
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
  const { app, connections, samples, servers, underWay } = services;
  const gate = new Gate({ ...services, log });
  const router = new Router({
    handlers: handlersOf(services),
    gate,
    underWay,
    clock: ports.clock,
    log,
  });

  /** Asks the server that the page opens by itself; settles with its list when that needs no key store, else at once. */
  const openFirst = async (): Promise<void> => {
    const [first] = railOrder(connections.list());
    if (!first) return;
    const listed = servers.open(first.id, gate.reading(first.id), first.credential !== 'none');
    if (first.credential === 'this-run') await listed;
  };

  return {
    log,
    call: (path, input) => router.call(path, input),
    stream: (path, input, port) => void router.stream(path, input, port),
    lock: (why) => app.lock(why),
    pageGone: () => app.pageGone(),
    quit: () => app.quit(),
    async start(quiet = Promise.resolve()) {
      // Beside the page that comes up; without it, the first request would wait.
      void undici();
      // A sample's token is in no key store: its list comes first.
      const started = app.start(options.openSamples ? Promise.all([quiet, samples.start().then(openFirst)]) : quiet);
      await started;
      if (!options.openSamples) void openFirst();
    },
  };
}
