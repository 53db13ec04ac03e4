import { arranged, type GraphBox, type GraphLink, type ReachGraph } from './graph-layout.ts';
import { rightsKey } from './compare-rights.ts';
import type { Grant } from './grant.ts';
import { distinctTargetName, type Names } from './names.ts';
import { holdsData, INSTANCE } from './resource-type.ts';
import type { TokenRow } from './search-row.ts';
import { showText } from './show-text.ts';
import { grouped } from './number-words.ts';

/** So many boxes stay readable in one column; what is more is gathered into one. */
const MOST = { owners: 24, tokens: 48, resources: 36 } as const;

/** What tokens that are alike are tied to: their owner, and each thing that they reach with what they may do to it. */
interface Tie {
  readonly rows: TokenRow[];
  owner: string;
  token: string;
  readonly reach: ReadonlyMap<string, number>;
}

/**
 * Who holds which tokens, and what those reach, as boxes in three columns: people, tokens with equal rights together,
 * buckets or databases. Each column has so few boxes that it can be read, whatever the number of tokens: the ones with
 * the fewest tokens are gathered. Boxes stand in an order in which few lines cross.
 */
export function reachGraph(rows: readonly TokenRow[], names: Names): ReachGraph {
  const targets = new Map<string, string>();
  const ties = tiesOf(rows, names, targets);
  const owners = boxes(
    ties,
    ({ owner }) => [owner],
    (id) => `owner:${id}`,
    ownerLabel,
    MOST.owners,
  );
  const tokens = boxes(
    ties,
    ({ token }) => [token],
    (id) => `tokens:${id}`,
    tokenLabel,
    MOST.tokens,
  );
  const label = (id: string): string => targets.get(id) ?? id;
  const resources = boxes(
    ties,
    ({ reach }) => [...reach.keys()],
    (id) => `reach:${id}`,
    label,
    MOST.resources,
  );
  const links = linksOf(ties, owners, tokens, resources);
  return arranged(
    [owners, tokens, resources].map(({ list }) => list),
    links,
  );
}

function tiesOf(rows: readonly TokenRow[], names: Names, targets: Map<string, string>): Tie[] {
  const ties = new Map<string, Tie>();
  const reaches = new WeakMap<readonly Grant[], ReadonlyMap<string, number>>();
  const keys = new WeakMap<readonly Grant[], string>();
  for (const row of rows) {
    const { grants, exactFirst = false } = row.token;
    const key = keys.get(grants) ?? rightsKey({ grants, exactFirst });
    keys.set(grants, key);
    const id = `${row.owner}\n${key}`;
    const known = ties.get(id);
    if (known) {
      known.rows.push(row);
      continue;
    }
    const reach = reaches.get(grants) ?? reachOf(grants, names, targets);
    reaches.set(grants, reach);
    ties.set(id, { rows: [row], owner: row.owner, token: id, reach });
  }
  return [...ties.values()];
}

const CODES = new Map<Grant['action'], number>([
  ['read', 1],
  ['write', 2],
]);

function reachOf(grants: readonly Grant[], names: Names, targets: Map<string, string>): ReadonlyMap<string, number> {
  const reach = new Map<string, number>();
  for (const grant of grants) {
    const { action, type, id, orgId, orgName } = grant;
    if (!holdsData(type) && type !== INSTANCE) continue;
    const code = CODES.get(action) ?? 0;
    const [key, label] = placeOf();
    targets.set(key, label);
    reach.set(key, (reach.get(key) ?? 0) | code);
    function placeOf(): [string, string] {
      if (type === INSTANCE || (!id && !orgId)) return ['*', 'everything on the server'];
      if (id) return [id, showText(distinctTargetName(grant, names) ?? id, 60)];
      return [
        `org:${orgId ?? ''}`,
        `all of ${showText(names.organization(orgId ?? '') ?? orgName ?? orgId ?? '', 50)}`,
      ];
    }
  }
  return reach;
}

function ownerLabel(id: string): string {
  return id === '' ? 'no owner' : showText(id, 60);
}

function tokenLabel(_id: string, rows: readonly TokenRow[]): string {
  const [first] = rows;
  const name = first ? showText(first.token.description, 60) || showText(first.token.id, 60) : '';
  return rows.length === 1 ? name : `${grouped(rows.length)} × ${name}`;
}

interface Column {
  readonly list: readonly GraphBox[];
  /** The box that an id stands in. */
  readonly boxOf: (id: string) => string;
}

function boxes(
  ties: readonly Tie[],
  idsOf: (tie: Tie) => readonly string[],
  named: (id: string) => string,
  label: (id: string, rows: readonly TokenRow[]) => string,
  most: number,
): Column {
  const rowsOf = new Map<string, TokenRow[]>();
  for (const tie of ties)
    for (const id of idsOf(tie)) {
      const rows = rowsOf.get(id) ?? [];
      for (const row of tie.rows) rows.push(row);
      rowsOf.set(id, rows);
    }
  const ordered = [...rowsOf].sort(([, a], [, b]) => b.length - a.length);
  const kept = ordered.length <= most ? ordered : ordered.slice(0, most - 1);
  const rest = ordered.slice(kept.length);
  const list: GraphBox[] = kept.map(([id, rows]) => ({ id: named(id), label: label(id, rows), rows }));
  const more = named('…');
  if (rest.length > 0)
    list.push({
      id: more,
      label: `${grouped(rest.length)} more`,
      rows: [...new Set(rest.flatMap(([, rows]) => rows))],
    });
  const own = new Set(kept.map(([id]) => id));
  return { list, boxOf: (id) => (own.has(id) ? named(id) : more) };
}

function linksOf(ties: readonly Tie[], owners: Column, tokens: Column, resources: Column): GraphLink[] {
  const links = new Map<string, { from: string; to: string; code: number; count: number }>();
  const add = (from: string, to: string, code: number, count: number) => {
    const key = `${from}\n${to}`;
    const known = links.get(key) ?? { from, to, code: 0, count: 0 };
    links.set(key, { from, to, code: known.code | code, count: known.count + count });
  };
  for (const { owner, token, reach, rows } of ties) {
    const box = tokens.boxOf(token);
    add(owners.boxOf(owner), box, 0, rows.length);
    for (const [id, code] of reach) add(box, resources.boxOf(id), code, rows.length);
  }
  return [...links.values()].map(({ from, to, code, count }) => ({ from, to, count, action: ACTIONS[code] ?? '' }));
}

const ACTIONS: readonly GraphLink['action'][] = ['', 'r', 'w', 'rw'];
