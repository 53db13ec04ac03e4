import { Failure } from '#contract/failure';

/** Lets only so many calls run at once, per server and over all servers; one busy server never holds up another. */
export interface Limiter {
  /** Runs as soon as there is room for one more call to this server; a Failure 'cancelled' when `signal` aborts first. */
  run<T>(server: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

interface Waiting {
  server: string;
  start(): void;
}

/** Makes the one limiter of the app: at most 6 calls per server and 24 in all. */
export function createLimiter(most: { perServer: number; overall: number } = { perServer: 6, overall: 24 }): Limiter {
  const running = new Map<string, number>();
  let waiting: Waiting[] = [];
  let total = 0;

  const hasRoom = (server: string) => total < most.overall && (running.get(server) ?? 0) < most.perServer;

  function count(server: string, by: 1 | -1): void {
    total += by;
    const now = (running.get(server) ?? 0) + by;
    if (now === 0) running.delete(server);
    else running.set(server, now);
  }

  function leave(server: string): void {
    count(server, -1);
    const next = waiting.find((each) => hasRoom(each.server));
    if (!next) return;
    waiting = waiting.filter((each) => each !== next);
    next.start();
  }

  function enter(server: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new Failure({ kind: 'cancelled' }));
    if (hasRoom(server)) {
      count(server, 1);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        waiting = waiting.filter((each) => each !== entry);
        reject(new Failure({ kind: 'cancelled' }));
      };
      const entry: Waiting = {
        server,
        start() {
          signal.removeEventListener('abort', giveUp);
          count(server, 1);
          resolve();
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      waiting.push(entry);
    });
  }

  return {
    async run(server, signal, work) {
      await enter(server, signal);
      try {
        return await work();
      } finally {
        leave(server);
      }
    },
  };
}
