import type { ConnectionId } from '#domain/connection';
import { tokenKey, type TokenRef } from '#domain/token';

/** Tokens of several servers that a person marked. They stay marked whatever is shown, until they are gone. */
export class Selection {
  /** Another map at every change; its sets are added to in place, since a list can be long. */
  #keys: ReadonlyMap<ConnectionId, Set<string>> = $state.raw(new Map());

  /** How many are marked. */
  get size(): number {
    let size = 0;
    for (const keys of this.#keys.values()) size += keys.size;
    return size;
  }

  /** The keys of the marked tokens of one server. */
  of(id: ConnectionId): ReadonlySet<string> | undefined {
    return this.#keys.get(id);
  }

  has(id: ConnectionId, key: string): boolean {
    return this.#keys.get(id)?.has(key) ?? false;
  }

  /** Marks tokens by their keys, or takes their marks away. */
  set(tokens: Iterable<readonly [ConnectionId, string]>, on: boolean): void {
    const next = new Map(this.#keys);
    for (const [id, key] of tokens) {
      const keys = next.get(id) ?? new Set();
      next.set(id, keys);
      if (on) keys.add(key);
      else keys.delete(key);
    }
    this.#keys = next;
  }

  /** Takes the mark of one token away. */
  drop(id: ConnectionId, token: TokenRef): void {
    this.set([[id, tokenKey(token)]], false);
  }

  /** Takes all marks away; those of one server with its id. */
  clear(id?: ConnectionId): void {
    this.#keys = new Map(id === undefined ? [] : [...this.#keys].filter(([known]) => known !== id));
  }
}
