import { createHash } from 'node:crypto';
import { type Log, traceOf } from '#main/log';
import type { Ports } from '#main/ports';
import type { Secret } from '#main/secret';

/**
 * The clipboard, as far as this app put secrets there: they are taken out again after a while, if they still are there.
 */
export class Clipboard {
  readonly #ports: Pick<Ports, 'clock' | 'desktop' | 'emit'>;
  readonly #seconds: () => number;
  readonly #log: Log;
  #ours: { hash: string; stop: () => void } | undefined;

  constructor(ports: Pick<Ports, 'clock' | 'desktop' | 'emit'>, seconds: () => number, log: Log) {
    this.#ports = ports;
    this.#seconds = seconds;
    this.#log = log;
  }

  /** Copies a secret; answers when it will be taken out again, in ms since 1970. */
  async copySecret(secret: Secret): Promise<{ clearsAt: number }> {
    await this.#ports.desktop.writeClipboard(secret.reveal(), { secret: true });
    this.#ours?.stop();
    const ms = this.#seconds() * 1000;
    const stop = this.#ports.clock.after(ms, () => void this.clear());
    this.#ours = { hash: hash(secret.reveal()), stop };
    const clearsAt = this.#ports.clock.now() + ms;
    this.#ports.emit({ name: 'clipboard', clearsAt });
    return { clearsAt };
  }

  async copyText(text: string): Promise<void> {
    await this.#ports.desktop.writeClipboard(text, { secret: false });
  }

  /**
   * Empties the clipboard if what this app put there is still in it. A desktop that fails at it is noted in the log.
   */
  async clear(): Promise<void> {
    const ours = this.#ours;
    if (!ours) return;

    ours.stop();
    this.#ours = undefined;
    await this.#empty(ours.hash).catch((thrown: unknown) =>
      this.#log.warn(`the clipboard could not be cleared: ${traceOf(thrown)}`),
    );
    if (!this.#holdsOurs()) this.#ports.emit({ name: 'clipboard', clearsAt: null });
  }

  /** Was something copied again meanwhile? */
  #holdsOurs(): boolean {
    return this.#ours !== undefined;
  }

  async #empty(ourHash: string): Promise<void> {
    const present = await this.#ports.desktop.readClipboard();
    if (hash(present) === ourHash && !this.#holdsOurs()) await this.#ports.desktop.writeClipboard('', { secret: true });
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
