import { rightsKey } from '#domain/compare-rights';
import { type Grant, grantKey } from '#domain/grant';
import { name, plain } from '#domain/phrase';
import { gives } from '#domain/reach-index';
import type { TokenRow } from '#domain/search-row';
import type { Found } from './finding.ts';
import { factsMarkOf, Group, mark } from './group.ts';
import { isActive } from './row-rule.ts';
import { countOf, said, titleOf, who } from './words.ts';

/** From so many on tokens with one description cannot be told apart at a glance. */
const MANY_ALIKE = 3;
/** A wider token is looked for among so many that hold the rarest of the rights. */
const MOST_LOOKED_AT = 64;

/** Tokens whose rights are the same. */
interface Alike {
  readonly grants: readonly Grant[];
  readonly exactFirst: boolean;
  readonly about: string;
  readonly group: Group;
}

/**
 * Tokens gathered by what they have in common, one token at a time, so that a long list can be gone through in slices.
 * What holds everything is left out of the rights: that others lie within it says nothing.
 */
export class AlikeTokens {
  /** Most descriptions are of one token alone, which is no group: there may be 100,000. */
  readonly #byDescription = new Map<string, TokenRow | Group>();
  readonly #byGrants = new Map<readonly Grant[], Alike>();
  readonly #byRights = new Map<string, Alike>();
  readonly #holders = new Map<string, Alike[]>();

  take(row: TokenRow, factsMark: number): void {
    if (!isActive(row)) return;
    const description = row.token.description.trim().toLowerCase();
    if (description !== '') this.#describe(description, row, factsMark);
    const { kind, scan, token } = row;
    if (token.grants.length === 0 || kind === 'admin' || (scan.everywhereRead | scan.everywhereWrite) !== 0) return;
    this.#alike(row).group.add(row, factsMark);
  }

  /** Each set of rights that some tokens have, once. */
  get rights(): Iterable<Alike> {
    return this.#byRights.values();
  }

  /** Each description, and the tokens of those that several have. */
  get descriptions(): Iterable<readonly [description: string, tokens: TokenRow | Group]> {
    return this.#byDescription;
  }

  /** The tokens with these rights, when another one may do all of it and more. */
  contained(alike: Alike): Found | undefined {
    const { group, about } = alike;
    if (group.rows.every(({ kind }) => kind === 'all-access')) return undefined;
    const wider = this.#holdersOf(alike).find((other) => isWithin(alike, other));
    const [within] = wider?.group.rows ?? [];
    if (!within) return undefined;
    const words = [...said(group.rows, 'may do nothing that '), name(titleOf(within)), plain(' may not do too.')];
    return { about, group, words, facts: within.key };
  }

  #describe(description: string, row: TokenRow, factsMark: number): void {
    const known = this.#byDescription.get(description);
    if (known instanceof Group) known.add(row, factsMark);
    else this.#byDescription.set(description, known ? pairOf(known, row, factsMark) : row);
  }

  #alike(row: TokenRow): Alike {
    const { grants, exactFirst = false } = row.token;
    const known = this.#byGrants.get(grants);
    if (known) return known;
    const key = rightsKey({ grants, exactFirst });
    const alike = this.#byRights.get(key) ?? this.#newRights(key, grants, exactFirst);
    this.#byGrants.set(grants, alike);
    return alike;
  }

  #newRights(key: string, grants: readonly Grant[], exactFirst: boolean): Alike {
    const alike = { grants, exactFirst, about: mark(key).toString(36), group: new Group() };
    this.#byRights.set(key, alike);
    for (const grant of new Set(grants.map(grantKey))) push(this.#holders, grant, alike);
    return alike;
  }

  /** Those that hold the rarest of these rights, by the same grant or one for the whole organization. */
  #holdersOf({ grants }: Alike): readonly Alike[] {
    let fewest: readonly Alike[] | undefined;
    for (const grant of grants) {
      const wide = grant.id && grant.orgId ? this.#holders.get(grantKey({ ...grant, id: undefined })) : undefined;
      const all = grant.id ? this.#holders.get(grantKey({ ...grant, id: undefined, orgId: undefined })) : undefined;
      const lists = [this.#holders.get(grantKey(grant)), wide, all];
      const many = lists.reduce((sum, list) => sum + Math.min(list?.length ?? 0, MOST_LOOKED_AT), 0);
      if (!fewest || many < fewest.length) fewest = lists.flatMap((list) => list?.slice(0, MOST_LOOKED_AT) ?? []);
    }
    return fewest ?? [];
  }
}

/** Tokens with one set of rights, when there are several. */
export function sameRights({ about, group }: Alike): Found | undefined {
  if (group.rows.length < 2) return undefined;
  return { about, group, words: [...who(group.rows), plain(' may do exactly the same.')] };
}

/** Tokens with one description, when there are too many to be told apart. */
export function sameDescription([description, group]: readonly [string, TokenRow | Group]): Found | undefined {
  if (!(group instanceof Group) || group.rows.length < MANY_ALIKE) return undefined;
  const { rows } = group;
  const called = name(rows[0]?.token.description ?? description);
  const words = [name(countOf(rows.length, 'token')), plain(' are all called '), called, plain('.')];
  return { about: mark(description).toString(36), group, words };
}

function pairOf(first: TokenRow, second: TokenRow, secondMark: number): Group {
  const group = new Group();
  group.add(first, factsMarkOf(first));
  group.add(second, secondMark);
  return group;
}

function isWithin(alike: Alike, other: Alike): boolean {
  if (other === alike || other.exactFirst !== alike.exactFirst) return false;
  if (other.group.rows.every(({ kind }) => kind === 'all-access')) return false;
  return alike.grants.every((grant) => gives(other, grant)) && !other.grants.every((grant) => gives(alike, grant));
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
