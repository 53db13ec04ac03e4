import { type Grant, grantsText } from './grant.ts';
import type { Token } from './token.ts';

/**
 * Makes one of what tokens have in common. From another process each token comes with texts of its own, and each part
 * of a list with grants of its own: of 100,000 tokens most texts and lists of grants are the same few.
 */
export class SharedParts {
  readonly #texts = new Same<string>();
  readonly #stores = new Same<Token['store']>();
  readonly #statuses = new Same<Token['status']>();
  readonly #values = new Same<Token['value']>();
  readonly #owns = new Same<Token['own']>();
  readonly #lists = new Map<string, Grant[]>();
  readonly #known = new WeakMap<Grant[], Grant[]>();

  /** Puts equal texts and lists into the tokens of one part, in the place of their own. */
  share(tokens: readonly Token[]): void {
    for (const token of tokens) {
      token.store = this.#stores.of(token.store);
      token.status = this.#statuses.of(token.status);
      token.value = this.#values.of(token.value);
      token.own = this.#owns.of(token.own);
      token.orgId = this.#texts.of(token.orgId);
      token.ownerId = this.#texts.of(token.ownerId);
      if (token.orgName !== undefined) token.orgName = this.#texts.of(token.orgName);
      if (token.ownerName !== undefined) token.ownerName = this.#texts.of(token.ownerName);
      token.grants = this.#list(token.grants);
    }
  }

  #list(grants: Grant[]): Grant[] {
    const known = this.#known.get(grants);
    if (known) return known;
    const text = grantsText(grants);
    const same = this.#lists.get(text) ?? grants;
    this.#lists.set(text, same);
    this.#known.set(grants, same);
    return same;
  }
}

/** The first of all texts that are equal. */
class Same<T extends string> {
  readonly #known = new Map<T, T>();

  of(text: T): T {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#known.set(text, text);
    return text;
  }
}
