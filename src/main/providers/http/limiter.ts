import { Failure } from '#contract/failure';

/** Lets only so many calls run at once, per server and over all servers; one busy server never holds up another. */
export interface Limiter {
  /**
   * Runs as soon as there is room for one more call to this server; a Failure 'cancelled' when `signal` aborts first.
   */
  run<T>(server: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

/** Makes the one limiter of the app: at most 6 calls per server and 24 in all. */
export function createLimiter(most: Most = { perServer: 6, overall: 24 }): Limiter {
  const rooms = new Rooms(most);
  return {
    async run(server, signal, work) {
      await rooms.enter(server, signal);
      try {
        return await work();
      } finally {
        rooms.leave(server);
      }
    },
  };
}

interface Most {
  perServer: number;
  overall: number;
}

interface Waiting {
  server: string;
  start: () => void;
}

class Rooms {
  readonly #most: Most;
  readonly #running = new Map<string, number>();
  #waiting: Waiting[] = [];
  #total = 0;

  constructor(most: Most) {
    this.#most = most;
  }

  enter(server: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new Failure({ kind: 'cancelled' }));
    if (this.#hasRoom(server)) {
      this.#count(server, 1);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#waiting = this.#waiting.filter((each) => each !== entry);
        reject(new Failure({ kind: 'cancelled' }));
      };
      const start = () => {
        signal.removeEventListener('abort', giveUp);
        this.#count(server, 1);
        resolve();
      };
      const entry: Waiting = { server, start };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(entry);
    });
  }

  leave(server: string): void {
    this.#count(server, -1);
    // The first that may go, not the first in line: those behind a busy server must not wait for it.
    const next = this.#waiting.find((each) => this.#hasRoom(each.server));
    if (!next) return;
    this.#waiting = this.#waiting.filter((each) => each !== next);
    next.start();
  }

  #hasRoom(server: string): boolean {
    return this.#total < this.#most.overall && (this.#running.get(server) ?? 0) < this.#most.perServer;
  }

  #count(server: string, by: 1 | -1): void {
    this.#total += by;
    const now = (this.#running.get(server) ?? 0) + by;
    if (now === 0) this.#running.delete(server);
    else this.#running.set(server, now);
  }
}
