import type { LastAnswer, Renewer, WhyRenew } from '#api/renewing';
import type { ConnectionId } from '#domain/connection';

const NEVER_ASKED: LastAnswer = { count: 0, renewed: false };

/** So long before a credential runs out, a person is asked for the next one, in ms. */
const SOON_MS = 2 * 60_000;

interface Asking {
  answer: Promise<boolean>;
  settle: (renewed: boolean) => void;
}

/** The questions for new credentials: at most one per connection, which all wait for who found the old one over. */
export class Renewals implements Renewer {
  readonly #open: (id: ConnectionId, why: WhyRenew) => void;
  readonly #asking = new Map<ConnectionId, Asking>();
  readonly #last = new Map<ConnectionId, LastAnswer>();
  readonly #foretold = new Map<ConnectionId, number>();

  /** `open` shows the question to the person. */
  constructor(open: (id: ConnectionId, why: WhyRenew) => void) {
    this.#open = open;
  }

  ask(id: ConnectionId, why: WhyRenew): Promise<boolean> {
    const asking = this.#asking.get(id) ?? begin();
    if (!this.#asking.has(id)) {
      this.#asking.set(id, asking);
      this.#open(id, why);
    }
    return asking.answer;
  }

  last(id: ConnectionId): LastAnswer {
    return this.#last.get(id) ?? NEVER_ASKED;
  }

  /** The person has answered: with a new credential, or not now. Says nothing where nothing was asked. */
  answer(id: ConnectionId, renewed: boolean): void {
    const asking = this.#asking.get(id);
    if (!asking) return;
    this.#asking.delete(id);
    this.#last.set(id, { count: this.last(id).count + 1, renewed });
    asking.settle(renewed);
  }

  /** Asks once about an end that is near; times in ms since 1970. */
  foretell(id: ConnectionId, endsAt: number, now: number): void {
    if (endsAt - now > SOON_MS || this.#foretold.get(id) === endsAt) return;
    this.#foretold.set(id, endsAt);
    void this.ask(id, 'soon');
  }
}

function begin(): Asking {
  let settle: Asking['settle'] = () => undefined;
  const answer = new Promise<boolean>((resolve) => (settle = resolve));
  return { answer, settle };
}
