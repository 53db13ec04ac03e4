import { namesOf, NO_NAMES, type Names } from '#domain/names';
import type { Organization, Resources } from '#domain/resource';
import { toRow, type TokenRow } from '#domain/search-row';
import type { Token } from '#domain/token';

/**
 * The rows of one server's tokens, with their words: made once, and still there when a person comes back to the server.
 */
export class TokenRows {
  #names: Names = NO_NAMES;
  #namedBy: readonly unknown[] = [];
  #tokens: readonly Token[] = [];
  #rows: readonly TokenRow[] = [];

  /** The names in these; the same object while they are the same, also where all was read again and came out equal. */
  names(resources: Resources | undefined, organizations: readonly Organization[] | undefined): Names {
    const namedBy = [resources?.organizations, resources?.users, resources?.buckets, resources?.partial, organizations];
    if (namedBy.some((part, at) => part !== this.#namedBy[at])) {
      this.#namedBy = namedBy;
      this.#names = namesOf(resources, organizations);
      this.#tokens = [];
      this.#rows = [];
    }
    return this.#names;
  }

  /** A row for each token, in their order, with the names as they are known now. */
  of(tokens: readonly Token[]): readonly TokenRow[] {
    if (tokens === this.#tokens) return this.#rows;
    const before = this.#rows;
    let known: ReadonlyMap<Token, TokenRow> | undefined;
    const rowOf = (token: Token, place: number): TokenRow => {
      const same = before[place];
      if (same?.token === token) return same;
      // A list that grew has its old rows in their places; only one that lost some is looked through.
      if (place < before.length) known ??= new Map(before.map((row) => [row.token, row]));
      return known?.get(token) ?? toRow(token, this.#names);
    };
    this.#tokens = tokens;
    this.#rows = tokens.map(rowOf);
    return this.#rows;
  }
}
