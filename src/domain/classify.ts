import { allows } from './access.ts';
import { ALL_CORE, ALL_IN_ORGANIZATION, scanGrants } from './grant-scan.ts';
import type { GrantScan, Holder } from './grant-scan.ts';
import { grantableTypes } from './resource-type.ts';

/** What a token is: as its server says, or by what it may do (InfluxDB OSS 2.x keeps no kind: only the grants tell). */
export type Kind =
  'operator' | 'admin' | 'all-access' | 'read-write' | 'custom' | 'read-only-operator' | 'database' | 'v1';

/** Every kind, the most powerful first. */
export const KINDS: readonly Kind[] = [
  'operator',
  'admin',
  'read-only-operator',
  'all-access',
  'custom',
  'read-write',
  'database',
  'v1',
];

const WORDS: Record<Kind, string> = {
  operator: 'Operator',
  admin: 'Admin',
  database: 'Database',
  'all-access': 'All access',
  'read-write': 'Read/Write',
  custom: 'Custom',
  'read-only-operator': 'Read-only operator',
  v1: '1.x login',
};

/** A kind as it stands on the screen. */
export function kindWord(kind: Kind): string {
  return WORDS[kind];
}

/**
 * The kind of a token. Operator: every type of 2.0 everywhere, or the whole server (`instance`); later types that an
 * older token lacks are told by `missingTypes`. All access: every such type in its own organization and nothing beyond
 * it.
 */
export function classify(token: Holder): Kind {
  return token.kind ?? kindOf(scanGrants(token), token.store);
}

/** The kind, from grants that were looked through before. */
export function kindOf(scan: GrantScan, store: Holder['store']): Kind {
  if (store === 'v1') return 'v1';
  if (hasAll(scan.everywhereRead, ALL_CORE)) {
    if (hasAll(scan.everywhereWrite, ALL_CORE)) return 'operator';
    if (scan.anyWrite === 0) return 'read-only-operator';
  }
  if (isAllAccess(scan)) return 'all-access';
  return scan.onlyBuckets ? 'read-write' : 'custom';
}

/**
 * The types that an operator or all-access token lacks, of those that its server knows: servers got new types in 2.1
 * and
 * 2.2, and extended the tokens of before only when they had not been made by hand. None for other kinds.
 */
export function missingTypes(token: Holder, knownTypes: readonly string[]): string[] {
  const kind = classify(token);
  const types = grantableTypes(knownTypes);
  if (kind === 'operator') return types.filter((type) => !holds(token, type));
  if (kind === 'all-access')
    return types.filter((type) => type !== 'orgs' && type !== 'users' && !holds(token, type, token.orgId));
  return [];
}

function isAllAccess(scan: GrantScan): boolean {
  return (
    scan.readsOwnOrg &&
    !scan.reachesOut &&
    hasAll(scan.inOrgRead, ALL_IN_ORGANIZATION) &&
    hasAll(scan.inOrgWrite, ALL_IN_ORGANIZATION)
  );
}

function hasAll(set: number, wanted: number): boolean {
  return (set & wanted) === wanted;
}

/** Read and write on a type: everywhere, or in a whole organization. */
function holds({ grants }: Holder, type: string, orgId?: string): boolean {
  return allows(grants, { action: 'read', type, orgId }) && allows(grants, { action: 'write', type, orgId });
}
