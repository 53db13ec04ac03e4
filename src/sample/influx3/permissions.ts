import {
  ALL,
  formatPermission,
  inServerOrder,
  permission,
  refusalOf,
  systemName,
  type Permission3,
  type PermissionBody,
} from '#domain/permission3';
import { Refusal } from './call.ts';
import type { DatabaseStore } from './databases.ts';

export type DatabaseAction = 'create' | 'describe' | 'read' | 'write' | 'delete';
export type SystemName = 'health' | 'metrics' | 'ping' | 'ready';

/**
 * What a token may: everything, or what its permissions say. A database stands there by its id, so that one that was
 * made anew under an old name is another.
 */
export type Rights = 'everything' | readonly Permission3[];

/**
 * What is kept of the permissions that somebody asks for. Throws what the server says to those that it does not take.
 */
export function rightsAsked(wanted: readonly PermissionBody[], databases: DatabaseStore): Rights {
  const refusal = refusalOf(wanted, new Set(databases.living().map(({ name }) => name)));
  if (refusal !== undefined) throw new Refusal(400, refusal);
  return wanted.map(({ resource_type: type, resource_names: names, actions }) => {
    const kept = type === 'db' ? names.map((name) => databaseId(name, databases)) : names.map(systemName);
    return permission(type, kept.includes(ALL) ? [ALL] : kept, inServerOrder(actions));
  });
}

function databaseId(name: string, databases: DatabaseStore): string {
  return name === ALL ? ALL : String(databases.named(name)?.id ?? name);
}

/** A permission as `system.tokens` shows it: with the name that each database has, or had when it was deleted. */
export function permissionText(held: Permission3, databases: DatabaseStore): string {
  if (held.type !== 'db') return formatPermission(held);
  const names = held.names.map((id) => databases.byId.get(Number(id))?.grantName ?? id);
  return formatPermission(permission(held.type, names, held.actions));
}

/** Whether somebody may do this with the database of this id, undefined for one that does not exist yet. */
export function mayUseDatabase(rights: Rights, id: number | undefined, action: DatabaseAction): boolean {
  return rights === 'everything' || decides(rights, 'db', id === undefined ? [] : [String(id)], action);
}

/** Whether somebody may read one of the server's own pages. */
export function maySeeSystem(rights: Rights, system: SystemName): boolean {
  return rights === 'everything' || decides(rights, 'system', [system], 'read');
}

/**
 * As the server decides it (`permissions.rs`, `authorizer.rs`): the actions on the name itself, else those on all of
 * the type, else those on everything; the first that there are decide alone. This is the sample's own decision: what
 * the app says of a token is held against it.
 */
function decides(rights: readonly Permission3[], type: string, names: readonly string[], action: string): boolean {
  const actions = actionsOn(rights);
  const keys = [...names.map((name) => `${type}:${name}`), `${type}:${ALL}`, `${ALL}:${ALL}`];
  const deciding = keys.map((key) => actions.get(key)).find((found) => found !== undefined);
  return deciding !== undefined && (deciding.has(action) || deciding.has(ALL));
}

/** All actions by `type:name`. */
function actionsOn(rights: readonly Permission3[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { type, names, actions } of rights) {
    for (const name of names) {
      const key = `${type}:${name}`;
      found.set(key, new Set([...(found.get(key) ?? []), ...actions]));
    }
  }
  return found;
}
