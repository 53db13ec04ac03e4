import type { Action, Grant } from './grant.ts';
import { isDead, isVoid, NO_NAMES, targetName } from './names.ts';
import type { Names } from './names.ts';
import { INSTANCE } from './resource-type.ts';

/** How far a right reaches, the widest first. */
export type Scope = 'server' | 'everywhere' | 'organization' | 'one';

/** What a token may do to one target: the grants on it, reading and writing put together. */
export interface Right {
  readonly type: string;
  readonly scope: Scope;
  readonly id?: string;
  readonly orgId?: string;
  /** The name of the one target or of the organization, if anything tells it. */
  readonly name?: string;
  readonly orgName?: string;
  read: boolean;
  write: boolean;
  /** What else may be done to it. */
  readonly also: Action[];
  /** The one target is not there any more. */
  readonly dead: boolean;
  /** Well-formed, but matches nothing. */
  readonly isVoid: boolean;
}

/** The rights that grants give, each target once, in the order in which they first stand. Linear in the grants. */
export function rightsOf(grants: readonly Grant[], names: Names = NO_NAMES): Right[] {
  const rights = new Map<string, Right>();
  for (const grant of grants) {
    const scope = scopeOf(grant);
    const key = `${scope}:${grant.type}:${grant.id ?? (scope === 'organization' ? grant.orgId : '')}`;
    let right = rights.get(key);
    if (!right) {
      right = rightOf(grant, scope, names);
      rights.set(key, right);
    }
    if (grant.action === 'read' || grant.action === 'write') right[grant.action] = true;
    else if (!right.also.includes(grant.action)) right.also.push(grant.action);
  }
  return [...rights.values()];
}

/** How far a grant reaches. `instance` gives everything, whatever else stands in it. */
function scopeOf({ type, id, orgId }: Grant): Scope {
  if (type === INSTANCE) return 'server';
  if (id) return 'one';
  return orgId ? 'organization' : 'everywhere';
}

function rightOf(grant: Grant, scope: Scope, names: Names): Right {
  const { type, id, orgId } = grant;
  const organization = orgId ? (names.organization(orgId) ?? grant.orgName) : undefined;
  return {
    type,
    scope,
    id,
    orgId,
    name: scope === 'one' ? targetName(grant, names) : undefined,
    orgName: organization,
    read: false,
    write: false,
    also: [],
    dead: scope === 'one' && isDead(grant, names),
    isVoid: isVoid(grant),
  };
}
