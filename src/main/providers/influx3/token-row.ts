import { z } from 'zod';
import { grantsOf3, type Granted3 } from '#domain/grants3';
import { givesAdmin, parsePermissions } from '#domain/permission3';
import type { StatedKind, Token } from '#domain/token';
import type { Databases } from './databases.ts';
import type { Secret } from '#main/secret';

/** The name of the operator token, which no other can have. */
export const OPERATOR = '_admin';

/** What of a row of `system.tokens` is needed to show it. Columns that are null are left out, others may come to it. */
const Row = z.object({
  token_id: z.number().int().nonnegative(),
  name: z.string(),
  hash: z.string().optional(),
  created_at: z.string().optional(),
  updated_at: z.string().optional(),
  expiry: z.string().optional(),
  permissions: z.string().default(''),
});

interface Around {
  /** The connection's own token. */
  secret: Secret | undefined;
  /** The server's clock, in ms since 1970. */
  at: number;
  /** The databases that there are, where that could be read: rights on others reach nothing. */
  databases: Databases | undefined;
}

type Rights = Granted3 & { admin: boolean };

/** Makes tokens of the rows of a list. Equal rights are one array. */
export class TokenRows {
  readonly #around: Around;
  readonly #rights = new Map<string, Rights>();

  constructor(around: Around) {
    this.#around = around;
  }

  /** The token of a row; undefined when it is none. */
  tokenOf(raw: unknown): Token | undefined {
    const row = Row.safeParse(raw).data;
    if (!row) return undefined;
    const { admin, grants, unread } = this.#rightsOf(row.permissions);
    const expiresAt = timeOf(row.expiry);
    const createdAt = timeOf(row.created_at);
    const remade = this.#remade(grants, createdAt);
    return {
      store: 'api',
      id: String(row.token_id),
      description: row.name,
      status: isOver(expiresAt, this.#around.at) ? 'expired' : 'active',
      orgId: '',
      ownerId: '',
      kind: kindOf(row.name, admin),
      grants,
      exactFirst: true,
      ...(unread.length > 0 && { unread }),
      ...(remade.length > 0 && { remade }),
      createdAt,
      changedAt: timeOf(row.updated_at),
      expiresAt,
      value: 'hidden',
      own: this.#ownness(row.hash),
    };
  }

  #rightsOf(text: string): Rights {
    const before = this.#rights.get(text);
    if (before) return before;
    const permissions = parsePermissions(text);
    const { grants, unread } = grantsOf3(permissions);
    const rights = { admin: permissions.some(givesAdmin), unread, grants: grants.map((grant) => this.#named(grant)) };
    this.#rights.set(text, rights);
    return rights;
  }

  /** A server shows the old name of a database that is gone: only one that is there is named. */
  #named(grant: Granted3['grants'][number]): Granted3['grants'][number] {
    const { name, ...rest } = grant;
    const gone = grant.type === 'databases' && name !== undefined && this.#around.databases?.living.has(name) === false;
    return gone ? rest : grant;
  }

  /** Rights are on the database that there was when they were given, and not on another one that has its name now. */
  #remade(grants: Granted3['grants'], createdAt: number | undefined): string[] {
    const { databases } = this.#around;
    if (!databases || databases.deletedAt.size === 0 || createdAt === undefined) return [];
    const names = new Set(grants.map(({ type, id = '' }) => (type === 'databases' ? id : '')));
    return [...names].filter((name) => databases.living.has(name) && (databases.deletedAt.get(name) ?? 0) > createdAt);
  }

  /** A list shows the first 9 hex digits of the SHA-512 of each value; without authentication it shows none. */
  #ownness(hash: string | undefined): Token['own'] {
    const { secret } = this.#around;
    if (!secret) return 'no';
    if (hash === undefined || hash === '') return 'unknown';
    return secret.hasSha512(hash) ? 'yes' : 'no';
  }
}

/** Names rights on single databases in its permissions. */
export function namesDatabases(row: Record<string, unknown>): boolean {
  return typeof row.permissions === 'string' && row.permissions.includes('db:');
}

/**
 * A moment as InfluxDB 3 writes it, in ms since 1970: without a zone it is UTC, with 0 to 9 digits behind the second.
 */
export function timeOf(text: string | null | undefined): number | undefined {
  if (!text) return undefined;
  const at = Date.parse(/(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(at) ? undefined : at;
}

/** A server lets in whose end is later than now. */
export function isOver(expiresAt: number | undefined, at: number): boolean {
  return expiresAt !== undefined && expiresAt <= at;
}

function kindOf(name: string, admin: boolean): StatedKind {
  if (name === OPERATOR) return 'operator';
  return admin ? 'admin' : 'database';
}
