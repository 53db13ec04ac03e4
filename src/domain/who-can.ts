import type { Wanted } from './access.ts';
import type { Action, Grant } from './grant.ts';
import type { ReachIndex } from './reach-index.ts';
import type { Bucket } from './resource.ts';
import { INSTANCE } from './resource-type.ts';
import type { TokenRow } from './search-row.ts';

/** What somebody may or may not get at: one resource, or without an id all of a type, also those to come. */
export interface AccessTarget {
  readonly type: string;
  readonly id?: string | undefined;
  readonly orgId?: string | undefined;
  /** One of the server's own buckets. */
  readonly system?: boolean;
}

/**
 * Through what a token has a right: what it is as a whole (operator, admin, all-access), the whole server (`instance`),
 * all there are on the server (`everywhere`; `all-databases` where an exact name would go before it), all of an
 * organization, or this one by itself.
 */
export type Through =
  'operator' | 'admin' | 'instance' | 'all-access' | 'everywhere' | 'all-databases' | 'organization' | 'exact';

/** The widest first. */
export const THROUGHS: readonly Through[] = [
  'operator',
  'admin',
  'instance',
  'everywhere',
  'all-databases',
  'all-access',
  'organization',
  'exact',
];

/** Whether a right can be used now, or what stands against it. */
export type Works = 'yes' | 'inactive' | 'expired' | 'revoked' | 'owner-inactive' | 'owner-gone' | 'organization-gone';

/** One answer to "who can": a token, the grant that gives it, through what, and whether it works. */
export interface AccessHolder {
  readonly row: TokenRow;
  readonly grant: Grant;
  readonly through: Through;
  readonly works: Works;
}

/** Whether it works is told when it is asked for: 300,000 may hold a right, and few are looked at. */
class Holder implements AccessHolder {
  constructor(
    readonly row: TokenRow,
    readonly grant: Grant,
    readonly through: Through,
  ) {}

  get works(): Works {
    return worksOf(this.row);
  }
}

/**
 * Everyone who holds the right to do `action` to the target: those who can use it now and those who could if nothing
 * stood against it (`works`). The widest rights first, else in the order of the list.
 */
export function whoCan(index: ReachIndex, action: Action, target: AccessTarget): AccessHolder[] {
  const [wanted, ...also] = wantedFor(action, target);
  if (!wanted) return [];
  const byThrough = new Map<Through, Holder[]>(THROUGHS.map((through) => [through, []]));
  for (const { grant, kind, rows } of index.find(wanted, also)) {
    const [first] = rows;
    const through = first && throughOf({ kind, token: first.token }, grant);
    const holders = through && byThrough.get(through);
    if (holders) for (const row of rows) holders.push(new Holder(row, grant, through));
  }
  return [...byThrough.values()].flat();
}

/**
 * The rights that using the target takes. InfluxDB OSS 2.x finds its own buckets (`_monitoring`, `_tasks`) for a token
 * only if that may also read the organization (`authorize.go`).
 */
export function wantedFor(action: Action, { type, id, orgId, system = false }: AccessTarget): Wanted[] {
  const wanted = { action, type, ...(id === undefined ? {} : { id }), ...(orgId ? { orgId } : {}) };
  return system && type === 'buckets' && orgId ? [wanted, { action: 'read', type: 'orgs', id: orgId }] : [wanted];
}

/** A bucket or database as a target. */
export function targetOf({ id, orgId, system }: Pick<Bucket, 'id' | 'orgId' | 'system'>): AccessTarget {
  return orgId === '' ? { type: 'databases', id, system } : { type: 'buckets', id, orgId, system };
}

/** Through what a grant of this token gives what it gives. */
export function throughOf({ kind, token }: Pick<TokenRow, 'kind' | 'token'>, grant: Grant): Through {
  if (grant.id && grant.type !== INSTANCE) return 'exact';
  if (kind === 'operator' || kind === 'admin') return kind;
  if (grant.type === INSTANCE) return 'instance';
  if (kind === 'all-access') return 'all-access';
  if (grant.orgId) return 'organization';
  return token.exactFirst ? 'all-databases' : 'everywhere';
}

/** Can the rights of this token be used now? */
export function worksOf({ token }: Pick<TokenRow, 'token'>): Works {
  if (token.status !== 'active') return token.status;
  if (token.ownerInactive) return 'owner-inactive';
  if (token.ownerId !== '' && token.ownerName === undefined) return 'owner-gone';
  return token.orgId !== '' && token.orgName === undefined ? 'organization-gone' : 'yes';
}
