import { z } from 'zod';
import { Failure } from '#contract/failure';
import type { Connection } from '#domain/connection';
import type { Keychain, Ports } from '#main/ports';
import type { Redactor } from '#main/redact';
import type { Secret } from '#main/secret';
import { Document, type Notify } from './document.ts';
import { type SealedFacts, envelope, secretIn } from './seal.ts';

/** How long a key store may take to say whether it is there, in ms; it may be waiting for a person. */
const KEY_STORE_PATIENCE = 10_000;

const Secrets = z.object({ sealed: z.record(z.string(), z.object({ backend: z.string(), data: z.base64() })) });

/** The one place that holds tokens: sealed on disk, open in memory only while they are used. */
export class Vault {
  readonly #document: Document<z.infer<typeof Secrets>>;
  readonly #keychain: Keychain;
  readonly #clock: Ports['clock'];
  readonly #redactor: Redactor;
  readonly #notify: Notify;
  readonly #open = new Map<string, Secret>();
  readonly #thisRun = new Map<string, Secret>();
  readonly #unreadable = new Set<string>();
  /** What is being opened: requests at the same time must not make the key store ask a person several times. */
  readonly #opening = new Map<string, Promise<Secret>>();
  #lockCount = 0;
  #keyStore = { available: false, backend: 'unknown' };

  constructor(ports: Pick<Ports, 'clock' | 'folder' | 'openStore' | 'keychain'>, redactor: Redactor, notify: Notify) {
    const shape = { file: 'secrets.json', version: 1, content: Secrets, initial: { sealed: {} }, migrations: {} };
    this.#document = new Document(shape, ports, notify);
    this.#keychain = ports.keychain;
    this.#clock = ports.clock;
    this.#redactor = redactor;
    this.#notify = notify;
  }

  /** What protects here, as last asked. */
  get keyStore(): { available: boolean; backend: string } {
    return this.#keyStore;
  }

  /** Asks the key store for its state; without an answer it counts as not available. Notes that it is another one. */
  async start(): Promise<void> {
    await this.#ask();
    const entries = Object.values(this.#document.value.sealed);
    if (entries.some((entry) => entry.backend !== this.#keyStore.backend)) this.#notify({ kind: 'key-store-changed' });
  }

  /** Where the token of a connection is now. */
  state(connectionId: string): Connection['credential'] {
    if (this.#thisRun.has(connectionId)) return 'this-run';
    if (!Object.hasOwn(this.#document.value.sealed, connectionId)) return 'none';
    return this.#unreadable.has(connectionId) ? 'locked' : 'sealed';
  }

  /** Keeps a token: sealed where the key store protects, else in memory until the app ends. */
  async keep(facts: SealedFacts, secret: Secret): Promise<void> {
    await this.#ask();
    if (!this.#keyStore.available) {
      this.#drop(facts.connectionId);
      this.#eraseSealed(facts.connectionId);
      this.keepForThisRun(facts.connectionId, secret);
      return;
    }
    await this.#seal(facts, secret);
    this.#drop(facts.connectionId);
    this.#hold(this.#open, facts.connectionId, secret);
  }

  /** Keeps a token in memory alone, whatever the key store can do. */
  keepForThisRun(connectionId: string, secret: Secret): void {
    this.#hold(this.#thisRun, connectionId, secret);
  }

  /**
   * The token of a connection, for one request; undefined when there is none. Failure 'secret-locked' when the key
   * store cannot open it now (what is on disk stays as it is), 'secret-mismatch' when it was sealed for another server.
   */
  async fetch(facts: SealedFacts): Promise<Secret | undefined> {
    const id = facts.connectionId;
    const held = this.#thisRun.get(id) ?? this.#open.get(id);
    if (held) return held;
    const entry = Object.hasOwn(this.#document.value.sealed, id) ? this.#document.value.sealed[id] : undefined;
    if (!entry) return undefined;

    const opening = this.#opening.get(id) ?? this.#openSealed(facts, entry.data);
    this.#opening.set(id, opening);
    return opening.finally(() => {
      if (this.#opening.get(id) === opening) this.#opening.delete(id);
    });
  }

  /** Removes a connection's token from disk and from memory; it may stand in unreadable copies, so these go too. */
  erase(connectionId: string): void {
    this.#eraseSealed(connectionId);
    this.#document.removeUnreadable();
    this.#drop(connectionId);
  }

  /** Drops the token of a connection from memory, if the key store can open it again. */
  close(connectionId: string): void {
    this.#release(this.#open, connectionId);
  }

  /** Drops from memory every token that the key store can open again. */
  lock(): void {
    this.#lockCount++;
    this.#opening.clear();
    for (const id of [...this.#open.keys()]) this.#release(this.#open, id);
  }

  /** Drops every token from memory, those too that are kept nowhere else. */
  forget(): void {
    this.lock();
    for (const id of [...this.#thisRun.keys()]) this.#release(this.#thisRun, id);
  }

  /** Is no token of the key store in memory? */
  get empty(): boolean {
    return this.#open.size === 0;
  }

  async #openSealed(facts: SealedFacts, data: string): Promise<Secret> {
    const before = this.#lockCount;
    const { secret, again } = await this.#unseal(facts, Buffer.from(data, 'base64'));
    const same = this.#document.value.sealed[facts.connectionId]?.data === data;
    if (before !== this.#lockCount || !same) throw new Failure({ kind: 'cancelled' });
    this.#unreadable.delete(facts.connectionId);
    this.#hold(this.#open, facts.connectionId, secret);
    if (again) await this.#seal(facts, secret);
    return secret;
  }

  async #seal(facts: SealedFacts, secret: Secret): Promise<void> {
    const data = await this.#keychain.seal(envelope(facts, secret)).catch(locked);
    const entry = { backend: this.#keyStore.backend, data: Buffer.from(data).toString('base64') };
    this.#document.write({ sealed: { ...this.#document.value.sealed, [facts.connectionId]: entry } });
    this.#unreadable.delete(facts.connectionId);
  }

  async #unseal(facts: SealedFacts, data: Uint8Array): Promise<{ secret: Secret; again: boolean }> {
    try {
      const { plain, again } = await this.#keychain.open(data).catch(locked);
      return { secret: secretIn(plain, facts), again };
    } catch (thrown) {
      const first = this.#unreadable.size === 0;
      this.#unreadable.add(facts.connectionId);
      if (first) this.#notify({ kind: 'secrets-unreadable' });
      throw thrown;
    }
  }

  async #ask(): Promise<void> {
    let stop = () => {};
    const late = new Promise<{ available: boolean; backend: string }>((resolve) => {
      stop = this.#clock.after(KEY_STORE_PATIENCE, () =>
        resolve({ available: false, backend: this.#keyStore.backend }),
      );
    });
    const asked = this.#keychain.status().catch(() => ({ available: false, backend: 'unknown' }));
    this.#keyStore = await Promise.race([asked, late]);
    stop();
  }

  #hold(where: Map<string, Secret>, connectionId: string, secret: Secret): void {
    this.#release(where, connectionId);
    where.set(connectionId, secret);
    this.#redactor.know(secret);
  }

  #drop(connectionId: string): void {
    this.#release(this.#open, connectionId);
    this.#release(this.#thisRun, connectionId);
    this.#unreadable.delete(connectionId);
  }

  #release(where: Map<string, Secret>, connectionId: string): void {
    const secret = where.get(connectionId);
    if (!secret) return;
    where.delete(connectionId);
    if (!this.#holds(secret)) this.#redactor.forget(secret);
  }

  #holds(secret: Secret): boolean {
    return [...this.#open.values(), ...this.#thisRun.values()].includes(secret);
  }

  #eraseSealed(connectionId: string): void {
    const { [connectionId]: entry, ...rest } = this.#document.value.sealed;
    if (entry) this.#document.writeWithoutTrace({ sealed: rest });
  }
}

function locked(): never {
  throw new Failure({ kind: 'secret-locked' });
}
