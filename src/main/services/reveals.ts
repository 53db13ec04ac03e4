import { Failure } from '#contract/failure';
import type { RevealFormat } from '#contract/shapes';
import { formatSecret } from '#domain/credential-formats';
import type { TokenRef } from '#domain/token';
import type { Ports } from '#main/ports';
import type { Redactor } from '#main/redact';
import { Secret } from '#main/secret';
import type { Clipboard } from './clipboard.ts';
import type { Notes } from './notes.ts';

/** How long a new value is kept without being asked for, in ms. */
const PATIENCE = 10 * 60_000;

/** A value that its dialog may show, and what stands around it in the copied forms. */
interface Revealed {
  secret: Secret;
  connectionId: string;
  token: TokenRef;
  address: string;
  orgName: string;
  description: string;
  readBucket?: string;
  writeBucket?: string;
}

/** The values of tokens just made. Each is held under a name of its own until its dialog is left. */
export class Reveals {
  readonly #held = new Map<string, { revealed: Revealed; stop: () => void }>();
  readonly #ports: Pick<Ports, 'clock' | 'desktop' | 'random'>;
  readonly #clipboard: Clipboard;
  readonly #notes: Notes;
  readonly #redactor: Redactor;

  constructor(
    ports: Pick<Ports, 'clock' | 'desktop' | 'random'>,
    clipboard: Clipboard,
    notes: Notes,
    redactor: Redactor,
  ) {
    this.#ports = ports;
    this.#clipboard = clipboard;
    this.#notes = notes;
    this.#redactor = redactor;
  }

  /** Holds a value for a dialog that is about to open; answers the name to ask for it by. */
  hold(revealed: Revealed): string {
    const revealId = this.#ports.random();
    this.#redactor.know(revealed.secret);
    this.#held.set(revealId, { revealed, stop: () => {} });
    this.#touch(revealId);
    return revealId;
  }

  /** The value itself, for as long as a person holds the button. Failure 'no-such-reveal' once it is gone. */
  look(revealId: string): { value: string } {
    return { value: this.#touch(revealId).secret.reveal() };
  }

  /** Copies it in a form, without the page seeing it; answers when the clipboard is cleared, in ms since 1970. */
  async copy(revealId: string, as: RevealFormat): Promise<{ clearsAt: number }> {
    return this.#clipboard.copySecret(formatted(this.#touch(revealId), as));
  }

  /** Saves it in a form where the person says. */
  async save(revealId: string, as: RevealFormat): Promise<{ saved: boolean }> {
    const revealed = this.#touch(revealId);
    const saved = await this.#ports.desktop.saveFile({
      title: 'Save the token',
      suggestedName: as === 'plain' ? 'influxdb-token.txt' : `influxdb-token-${as}.txt`,
      text: `${formatted(revealed, as).reveal()}\n`,
    });
    return { saved };
  }

  /** Erases the value; keeps the note with its token on this machine. */
  close(revealId: string, note?: string): void {
    const revealed = this.#held.get(revealId)?.revealed;
    this.#erase(revealId);
    if (revealed && note) this.#notes.set(revealed.connectionId, revealed.token, note);
  }

  closeAll(): void {
    for (const revealId of [...this.#held.keys()]) this.#erase(revealId);
  }

  #touch(revealId: string): Revealed {
    const held = this.#held.get(revealId);
    if (!held) throw new Failure({ kind: 'no-such-reveal' });

    held.stop();
    held.stop = this.#ports.clock.after(PATIENCE, () => this.#erase(revealId));
    return held.revealed;
  }

  #erase(revealId: string): void {
    const held = this.#held.get(revealId);
    if (!held) return;
    held.stop();
    this.#held.delete(revealId);
    this.#redactor.forget(held.revealed.secret);
  }
}

function formatted({ secret, ...around }: Revealed, as: RevealFormat): Secret {
  return new Secret(formatSecret(secret.reveal(), as, around));
}
