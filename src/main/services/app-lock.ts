import type { Ports } from '#main/ports';

/**
 * How long nobody may have used the machine before the app locks itself, in seconds, and how often that is looked at,
 * in ms.
 */
const IDLE_SECONDS = 10 * 60;
const LOOK_EVERY = 10_000;

/** Watches for reasons to lock the app: ten idle minutes, a locked screen, a suspended machine. */
export class AppLock {
  readonly #ports: Pick<Ports, 'clock' | 'power'>;
  readonly #lock: (why: 'idle' | 'system') => void;
  #idle = false;
  #stops: (() => void)[] = [];

  constructor(ports: Pick<Ports, 'clock' | 'power'>, lock: (why: 'idle' | 'system') => void) {
    this.#ports = ports;
    this.#lock = lock;
  }

  /** Whoever starts the app uses the machine: it is looked at later for the first time. */
  start(): void {
    this.#stops = [this.#ports.power.onSystemLock(() => this.#lock('system'))];
    this.#lookLater();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
  }

  /** Locks once for each time that the machine falls idle. */
  #look(): void {
    const idle = this.#ports.power.idleSeconds() >= IDLE_SECONDS;
    if (idle && !this.#idle) this.#lock('idle');
    this.#idle = idle;
    this.#lookLater();
  }

  #lookLater(): void {
    const stop = this.#ports.clock.after(LOOK_EVERY, () => this.#look());
    this.#stops = [...this.#stops.slice(0, 1), stop];
  }
}
