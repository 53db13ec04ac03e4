import type { Permission } from './permissions.ts';

/** What the rights of one action on one type reach. */
interface TypeReach {
  all: boolean;
  readonly orgs: Set<string>;
  readonly ids: Set<string>;
}

/** How far the rights of one token reach, by `action type`. */
type Reach = ReadonlyMap<string, TypeReach>;

/** Lists of rights never change: each is looked through once. */
const known = new WeakMap<readonly Permission[], Reach>();

/**
 * Is what is wanted among what is held? As the server decides it (`authz.go`): a right stands for all of its type, for
 * those of one organization, or for one id, whatever organization stands beside that; `instance`, in whatever scope,
 * for everything. This is the sample's own decision: what the app says of a token is held against it.
 */
export function allows(held: readonly Permission[], { action, type, id, orgId }: Permission): boolean {
  const reach = reachOf(held);
  if (reach.has(`${action} instance`)) return true;
  const found = reach.get(`${action} ${type}`);
  if (!found) return false;
  return found.all || (orgId !== undefined && found.orgs.has(orgId)) || (id !== undefined && found.ids.has(id));
}

function reachOf(held: readonly Permission[]): Reach {
  const before = known.get(held);
  if (before) return before;
  const reach = new Map<string, TypeReach>();
  for (const { action, type, id, orgId } of held) {
    const key = `${action} ${type}`;
    const found = reach.get(key) ?? { all: false, orgs: new Set<string>(), ids: new Set<string>() };
    if (id) found.ids.add(id);
    else if (orgId) found.orgs.add(orgId);
    else found.all = true;
    reach.set(key, found);
  }
  known.set(held, reach);
  return reach;
}
