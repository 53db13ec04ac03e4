import { allows, type Wanted } from './access.ts';
import { grantThatGives3 } from './access3.ts';
import type { Kind } from './classify.ts';
import type { Action, Grant } from './grant.ts';
import { INSTANCE } from './resource-type.ts';
import type { TokenRow } from './search-row.ts';
import { liveGrants } from './token.ts';

/**
 * Tokens of one kind whose grants are one and the same list, so that they reach the same in the same way; grants that
 * give nothing are left out.
 */
export interface Pattern {
  readonly grants: readonly Grant[];
  readonly exactFirst: boolean;
  readonly kind: Kind;
  readonly rows: TokenRow[];
}

/** Tokens that may do what was asked, all through the same grant: the widest that gives it. */
export interface Reached {
  readonly grant: Grant;
  readonly kind: Kind;
  readonly rows: readonly TokenRow[];
}

/** A grant, and the pattern that holds it. */
type Held = readonly [pattern: Pattern, grant: Grant];

/** The grants of one action on one type, by how far they reach. */
class Shelf {
  readonly everywhere: Held[] = [];
  readonly byOrg = new Map<string, Held[]>();
  readonly byId = new Map<string, Held[]>();
}

/**
 * An index over tokens that answers who may do a thing without asking every token. Most tokens of a server are made to
 * a few patterns and share their grants as one list: those are looked through once. Agrees with the permission matchers
 * (`access.ts`, `access3.ts`) asked for every token.
 */
export class ReachIndex {
  readonly patterns: readonly Pattern[];
  readonly #instance = new Map<Action, Held[]>();
  readonly #shelves = new Map<string, Map<Action, Shelf>>();
  /** Patterns that look the exact name up first: those that name a target, and those that reach beyond one. */
  readonly #naming = new Map<string, Set<Pattern>>();
  readonly #reaching = new Set<Pattern>();
  readonly #remade = new Map<string, TokenRow[]>();

  constructor(rows: readonly TokenRow[]) {
    this.patterns = patternsOf(rows);
    for (const pattern of this.patterns) {
      if (pattern.exactFirst) this.#putExact(pattern);
      else for (const grant of pattern.grants) this.#put([pattern, grant]);
    }
    for (const row of rows) for (const database of row.token.remade ?? []) push(this.#remade, database, row);
  }

  /** Who may do this? Each with the widest grant that gives it. */
  find(wanted: Wanted): Reached[] {
    return [...this.#candidates(wanted)].map(([{ kind, rows }, grant]) => ({ grant, kind, rows }));
  }

  /** The tokens with a grant on an earlier database of this name, which gives nothing now. */
  namingEarlier(database: string): readonly TokenRow[] {
    return this.#remade.get(database) ?? [];
  }

  /** The patterns that give what is wanted, each once, with its widest grant. */
  #candidates({ action, type, id, orgId }: Wanted): Map<Pattern, Grant> {
    const found = new Map<Pattern, Grant>();
    const take = (held: readonly Held[] | undefined) => {
      for (const [pattern, grant] of held ?? []) if (!found.has(pattern)) found.set(pattern, grant);
    };
    take(this.#instance.get(action));
    const shelf = this.#shelves.get(type)?.get(action);
    take(shelf?.everywhere);
    if (orgId) take(shelf?.byOrg.get(orgId));
    if (id) take(shelf?.byId.get(id));
    for (const pattern of [...this.#reaching, ...(this.#naming.get(nameKey(type, id)) ?? [])]) {
      const grant = found.has(pattern) ? undefined : grantThatGives3(pattern.grants, { action, type, id, orgId });
      if (grant) found.set(pattern, grant);
    }
    return found;
  }

  #put(held: Held): void {
    const [, { action, type, id, orgId }] = held;
    if (type === INSTANCE) {
      push(this.#instance, action, held);
      return;
    }
    const shelf = this.#shelf(type, action);
    if (id) push(shelf.byId, id, held);
    else if (orgId) push(shelf.byOrg, orgId, held);
    else shelf.everywhere.push(held);
  }

  #putExact(pattern: Pattern): void {
    for (const { type, id } of pattern.grants) {
      if (id === undefined || type === INSTANCE) this.#reaching.add(pattern);
      else {
        const key = nameKey(type, id);
        const naming = this.#naming.get(key);
        if (naming) naming.add(pattern);
        else this.#naming.set(key, new Set([pattern]));
      }
    }
  }

  #shelf(type: string, action: Action): Shelf {
    let byAction = this.#shelves.get(type);
    if (!byAction) this.#shelves.set(type, (byAction = new Map<Action, Shelf>()));
    let shelf = byAction.get(action);
    if (!shelf) byAction.set(action, (shelf = new Shelf()));
    return shelf;
  }
}

/** May the holder of this pattern do what is wanted, as its server looks rights up? */
export function gives({ grants, exactFirst }: Pick<Pattern, 'grants' | 'exactFirst'>, wanted: Wanted): boolean {
  return exactFirst ? grantThatGives3(grants, wanted) !== undefined : allows(grants, wanted);
}

function patternsOf(rows: readonly TokenRow[]): Pattern[] {
  const known = new Map<readonly Grant[], Pattern[]>();
  const patterns: Pattern[] = [];
  for (const row of rows) {
    const { kind } = row;
    const { exactFirst = false } = row.token;
    const grants = liveGrants(row.token);
    const before = known.get(grants)?.find((each) => each.exactFirst === exactFirst && each.kind === kind);
    if (before) {
      before.rows.push(row);
      continue;
    }
    const pattern = { grants, exactFirst, kind, rows: [row] };
    push(known, grants, pattern);
    patterns.push(pattern);
  }
  return patterns;
}

function nameKey(type: string, id: string | undefined): string {
  // Names of system resources are compared in the form in which grants keep them: lower case (`systemName`).
  return `${type}:${type === 'system' ? (id ?? '').toLowerCase() : (id ?? '')}`;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
