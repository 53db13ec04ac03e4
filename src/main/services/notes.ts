import { z } from 'zod';
import { type TokenRef, tokenKey } from '#domain/token';
import type { Ports } from '#main/ports';
import { Document, type Notify } from '#main/storage/document';
import type { Profiles } from './profiles.ts';

const Stored = z.object({ notes: z.record(z.string(), z.record(z.string(), z.string())) });
type NotesByConnection = z.infer<typeof Stored>['notes'];

/** Where a person stored a token's value: a note per token, on this machine alone. Those of samples are not stored. */
export class Notes {
  readonly #document: Document<z.infer<typeof Stored>>;
  readonly #profiles: Profiles;
  #ofSamples: NotesByConnection = {};

  constructor(ports: Pick<Ports, 'clock' | 'folder' | 'openStore'>, notify: Notify, profiles: Profiles) {
    const shape = { file: 'notes.json', version: 1, content: Stored, initial: { notes: {} }, migrations: {} };
    this.#document = new Document(shape, ports, notify);
    this.#profiles = profiles;
  }

  /** The notes of one connection, keyed as `tokenKey` does. */
  list(connectionId: string): Record<string, string> {
    this.#profiles.find(connectionId);
    return { ...noteOf(this.#all(connectionId), connectionId) };
  }

  /** Writes a note; an empty one removes it. */
  set(connectionId: string, token: TokenRef, note: string): void {
    const { [tokenKey(token)]: _former, ...others } = this.list(connectionId);
    const notes = note === '' ? others : { ...others, [tokenKey(token)]: note };
    this.#put(connectionId, { ...this.#all(connectionId), [connectionId]: notes });
  }

  /** Removes every note of a connection. */
  removeAll(connectionId: string): void {
    const { [connectionId]: former, ...others } = this.#all(connectionId);
    if (former) this.#put(connectionId, others);
  }

  #all(connectionId: string): NotesByConnection {
    return this.#profiles.isSample(connectionId) ? this.#ofSamples : this.#document.value.notes;
  }

  #put(connectionId: string, notes: NotesByConnection): void {
    if (this.#profiles.isSample(connectionId)) this.#ofSamples = notes;
    else this.#document.writeWithoutTrace({ notes });
  }
}

function noteOf(notes: NotesByConnection, connectionId: string): Record<string, string> {
  return Object.hasOwn(notes, connectionId) ? (notes[connectionId] ?? {}) : {};
}
