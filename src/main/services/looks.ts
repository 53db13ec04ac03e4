import { z } from 'zod';
import type { Look } from '#domain/snapshot';
import type { Ports } from '#main/ports';
import { Document, type Notify } from '#main/storage/document';
import type { Profiles } from './profiles.ts';

/** Who was away for longer, in ms, comes back to what has changed since. */
const VISIT_MS = 3_600_000;

/** `at` is when the person was there last. All in ms since 1970. */
const Kept = z.object({ since: z.number(), last: z.number(), at: z.number() });
const Stored = z.object({ looks: z.record(z.string(), Kept) });
type Looked = z.infer<typeof Stored>['looks'];

/** When a person looked at which server last. That of samples is not stored. */
export class Looks {
  readonly #document: Document<z.infer<typeof Stored>>;
  readonly #ports: Pick<Ports, 'clock'>;
  readonly #profiles: Profiles;
  #ofSamples: Looked = {};

  constructor(ports: Pick<Ports, 'clock' | 'folder' | 'openStore'>, notify: Notify, profiles: Profiles) {
    const shape = { file: 'looks.json', version: 1, content: Stored, initial: { looks: {} }, migrations: {} };
    this.#document = new Document(shape, ports, notify);
    this.#ports = ports;
    this.#profiles = profiles;
  }

  /** What a person saw of a server; null before they ever looked. */
  find(connectionId: string): Look | null {
    this.#profiles.find(connectionId);
    const looks = this.#all(connectionId);
    const found = Object.hasOwn(looks, connectionId) ? looks[connectionId] : undefined;
    return found ? { since: found.since, last: found.last } : null;
  }

  /** The person sees a list that was read at `readAt`. After a while away, what they saw before is what they know. */
  looked(connectionId: string, readAt: number): Look {
    const now = this.#ports.clock.now();
    const known = this.find(connectionId);
    const away = now - (this.#all(connectionId)[connectionId]?.at ?? now) > VISIT_MS;
    const look = { since: since(known, readAt, away), last: Math.max(known?.last ?? 0, readAt) };
    this.#put(connectionId, { ...look, at: now });
    return look;
  }

  /** The person has seen what changed: nothing has since then. */
  seen(connectionId: string): Look | null {
    const known = this.find(connectionId);
    if (!known) return null;
    this.#put(connectionId, { since: known.last, last: known.last, at: this.#ports.clock.now() });
    return this.find(connectionId);
  }

  /** Forgets that a person ever looked at a connection. */
  remove(connectionId: string): void {
    const { [connectionId]: former, ...others } = this.#all(connectionId);
    if (former) this.#write(connectionId, others);
  }

  #all(connectionId: string): Looked {
    return this.#profiles.isSample(connectionId) ? this.#ofSamples : this.#document.value.looks;
  }

  #put(connectionId: string, look: z.infer<typeof Kept>): void {
    this.#write(connectionId, { ...this.#all(connectionId), [connectionId]: look });
  }

  #write(connectionId: string, looks: Looked): void {
    if (this.#profiles.isSample(connectionId)) this.#ofSamples = looks;
    else this.#document.write({ looks });
  }
}

function since(known: Look | null, readAt: number, away: boolean): number {
  if (!known) return readAt;
  return away ? known.last : known.since;
}
