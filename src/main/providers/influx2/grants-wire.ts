import { distinctGrants, type Grant } from '#domain/grant';

/** A permission as a server takes it. */
interface PermissionWire {
  action: Grant['action'];
  resource: { type: string; id?: string; orgID?: string };
}

/**
 * Grants as a server takes them. SECURITY: by ids alone. A server ignores a resource's `name`, so a grant that only
 * named its bucket would mean every bucket of every organization; and an empty id would spoil the whole request.
 */
export function permissionsOf(grants: readonly Grant[]): PermissionWire[] {
  return distinctGrants(grants).map(({ action, type, id, orgId }) => ({
    action,
    resource: { type, ...(id && { id }), ...(orgId && { orgID: orgId }) },
  }));
}
