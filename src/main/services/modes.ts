import { Failure } from '#contract/failure';
import type { AppFacts, Mode } from '#contract/shapes';
import type { Ports } from '#main/ports';
import type { Profiles } from './profiles.ts';

/** How long a connection stays unlocked after the last write, in ms. */
const ADMIN_TIME = 15 * 60_000;

/** Which connections may be written to now. Held here alone: no page can set it, and every start begins with none. */
export class Modes {
  readonly #until = new Map<string, { until: number; stop: () => void }>();
  readonly #ports: Pick<Ports, 'clock' | 'desktop' | 'emit'>;
  readonly #profiles: Profiles;
  readonly #forced: AppFacts['readOnly'];
  #locks = 0;

  constructor(ports: Pick<Ports, 'clock' | 'desktop' | 'emit'>, profiles: Profiles, forced: AppFacts['readOnly']) {
    this.#ports = ports;
    this.#profiles = profiles;
    this.#forced = forced;
  }

  list(): Mode[] {
    return [...this.#until].map(([connectionId, { until }]) => ({ connectionId, until }));
  }

  /** May this connection be written to now? */
  unlocked(connectionId: string): boolean {
    return (this.#until.get(connectionId)?.until ?? 0) > this.#ports.clock.now();
  }

  /** Failure 'read-only' unless this connection may be written to now. */
  mustBeUnlocked(connectionId: string): void {
    this.#profiles.find(connectionId);
    if (this.unlocked(connectionId)) return;
    throw new Failure({ kind: 'read-only', why: this.#forced === 'no' ? 'locked' : 'policy' });
  }

  /** Asks the person natively, then unlocks; Failure 'declined' when they did not confirm. */
  async unlock(connectionId: string): Promise<Mode[]> {
    const { name, environment } = this.#profiles.find(connectionId);
    if (this.#forced !== 'no') throw new Failure({ kind: 'read-only', why: 'policy' });

    const before = this.#locks;
    const confirmed = await this.#ports.desktop.ask({
      title: `Unlock “${name}” (${environment}) for changes?`,
      detail: `Tokens on this ${environment} server can then be made, changed and deleted. It locks again 15 minutes after the last change.`,
      confirm: 'Unlock for 15 minutes',
      danger: environment === 'production',
    });
    if (!confirmed || before !== this.#locks) throw new Failure({ kind: 'declined' });
    this.#profiles.find(connectionId);
    this.#extend(connectionId);
    return this.#told();
  }

  /** A write was sent: the time begins anew. */
  wrote(connectionId: string): void {
    if (!this.unlocked(connectionId)) return;
    this.#extend(connectionId);
    this.#told();
  }

  lock(connectionId: string): Mode[] {
    this.#end(connectionId);
    return this.#told();
  }

  /** Locks every connection; a question that is open now unlocks nothing any more. */
  lockAll(): void {
    this.#locks++;
    for (const connectionId of [...this.#until.keys()]) this.#end(connectionId);
    this.#told();
  }

  #extend(connectionId: string): void {
    this.#end(connectionId);
    const stop = this.#ports.clock.after(ADMIN_TIME, () => this.lock(connectionId));
    this.#until.set(connectionId, { until: this.#ports.clock.now() + ADMIN_TIME, stop });
  }

  #end(connectionId: string): void {
    this.#until.get(connectionId)?.stop();
    this.#until.delete(connectionId);
  }

  #told(): Mode[] {
    const modes = this.list();
    this.#ports.emit({ name: 'modes', modes });
    return modes;
  }
}
