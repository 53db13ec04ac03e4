import { KINDS, kindWord } from './classify.ts';
import { compareText } from './compare-text.ts';
import type { TokenRow } from './search-row.ts';
import { showText } from './show-text.ts';
import { STATUSES, statusWord } from './status-words.ts';

/** One value to filter by: what stands in the query, what stands on the screen, and how many rows have it. */
export interface Facet {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** The values of the rows by filter word; each only if some row has it. Owners and organizations by name. */
interface Facets {
  readonly kind: readonly Facet[];
  readonly status: readonly Facet[];
  readonly owner: readonly Facet[];
  readonly org: readonly Facet[];
  readonly is: readonly Facet[];
}

const STATE_WORDS = {
  own: 'This connection’s own',
  orphan: 'Owner or organization gone',
  dead: 'Names something gone',
  readable: 'Value readable',
};

/** How many rows have each value. One pass. */
export function facets(rows: readonly TokenRow[]): Facets {
  const kind = new Map<string, number>();
  const status = new Map<string, number>();
  const owner = new Map<string, number>();
  const org = new Map<string, number>();
  const is = new Map<string, number>();
  for (const row of rows) {
    add(kind, row.kind);
    add(status, row.token.status);
    add(owner, row.owner);
    add(org, row.org);
    if (row.token.own === 'yes') add(is, 'own');
    if (row.isOrphan) add(is, 'orphan');
    if (row.hasDead) add(is, 'dead');
    if (row.token.value === 'readable') add(is, 'readable');
  }
  return {
    kind: inOrder(KINDS, kind, kindWord),
    status: inOrder(STATUSES, status, statusWord),
    owner: byName(owner),
    org: byName(org),
    is: inOrder(['own', 'orphan', 'dead', 'readable'] as const, is, (value) => STATE_WORDS[value]),
  };
}

function add(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function inOrder<V extends string>(
  values: readonly V[],
  counts: ReadonlyMap<string, number>,
  label: (value: V) => string,
): Facet[] {
  return values.flatMap((value) => {
    const count = counts.get(value);
    return count === undefined ? [] : [{ value, label: label(value), count }];
  });
}

function byName(counts: ReadonlyMap<string, number>): Facet[] {
  return [...counts]
    .map(([value, count]) => ({ value, label: showText(value, 60), count }))
    .sort((a, b) => compareText(a.label, b.label));
}
