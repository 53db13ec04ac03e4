import { Failure } from '#contract/failure';
import type { ConfirmStep } from '#contract/shapes';
import { type Token, tokenKey } from '#domain/token';
import type { Ports } from '#main/ports';

/** How long a confirmation is good for, in ms. */
const VALID = 60_000;

/** What a confirmation is for: one action on one token of one connection, as the token was when it was shown. */
export interface Confirmable {
  connectionId: string;
  action: 'delete' | 'deactivate';
  token: Token;
  /** The text to type, where one is asked for. */
  type?: string;
  risks: ConfirmStep['risks'];
}

/** What a page hands back to have it done. */
export interface Confirmed {
  confirmation: string;
  typed?: string;
  second?: boolean;
}

/** Nonces for what cannot be undone, or stops a client: each for one target, once, for 60 s. */
export class Confirmations {
  readonly #open = new Map<string, { asked: Confirmable; expiresAt: number }>();
  readonly #ports: Pick<Ports, 'clock' | 'random'>;

  constructor(ports: Pick<Ports, 'clock' | 'random'>) {
    this.#ports = ports;
  }

  /** Issues a nonce and says what must be confirmed. */
  issue(asked: Confirmable): ConfirmStep {
    this.#forgetExpired();
    const confirmation = this.#ports.random();
    const expiresAt = this.#ports.clock.now() + VALID;
    this.#open.set(confirmation, { asked, expiresAt });
    return { confirmation, expiresAt, type: asked.type, risks: asked.risks, mustRepeat: asked.risks.length > 0 };
  }

  /** Uses a nonce up; answers the token as it was shown. Failure 'not-confirmed' when it does not fit in every way. */
  use(
    { confirmation, typed, second }: Confirmed,
    target: Pick<Confirmable, 'connectionId' | 'action'> & { key: string },
  ): Token {
    const found = this.#open.get(confirmation);
    this.#open.delete(confirmation);
    if (!found || found.expiresAt <= this.#ports.clock.now())
      throw new Failure({ kind: 'not-confirmed', why: 'expired' });

    const { asked } = found;
    const same =
      asked.connectionId === target.connectionId &&
      asked.action === target.action &&
      tokenKey(asked.token) === target.key;
    if (!same) throw new Failure({ kind: 'not-confirmed', why: 'other-target' });
    if (asked.type !== undefined && typed !== asked.type) throw new Failure({ kind: 'not-confirmed', why: 'typed' });
    if (asked.risks.length > 0 && !second) throw new Failure({ kind: 'not-confirmed', why: 'second-step' });
    return asked.token;
  }

  /** Makes every open nonce worthless. */
  clear(): void {
    this.#open.clear();
  }

  #forgetExpired(): void {
    const now = this.#ports.clock.now();
    for (const [nonce, { expiresAt }] of this.#open) if (expiresAt <= now) this.#open.delete(nonce);
  }
}
