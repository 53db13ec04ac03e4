import type { Connection } from './connection.ts';
import type { Names } from './names.ts';
import type { TokenRow } from './search-row.ts';

/** A server among others, as far as its tokens are looked for by it. `product` is empty until the server has told it. */
export interface FleetServer {
  readonly connection: Connection;
  readonly product: string;
  readonly names: Names;
}

/** A token of one of several servers. Ids are unique on one server only, so that the key begins with the connection. */
export class FleetRow {
  readonly key: string;

  constructor(
    readonly row: TokenRow,
    readonly at: FleetServer,
  ) {
    this.key = `${at.connection.id} ${row.key}`;
  }
}

/** What the list over all servers is filtered by, beside the search. */
export const FLEET_FILTERS = ['server', 'env', 'product', 'kind', 'status', 'owner', 'org'] as const;
export type FleetFilter = (typeof FLEET_FILTERS)[number];
export type FleetFilters = Partial<Record<FleetFilter, string>>;

/** The value of a row under a filter. Servers go by the id of their connection, since two may have one name. */
export function filterOf({ row, at }: FleetRow, filter: FleetFilter): string {
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
