import { Failure } from '#contract/failure';
import { parseAddress } from '#domain/address';
import type { Desktop } from '#main/ports';
import { sameOrigin } from './draft.ts';
import { type Profile, sendsInClear } from './profiles.ts';

/** What a token that is already kept would be used for from now on, and what it was kept for. */
interface Use {
  next: Profile;
  former?: Profile;
}

/**
 * Native questions about where a token may go. Each answers silently when there is nothing to ask, and throws
 * 'declined'.
 */
export class Consent {
  readonly #desktop: Pick<Desktop, 'ask'>;
  /** Origins to which a person agreed in this run to send a token in clear text. */
  readonly #inClear = new Set<string>();
  /** Hosts of this link that a person agreed to reach in this run. */
  readonly #linkLocal = new Set<string>();

  constructor(desktop: Pick<Desktop, 'ask'>) {
    this.#desktop = desktop;
  }

  /** Asks before a token is sent or kept for plain http to another machine; answers whether that is now allowed. */
  async inClear({ next, former }: Use): Promise<boolean> {
    if (!sendsInClear(next.address)) return false;
    if (former?.plainHttpAllowed && sameOrigin(former, next)) return true;

    const { origin, host } = new URL(next.address);
    if (this.#inClear.has(origin)) return true;
    await this.#ask({
      title: `Send the token to ${host} without encryption?`,
      detail: `${origin} is another machine and is reached by plain http. Whoever can read the traffic on the way can read the token and use it.`,
      confirm: 'Send without encryption',
    });
    this.#inClear.add(origin);
    return true;
  }

  /** Asks before a link-local host is reached or kept: a server seldom has such an address, cloud machines' secrets do. */
  async linkLocal(address: string): Promise<void> {
    const parsed = parseAddress(address);
    const { host } = new URL(address);
    if ('problem' in parsed || !parsed.linkLocal || this.#linkLocal.has(host)) return;
    await this.#ask({
      title: `Connect to ${host}?`,
      detail: `${host} is an address of this link only. Machines in a cloud find their own secrets at such addresses, and seldom an InfluxDB.`,
      confirm: 'Connect to it',
    });
    this.#linkLocal.add(host);
  }

  /** Asks before a stored token is erased because its server gets another address. */
  async eraseToken({ next, former }: Required<Use>): Promise<void> {
    await this.#ask({
      title: `Erase the stored token of “${former.name}”?`,
      detail: `Its address changes from ${new URL(former.address).origin} to ${new URL(next.address).origin}. A token is only ever sent to the address that it was stored for, so it is erased and has to be entered again.`,
      confirm: 'Change the address and erase the token',
    });
  }

  /** Asks before a stored token is sent to a server that another authority vouches for. */
  async otherAuthority({ next, former }: Required<Use>): Promise<void> {
    if (next.ca === undefined || next.ca === former.ca) return;
    await this.#ask({
      title: `Trust another certificate authority for “${former.name}”?`,
      detail: `The stored token will be sent to whoever ${next.caSubject ?? 'the new authority'} vouches for at ${new URL(next.address).origin}.`,
      confirm: 'Trust it',
    });
  }

  async #ask(question: { title: string; detail: string; confirm: string }): Promise<void> {
    if (!(await this.#desktop.ask({ ...question, danger: true }))) throw new Failure({ kind: 'declined' });
  }
}
