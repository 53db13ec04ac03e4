import { z } from 'zod';
import type { Token } from '#domain/token';
import { momentOf } from './moment.ts';
import { grantsOf, type Granted } from './permissions.ts';

/** A database token as the API tells it. Account and cluster, which Clustered leaves out, are known anyway. */
const Row = z.object({
  id: z.string().min(1).max(64),
  description: z.string().nullish(),
  permissions: z.array(z.unknown()).nullish(),
  createdAt: z.unknown().optional(),
  expiresAt: z.unknown().optional(),
  revokedAt: z.unknown().optional(),
});

/** What a row alone does not tell. */
export interface Around {
  /** The server's clock, in ms since 1970. */
  now: number;
  /** The databases that there are, where that could be read. */
  databases: ReadonlySet<string> | undefined;
}

/** Makes tokens of the rows of a list. Equal rights are one array. */
export class TokenRows {
  readonly #around: Around;
  readonly #granted = new Map<string, Granted>();

  constructor(around: Around) {
    this.#around = around;
  }

  /** The token of a row; undefined when it is none. */
  tokenOf(raw: unknown): Token | undefined {
    const { data } = Row.safeParse(raw);
    if (!data) return undefined;
    const { grants, unread } = this.#rightsOf(data.permissions ?? []);
    const createdAt = momentOf(data.createdAt);
    const expiresAt = momentOf(data.expiresAt);
    const revokedAt = momentOf(data.revokedAt);
    return {
      store: 'api',
      id: data.id,
      description: data.description ?? '',
      status: this.#statusOf(expiresAt, revokedAt),
      orgId: '',
      ownerId: '',
      kind: 'database',
      grants,
      ...(unread.length > 0 && { unread }),
      ...(createdAt !== undefined && { createdAt }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(revokedAt !== undefined && { revokedAt }),
      value: 'hidden',
      // A database token never gets in here, so that the connection's own token is none of these.
      own: 'no',
    };
  }

  #rightsOf(permissions: unknown[]): Granted {
    const key = JSON.stringify(permissions);
    const granted = this.#granted.get(key) ?? grantsOf(permissions, this.#around.databases);
    this.#granted.set(key, granted);
    return granted;
  }

  #statusOf(expiresAt: number | undefined, revokedAt: number | undefined): Token['status'] {
    if (revokedAt !== undefined) return 'revoked';
    return expiresAt !== undefined && expiresAt <= this.#around.now ? 'expired' : 'active';
  }
}
