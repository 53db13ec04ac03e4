import type { Connection } from './connection.ts';
import type { OpenRows } from './findings/open-rows.ts';
import type { Names } from './names.ts';
import { RowIndex } from './search-index.ts';
import type { TokenRow } from './search-row.ts';

/**
 * A server among others, as far as its tokens are looked for by it. `product` is empty until the server has told it.
 */
export interface FleetServer {
  readonly connection: Connection;
  readonly product: string;
  readonly names: Names;
}

/** A token of one of several servers. Ids are unique on one server only, so that the key begins with the connection. */
export class FleetRow {
  /** `place`: where it stands among the rows of its server. */
  constructor(
    readonly row: TokenRow,
    readonly at: FleetServer,
    readonly place: number,
  ) {}

  get key(): string {
    return `${this.at.connection.id} ${this.row.key}`;
  }
}

/** The rows of one server, the index that they are searched by, and its open findings once it is judged. */
export interface FleetGroup {
  readonly at: FleetServer;
  readonly rows: readonly FleetRow[];
  readonly index: RowIndex;
  readonly found?: OpenRows | undefined;
}

/** Makes the group of a server; `before`: what was known of it, of which is kept what is the same. */
export function fleetGroup(
  at: FleetServer,
  rows: readonly TokenRow[],
  before?: FleetGroup,
  found?: OpenRows,
): FleetGroup {
  const old = before?.at === at ? before.rows : [];
  const rowAt = (row: TokenRow, place: number): FleetRow => {
    const same = old[place];
    return same?.row === row ? same : new FleetRow(row, at, place);
  };
  return { at, rows: rows.map(rowAt), index: new RowIndex(rows, before?.index), found };
}

/** What the list over all servers is filtered by, beside the search. */
export const FLEET_FILTERS = ['server', 'env', 'product', 'kind', 'status', 'owner', 'org'] as const;
export type FleetFilter = (typeof FLEET_FILTERS)[number];
export type FleetFilters = Partial<Record<FleetFilter, string>>;

/** The value of a row under a filter. Servers go by the id of their connection, since two may have one name. */
export function filterOf({ row, at }: Pick<FleetRow, 'row' | 'at'>, filter: FleetFilter): string {
  switch (filter) {
    case 'server':
      return at.connection.id;
    case 'env':
      return at.connection.environment;
    case 'product':
      return at.product;
    case 'status':
      return row.token.status;
    default:
      return row[filter];
  }
}
