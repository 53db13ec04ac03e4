import type { Grant } from '#domain/grant';
import type { Token, TokenStore } from '#domain/token';
import { Secret } from '#main/secret';
import type { Flavour } from './flavour.ts';
import type { OwnToken } from './own-token.ts';
import { timeOf } from './wire.ts';

/** What InfluxDB Cloud says in the place of every value but a new one. */
const REDACTED = 'redacted';

/**
 * Turns the server's authorizations into tokens. SECURITY: this is where `token` and `hashedToken` end: nothing that
 * `tokenOf` answers holds them. Written by hand and not with zod, since a list may hold 400,000 permissions.
 */
export class AuthorizationParser {
  readonly #grants = new Map<string, { grant: Grant; number: number }>();
  readonly #lists = new Map<string, Grant[]>();

  constructor(
    readonly store: TokenStore,
    readonly own: OwnToken,
    readonly secret: Secret | undefined,
    readonly kindOf: NonNullable<Flavour['kindOf']> = () => undefined,
  ) {}

  /** The token of an entry, or undefined when the entry cannot be read whole: a right is never left out. */
  tokenOf(raw: unknown): Token | undefined {
    if (!isRecord(raw)) return undefined;
    const { id, status, orgID: orgId, userID: ownerId } = raw;
    const grants = this.#grantsOf(raw.permissions);
    if (!isId(id) || !isId(orgId) || !isId(ownerId) || !grants || (status !== 'active' && status !== 'inactive'))
      return undefined;

    const told = textOf(raw.token) ?? '';
    const plain = told === REDACTED ? '' : told;
    const { store } = this;
    const own = this.own.judge({ store, id, ownerId, status, grants, plain }, this.secret);
    const value = store === 'api' && plain !== '' ? 'readable' : 'hidden';
    const token: Token = {
      store,
      id,
      description: textOf(raw.description) ?? '',
      status,
      orgId,
      ownerId,
      grants,
      value,
      own,
    };
    const kind = store === 'api' ? this.kindOf(grants, orgId) : undefined;
    if (kind) token.kind = kind;
    const ownerName = textOf(raw.user);
    const orgName = textOf(raw.org);
    const createdAt = timeOf(raw.createdAt);
    const changedAt = timeOf(raw.updatedAt);
    if (ownerName) token.ownerName = ownerName;
    if (orgName) token.orgName = orgName;
    if (createdAt !== undefined) token.createdAt = createdAt;
    if (changedAt !== undefined) token.changedAt = changedAt;
    // A v1 login's name stands where other entries have their value; it is no secret.
    if (store === 'v1') token.username = plain;
    return token;
  }

  /** Equal rights share one object and equal lists one array: most tokens of a server are made to a few patterns. */
  #grantsOf(raw: unknown): Grant[] | undefined {
    if (raw === null || raw === undefined) return [];
    if (!Array.isArray(raw)) return undefined;
    const grants: Grant[] = [];
    let key = '';
    for (const each of raw as unknown[]) {
      const known = this.#grantOf(each);
      if (!known) return undefined;
      grants.push(known.grant);
      key += `${known.number},`;
    }
    const same = this.#lists.get(key);
    if (same) return same;
    this.#lists.set(key, grants);
    return grants;
  }

  #grantOf(raw: unknown): { grant: Grant; number: number } | undefined {
    if (!isRecord(raw) || !isRecord(raw.resource)) return undefined;
    const { action } = raw;
    const { type, id = '', orgID = '', name = '', org = '' } = raw.resource;
    if ((action !== 'read' && action !== 'write') || typeof type !== 'string' || type === '') return undefined;
    if (typeof id !== 'string' || typeof orgID !== 'string') return undefined;
    const key = `${action}\n${type}\n${id}\n${orgID}\n${String(name)}\n${String(org)}`;
    const known = this.#grants.get(key);
    if (known) return known;
    const grant: Grant = { action, type };
    if (id) grant.id = id;
    if (orgID) grant.orgId = orgID;
    if (typeof name === 'string' && name) grant.name = name;
    if (typeof org === 'string' && org) grant.orgName = org;
    const made = { grant, number: this.#grants.size };
    this.#grants.set(key, made);
    return made;
  }
}

/** The value of an authorization, where the server told it. */
export function secretOf(raw: unknown): Secret | undefined {
  const value = isRecord(raw) ? textOf(raw.token) : undefined;
  return value && value !== REDACTED ? new Secret(value) : undefined;
}

function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null;
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
