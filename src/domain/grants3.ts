import { type Action, distinctGrants, isAction } from './grant.ts';
import type { Grant } from './grant.ts';
import { ALL, givesAdmin, inServerOrder, permission, systemName } from './permission3.ts';
import type { Permission3 } from './permission3.ts';
import { INSTANCE } from './resource-type.ts';

/** Permissions as grants. `unread` are those that say something which no grant can say, as the server told them. */
export interface Granted3 {
  readonly grants: Grant[];
  readonly unread: string[];
}

/** Grants as permissions. `left` are those that InfluxDB 3 has no permission for. */
interface Permitted3 {
  readonly permissions: Permission3[];
  readonly left: Grant[];
}

/**
 * What the permissions of an InfluxDB 3 token give. A database has its name as its id. A permission without an action
 * or a name gives nothing, but can hide another, so that it stands in `unread`; so does one of which a part is not
 * known, beside the grants of its other parts.
 */
export function grantsOf3(permissions: readonly Permission3[]): Granted3 {
  return {
    grants: distinctGrants(permissions.flatMap(grantsOfOne)),
    unread: permissions.filter((one) => !isRead(one)).map(({ raw }) => raw),
  };
}

/** The fewest permissions that give these grants, in their first order, and what cannot be said so. */
export function permissionsOf3(grants: readonly Grant[]): Permitted3 {
  const isAdmin = ADMIN.every((action) => grants.some((grant) => grant.type === INSTANCE && grant.action === action));
  const fits = (grant: Grant): boolean => (grant.type === INSTANCE ? isAdmin && isInstance(grant) : isSayable(grant));
  const single = grants.filter((grant) => grant.type !== INSTANCE && fits(grant));
  return {
    permissions: [...(isAdmin ? [permission(ALL, [ALL], [ALL])] : []), ...merged(single)],
    left: grants.filter((grant) => !fits(grant)),
  };
}

const ADMIN: readonly Action[] = ['read', 'write'];

const GRANT_TYPES = new Map([
  ['db', 'databases'],
  ['system', 'system'],
]);
const TYPES = new Map([...GRANT_TYPES].map(([type, grantType]) => [grantType, type]));

function grantsOfOne(one: Permission3): Grant[] {
  if (givesAdmin(one)) return ADMIN.map((action) => ({ action, type: INSTANCE }));
  const type = GRANT_TYPES.get(one.type);
  if (type === undefined) return [];

  const actions = one.actions.filter(isAction);
  const targets = one.names
    .map((name) => (type === 'system' ? systemName(name) : name))
    .filter((name) => name.trim() !== '')
    .map((name) => (name === ALL ? {} : { id: name, name }));
  return targets.flatMap((target) => actions.map((action) => ({ action, type, ...target })));
}

function isRead(one: Permission3): boolean {
  if (givesAdmin(one)) return true;
  if (!GRANT_TYPES.has(one.type) || one.names.length === 0 || one.actions.length === 0) return false;
  return one.names.every((name) => name.trim() !== '') && one.actions.every(isAction);
}

function isInstance({ action, id, orgId }: Grant): boolean {
  return ADMIN.includes(action) && !id && !orgId;
}

/** An id that is no name of one database could be taken for all of them, or for several. */
function isSayable({ type, action, id, orgId }: Grant): boolean {
  if (!TYPES.has(type) || orgId) return false;
  if (type === 'system' && action !== 'read') return false;
  return id === undefined || (id.trim() !== '' && id.trim() !== ALL && !/[:,]/.test(id));
}

/** Each target with all of its actions, and the targets with the same actions in one permission. */
function merged(grants: readonly Grant[]): Permission3[] {
  const targets = new Map<string, { type: string; name: string; actions: Action[] }>();
  for (const { type, id, action } of grants) {
    const name = nameOf(type, id);
    const target = targets.get(`${type}:${name}`) ?? { type: TYPES.get(type) ?? type, name, actions: [] };
    target.actions.push(action);
    targets.set(`${type}:${name}`, target);
  }
  const alike = new Map<string, { type: string; names: string[]; actions: Action[] }>();
  for (const { type, name, actions } of targets.values()) {
    const ordered = inServerOrder(actions);
    const key = [type, name === ALL, ...ordered].join();
    const group = alike.get(key) ?? { type, names: [], actions: ordered };
    group.names.push(name);
    alike.set(key, group);
  }
  return [...alike.values()].map(({ type, names, actions }) => permission(type, names, actions));
}

function nameOf(type: string, id: string | undefined): string {
  if (id === undefined) return ALL;
  return type === 'system' ? systemName(id) : id;
}
