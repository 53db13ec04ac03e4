import { name, plain } from '#domain/phrase';
import type { TokenRow } from '#domain/search-row';
import type { Found, Known } from './finding.ts';
import { Group } from './group.ts';
import type { RowRule } from './row-rule.ts';
import { countOf } from './words.ts';

/** More findings of one rule than these are told as one. */
const MOST_OF_ONE_RULE = 20;

/** Gathers the tokens at which one rule fires. */
export class Gathering {
  readonly #groups = new Map<string, Group>();

  constructor(readonly rule: RowRule) {}

  take(row: TokenRow, factsMark: number): void {
    const about = aboutOf(this.rule, row);
    const known = this.#groups.get(about);
    const group = known ?? new Group();
    if (!known) this.#groups.set(about, group);
    group.add(row, factsMark);
  }

  found(known: Known): Found[] {
    const groups = this.#groups;
    const few = groups.size <= MOST_OF_ONE_RULE ? groups : new Map([['all', joined(groups.values())]]);
    return [...few].map(([about, group]) => ({ about, group, words: this.rule.words(group.rows, known) }));
  }
}

/** The findings of a rule as they are, or, when they are too many to be read one by one, as one. */
export function fewOf(found: readonly Found[]): readonly Found[] {
  if (found.length <= MOST_OF_ONE_RULE) return found;
  const group = joined(found.map((one) => one.group));
  const words = [name(countOf(group.rows.length, 'token')), plain(` in ${countOf(found.length, 'group')}.`)];
  return [{ about: 'all', group, words }];
}

function joined(groups: Iterable<Group>): Group {
  const all = new Group();
  for (const group of groups) all.join(group);
  return all;
}

function aboutOf({ by }: RowRule, { key, token }: TokenRow): string {
  if (by === 'token') return key;
  if (by === 'owner') return token.ownerId;
  return by === 'organization' ? token.orgId : 'all';
}
