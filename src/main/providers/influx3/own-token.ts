import type { FormerToken } from '#contract/failure';
import type { Token, TokenRef } from '#domain/token';
import { isOver, OPERATOR } from './token-row.ts';

/** A server tells its time in whole seconds. */
const SECOND = 1_000;

/**
 * What was learnt of the connection's own token while the server took it, for the day on which it does not any more.
 */
export class OwnToken {
  #taken: { at: number; cluster: string | undefined } | undefined;
  #rows: readonly Token[] = [];
  #deletedAt: number | undefined;

  /** The server took it just now, in ms since 1970. */
  taken(at: number, cluster: string | undefined): void {
    this.#taken = { at, cluster: cluster ?? this.#taken?.cluster };
  }

  /** The tokens of a list, or a part of it: its own are those whose hash fits. */
  listed(tokens: readonly Token[]): void {
    const own = tokens.filter((token) => token.own === 'yes');
    const others = this.#rows.filter((row) => own.every(({ id }) => id !== row.id));
    if (own.length > 0) this.#rows = [...others, ...own];
  }

  deleted({ id }: TokenRef, at: number): void {
    if (this.#rows.length === 1 && this.#rows[0]?.id === id) this.#deletedAt = at;
  }

  /** What is certain now that it is refused, `at` by the server's clock; undefined for one that was never taken. */
  refused(at: number, cluster: string | undefined): FormerToken | undefined {
    if (!this.#taken) return undefined;
    const before = this.#taken.cluster;
    const moved = before !== undefined && cluster !== undefined && before !== cluster;
    // Two rows can show the same hash: what holds for one of them alone is not certain.
    const over = this.#rows.every(({ expiresAt }) => isOver(expiresAt, at + SECOND));
    const ends = over ? this.#rows.map(({ expiresAt }) => expiresAt ?? at) : [];
    const [row, another] = this.#rows;
    const only = another ? undefined : row;
    return {
      takenAt: this.#taken.at,
      ...(only && { name: only.description }),
      ...(only?.description === OPERATOR && { operator: true }),
      ...(ends.length > 0 && { expiredAt: Math.max(...ends) }),
      ...(this.#deletedAt !== undefined && { deletedAt: this.#deletedAt }),
      ...(moved && { moved }),
    };
  }
}
