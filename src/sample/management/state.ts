import { createHash } from 'node:crypto';
import type { Moment } from '#sample/influx2/time';
import type { Json } from './json.ts';
import type { ManagementProduct, ManagementSwitches } from './products.ts';

/** One action on one database by its name, or on all (`*`). */
export interface DatabasePermission {
  action: 'read' | 'write';
  resource: string;
}

export interface DatabaseToken {
  id: string;
  description: string;
  permissions: readonly DatabasePermission[];
  createdAt: Moment;
  expiresAt?: Moment;
  revokedAt?: Moment;
  /** Milliseconds since 1970 from which the data plane knows it. */
  usableFrom: number;
}

export interface Database {
  /** An int64; only renaming and undeleting show it. */
  id: bigint;
  name: string;
  maxTables: number;
  maxColumnsPerTable: number;
  /** Nanoseconds, 0 for ever. */
  retentionPeriod: bigint;
  partitionTemplate?: Json;
}

export interface ManagementToken {
  description: string;
  expiresAt?: Moment;
  revokedAt?: Moment;
}

/** Which ids stand in the paths and bodies of the API, and whether there are paths with and without them. */
export interface Addressing {
  accountId: string;
  clusterId: string;
  withIds: boolean;
  withoutIds: boolean;
}

/** The server keeps no secret, only its SHA-512. */
function secretHash(secret: string): string {
  return createHash('sha512').update(secret).digest('base64');
}

/** Everything one cluster keeps. Rights name databases: renaming or deleting one leaves the tokens as they are. */
export class State {
  readonly product: ManagementProduct;
  readonly addressing: Addressing;
  readonly switches: ManagementSwitches;
  readonly databases = new Map<string, Database>();
  /** Deleted databases by id, newest last: they can be brought back. */
  readonly deleted = new Map<bigint, Database>();
  readonly tokens = new Map<string, DatabaseToken>();
  readonly #tokenByHash = new Map<string, DatabaseToken>();
  readonly #managementByHash = new Map<string, ManagementToken>();

  constructor(product: ManagementProduct, addressing: Addressing, switches: ManagementSwitches) {
    this.product = product;
    this.addressing = addressing;
    this.switches = switches;
  }

  addToken(token: DatabaseToken, secret: string): void {
    this.tokens.set(token.id, token);
    this.#tokenByHash.set(secretHash(secret), token);
  }

  /** The database token of a secret, whether it still works or not. */
  tokenOf(secret: string): DatabaseToken | undefined {
    return this.#tokenByHash.get(secretHash(secret));
  }

  addManagementToken(token: ManagementToken, secret: string): void {
    this.#managementByHash.set(secretHash(secret), token);
  }

  managementTokenOf(secret: string): ManagementToken | undefined {
    return this.#managementByHash.get(secretHash(secret));
  }
}

/** Neither revoked nor past its end. */
export function isLive({ expiresAt, revokedAt }: Pick<DatabaseToken, 'expiresAt' | 'revokedAt'>, now: number): boolean {
  return revokedAt === undefined && (expiresAt === undefined || expiresAt.ms > now);
}
