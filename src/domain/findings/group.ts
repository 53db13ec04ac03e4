import { type Grant, grantKey } from '#domain/grant';
import type { TokenRow } from '#domain/search-row';

/** Tokens that are told together, and a mark of their facts that grows with them. */
export class Group {
  readonly rows: TokenRow[] = [];
  #sum = 0;

  /** `factsMark`: see `factsMarkOf`. */
  add(row: TokenRow, factsMark: number): void {
    this.rows.push(row);
    this.#sum = (this.#sum + factsMark) % Number.MAX_SAFE_INTEGER;
  }

  /** Adds all of another group. */
  join(other: Group): void {
    for (const row of other.rows) this.rows.push(row);
    this.#sum = (this.#sum + other.#sum) % Number.MAX_SAFE_INTEGER;
  }

  /** Equal for the same tokens with the same facts, in any order. */
  get mark(): string {
    return `${this.rows.length}.${this.#sum.toString(36)}`;
  }
}

/** A number for what a token is: another one when its description, status, owner, end or rights are others. */
export function factsMarkOf({ key, token }: TokenRow): number {
  const { description, status, ownerId, ownerInactive = false, expiresAt = 0, grants } = token;
  const inactive = ownerInactive ? 1 : 0;
  return mark(`${key}\n${status}\n${ownerId}\n${inactive}\n${expiresAt}\n${grantsMark(grants)}\n${description}`);
}

const marks = new WeakMap<readonly Grant[], number>();

/**
 * A number for the rights of a token. Most tokens share theirs with others: it is made once for each list of grants.
 */
function grantsMark(grants: readonly Grant[]): number {
  const known = marks.get(grants);
  if (known !== undefined) return known;
  let sum = 0;
  for (const grant of grants) sum = (sum + mark(grantKey(grant))) % Number.MAX_SAFE_INTEGER;
  marks.set(grants, sum);
  return sum;
}

/** A number of 52 bits for a text; other texts have, but for chance, another one. */
export function mark(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (low >>> 0) * 0x100000 + ((high >>> 0) & 0xfffff);
}
