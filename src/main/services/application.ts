import type { AppFacts } from '#contract/shapes';
import type { Ports } from '#main/ports';
import type { Vault } from '#main/storage/vault';
import { AppLock } from './app-lock.ts';
import type { Clipboard } from './clipboard.ts';
import type { Confirmations } from './confirmations.ts';
import type { Connections } from './connections.ts';
import type { Imports } from './imports.ts';
import type { Modes } from './modes.ts';
import type { Reveals } from './reveals.ts';
import type { Samples } from './samples.ts';
import type { Servers } from './servers.ts';
import type { Snapshots } from './snapshots.ts';
import type { UnderWay } from './under-way.ts';

/** How long quitting waits for the clipboard, and then for the samples, in ms. */
const QUIT_PATIENCE = 2000;

interface Needs {
  ports: Pick<Ports, 'clock' | 'power' | 'emit'>;
  /** What does not change in a run. */
  facts: Pick<AppFacts, 'version' | 'platform' | 'readOnly' | 'notices'>;
  clipboard: Clipboard;
  confirmations: Confirmations;
  connections: Connections;
  imports: Imports;
  modes: Modes;
  reveals: Reveals;
  samples: Samples;
  servers: Servers;
  snapshots: Snapshots;
  underWay: UnderWay;
  vault: Vault;
}

/** The app as a whole: what it is, how it starts, locks and ends. */
export class Application {
  readonly #needs: Needs;
  readonly #appLock: AppLock;
  #started = Promise.resolve();

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#appLock = new AppLock(needs.ports, (why) => void this.lock(why));
  }

  /** What the app is; waits until the key store has told its state, when the app is just starting. */
  async facts(): Promise<AppFacts> {
    await this.#started;
    const { facts, vault, samples } = this.#needs;
    return { ...facts, keyStore: vault.keyStore, samplesOpen: samples.open };
  }

  /** Begins to watch for idleness, and asks the key store for its state when `quiet` has settled. */
  async start(quiet: Promise<unknown>): Promise<void> {
    this.#appLock.start();
    this.#started = quiet.then(() => this.#needs.vault.start());
    await this.#started;
  }

  /**
   * Ends requests, unlocked modes, nonces and reveals; drops every token that can be read again; clears the clipboard.
   */
  async lock(why: 'idle' | 'system' | 'person'): Promise<void> {
    const { ports, servers, modes, vault } = this.#needs;
    const cleared = this.pageGone();
    servers.closeAll();
    modes.lockAll();
    vault.lock();
    ports.emit({ name: 'locked', why });
    await cleared;
  }

  /** Locks, and drops the tokens too that are kept for this run only; a sample's is no person's, so it comes back. */
  async forgetNow(): Promise<void> {
    const { vault, samples, connections } = this.#needs;
    await this.lock('person');
    vault.forget();
    samples.keepTokens();
    connections.tell();
  }

  /** Ends what the page had asked for, and what it could still ask for; clears the clipboard. */
  async pageGone(): Promise<void> {
    const { underWay, servers, reveals, imports, confirmations, clipboard } = this.#needs;
    underWay.abortAll();
    servers.dropOpening();
    reveals.closeAll();
    imports.closeAll();
    confirmations.clear();
    await clipboard.clear();
  }

  /**
   * Drops every secret and stops what runs; waits at most 2 s for the clipboard, and for a snapshot that is written.
   */
  async quit(): Promise<void> {
    const { servers, modes, vault, samples, snapshots } = this.#needs;
    this.#appLock.stop();
    const cleared = this.pageGone();
    servers.closeAll();
    modes.lockAll();
    vault.forget();
    await this.#within(cleared);
    await this.#within(Promise.all([samples.stop(), snapshots.settled()]));
  }

  async #within(done: Promise<unknown>): Promise<void> {
    let stop = () => {};
    const late = new Promise<void>((resolve) => {
      stop = this.#needs.ports.clock.after(QUIT_PATIENCE, resolve);
    });
    await Promise.race([done, late]);
    stop();
  }
}
