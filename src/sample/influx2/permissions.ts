import type { Action } from '#domain/grant';
import { unauthorized } from './errors.ts';
import { allows } from './reach.ts';

/** A right as the server stores and asks for it. */
export interface Permission {
  action: Action;
  type: string;
  id?: string;
  orgId?: string;
}

const BOTH: readonly Action[] = ['read', 'write'];

/** A right as the server's messages name it: `read:orgs/<orgID>/buckets/<id>`. */
export function describe({ action, type, id, orgId }: Permission): string {
  return `${action}:${orgId ? `orgs/${orgId}/` : ''}${type}${id ? `/${id}` : ''}`;
}

/** Throws `<right> is unauthorized` for the first right that is not held. */
export function demand(held: readonly Permission[], ...wanted: Permission[]): void {
  const missing = wanted.find((permission) => !allows(held, permission));
  if (missing) throw unauthorized(`${describe(missing)} is unauthorized`);
}

/** What set-up gives its first token: both actions on every type but `instance`, everywhere. */
export function operatorPermissions(types: readonly string[]): Permission[] {
  return withoutInstance(types).flatMap((type) => BOTH.map((action) => ({ action, type })));
}

/** What a session of an organization's owner may do. */
export function ownerPermissions(types: readonly string[], orgId: string): Permission[] {
  return withoutInstance(types).flatMap((type) => BOTH.map((action) => inOrg(action, type, orgId)));
}

/** What a session of an organization's member may do. */
export function memberPermissions(types: readonly string[], orgId: string): Permission[] {
  return withoutInstance(types).map((type) => inOrg('read', type, orgId));
}

/** What every session may do with its own user. */
export function mePermissions(userId: string): Permission[] {
  return BOTH.map((action) => ({ action, type: 'users', id: userId }));
}

/** What UI and CLI put into an all-access token. */
export function allAccessPermissions(types: readonly string[], orgId: string, userId: string): Permission[] {
  return withoutInstance(types).flatMap((type): Permission[] => {
    if (type === 'orgs') return [{ action: 'read', type, id: orgId }];
    if (type === 'users') return mePermissions(userId);
    return BOTH.map((action) => ({ action, type, orgId }));
  });
}

function withoutInstance(types: readonly string[]): string[] {
  return types.filter((type) => type !== 'instance');
}

/** `orgs` is scoped by id. */
function inOrg(action: Action, type: string, orgId: string): Permission {
  return type === 'orgs' ? { action, type, id: orgId } : { action, type, orgId };
}
