import type { ConnectionId } from '#domain/connection';
import { tokenKey, type Token, type TokenRef } from '#domain/token';

/** A token that was made in the place of another one. */
export type MadeInstead = Pick<Token, 'store' | 'id' | 'description'>;

/**
 * Which tokens were made in this run in the place of older ones, until those are gone: so that a way that was left half
 * done is gone on with, and not begun anew with another token.
 */
export class Replacements {
  #made: ReadonlyMap<string, MadeInstead> = $state.raw(new Map());

  /** What was made in the place of this token. */
  of(id: ConnectionId, old: TokenRef): MadeInstead | undefined {
    return this.#made.get(keyOf(id, old));
  }

  add(id: ConnectionId, old: TokenRef, made: MadeInstead): void {
    this.#made = new Map([...this.#made, [keyOf(id, old), made]]);
  }

  /** The old token is gone, or the new one is of no use. */
  drop(id: ConnectionId, old: TokenRef): void {
    this.#made = new Map([...this.#made].filter(([key]) => key !== keyOf(id, old)));
  }
}

function keyOf(id: ConnectionId, old: TokenRef): string {
  return `${id} ${tokenKey(old)}`;
}
