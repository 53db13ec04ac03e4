import type { Grant } from './grant.ts';
import { CORE_TYPES, INSTANCE, KNOWN_TYPES } from './resource-type.ts';
import type { Token } from './token.ts';

/** What is needed of a token, existing or only wanted, to say what it may do. */
export type Holder = Pick<Token, 'orgId' | 'grants'> & Partial<Pick<Token, 'store' | 'orgName' | 'ownerId' | 'kind'>>;

/** One bit for each known type, the core types lowest. Bit 31 stands for every type that this app does not know. */
const BITS = new Map<string, number>([...KNOWN_TYPES, INSTANCE, 'databases'].map((type, index) => [type, 1 << index]));
const UNKNOWN_TYPE = 1 << 31;

export const ALL_CORE = (1 << CORE_TYPES.length) - 1;
const ORGS = bitOf('orgs');
const USERS = bitOf('users');
const DATA = bitOf('buckets') | bitOf('databases');
const INSTANCE_BIT = bitOf(INSTANCE);
const EVERY_TYPE = -1;
/** The types that an all-access token holds for its whole organization: users and organizations stand by id there. */
export const ALL_IN_ORGANIZATION = ALL_CORE & ~ORGS & ~USERS;

/** What one pass over a token's grants finds. The numbers are sets of types, one bit each (`bitOf`). */
export interface GrantScan {
  /** Types held everywhere. `instance`, in whatever scope it stands, counts as every type. */
  readonly everywhereRead: number;
  readonly everywhereWrite: number;
  /** Types held for the whole of the token's own organization. */
  readonly inOrgRead: number;
  readonly inOrgWrite: number;
  /** Types held in any scope. */
  readonly anyRead: number;
  readonly anyWrite: number;
  readonly instance: boolean;
  /** Whether a grant allows something beside reading and writing. */
  readonly also: boolean;
  readonly onlyBuckets: boolean;
  readonly readsOwnOrg: boolean;
  /** Whether a grant reaches beyond the token's own organization. */
  readonly reachesOut: boolean;
}

/** The bit of a type in the sets of a scan; all types that this app does not know share one. */
export function bitOf(type: string): number {
  return BITS.get(type) ?? UNKNOWN_TYPE;
}

/** Looks through the grants of a token once. Repetitions and order change nothing. */
export function scanGrants({ grants, orgId }: Holder): GrantScan {
  const scan = emptyScan();
  for (const grant of grants) {
    const bit = bitOf(grant.type);
    const read = grant.action === 'read';
    if (!read && grant.action !== 'write') {
      scan.also = true;
      continue;
    }
    if (read) scan.anyRead |= bit;
    else scan.anyWrite |= bit;
    if (bit === INSTANCE_BIT || (!grant.id && !grant.orgId)) {
      const given = bit === INSTANCE_BIT ? EVERY_TYPE : bit;
      if (read) scan.everywhereRead |= given;
      else scan.everywhereWrite |= given;
      scan.reachesOut = true;
    } else if (!grant.id && grant.orgId === orgId) {
      if (read) scan.inOrgRead |= bit;
      else scan.inOrgWrite |= bit;
    } else {
      if (read && bit === ORGS && grant.id === orgId) scan.readsOwnOrg = true;
      scan.reachesOut ||= leavesOrganization(grant, bit, orgId);
    }
  }
  const types = scan.anyRead | scan.anyWrite;
  scan.instance = (types & INSTANCE_BIT) !== 0;
  scan.onlyBuckets = types !== 0 && (types & ~DATA) === 0;
  return scan;
}

function emptyScan(): { -readonly [K in keyof GrantScan]: GrantScan[K] } {
  return {
    everywhereRead: 0,
    everywhereWrite: 0,
    inOrgRead: 0,
    inOrgWrite: 0,
    anyRead: 0,
    anyWrite: 0,
    instance: false,
    also: false,
    onlyBuckets: false,
    readsOwnOrg: false,
    reachesOut: false,
  };
}

/** Users stand by id in every all-access token and belong to no organization, so they never count. */
function leavesOrganization(grant: Grant, bit: number, orgId: string): boolean {
  if (bit === USERS) return false;
  if (bit === ORGS) return grant.id !== undefined && grant.id !== orgId;
  return grant.orgId !== orgId;
}
