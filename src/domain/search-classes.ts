import { type Grant, grantsText } from './grant.ts';
import { JoinedTexts } from './joined-texts.ts';
import { sharedWords, type TokenRow } from './search-row.ts';

/**
 * Rows that are alike in all that a search asks of them but for description, id, dates and value: with the same rights,
 * kind, status, owner and organization. Most tokens of a server are made to a few patterns, so that there are few
 * classes.
 */
export class RowClasses {
  /** One row of each class, which stands for all of it. */
  readonly examples: TokenRow[] = [];
  readonly #words: string[] = [];
  #joined = new JoinedTexts([]);
  readonly #classes = new Map<string, number>();
  readonly #rights = new Map<string, number>();
  readonly #known = new WeakMap<readonly Grant[], number>();

  /** The number of the row's class, by which it stands in `examples`. */
  of(row: TokenRow): number {
    const { status, ownerId, ownerName, orgId, orgName, exactFirst = false, grants } = row.token;
    const named = (ownerName === undefined ? 0 : 1) + (orgName === undefined ? 0 : 2) + (exactFirst ? 4 : 0);
    const facts = `${this.#rightsOf(grants)} ${named} ${row.kind} ${status}`;
    const key = `${facts}\n${ownerId}\n${ownerName ?? ''}\n${orgId}\n${orgName ?? ''}`;
    const known = this.#classes.get(key);
    if (known !== undefined) return known;
    this.#classes.set(key, this.examples.length);
    this.#words.push(sharedWords(row));
    return this.examples.push(row) - 1;
  }

  /** The answer of each class to a question that is asked of it once: 1 for yes, 0 for no. */
  asked(test: (example: TokenRow) => boolean): Uint8Array {
    const answers = new Uint8Array(this.examples.length);
    this.examples.forEach((example, nth) => (answers[nth] = test(example) ? 1 : 0));
    return answers;
  }

  /** 1 for each class whose words have what was typed; `nth` of several words. */
  having(typed: string, nth: number): Uint8Array {
    if (this.#joined.count !== this.#words.length) this.#joined = new JoinedTexts(this.#words);
    const places = this.#joined.find(typed, nth);
    const has = new Uint8Array(places.length);
    for (let at = 0; at < has.length; at++) if (places[at] !== -1) has[at] = 1;
    return has;
  }

  #rightsOf(grants: readonly Grant[]): number {
    const known = this.#known.get(grants);
    if (known !== undefined) return known;
    const key = grantsText(grants);
    const same = this.#rights.get(key) ?? this.#rights.size;
    this.#rights.set(key, same);
    this.#known.set(grants, same);
    return same;
  }
}
