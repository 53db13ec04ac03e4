import { z } from 'zod';
import { Failure } from '#contract/failure';
import type { Grant } from '#domain/grant';

/** All databases, also future ones. */
const ALL = '*';

const Permission = z.object({ action: z.enum(['read', 'write']), resource: z.string().min(1) });

interface WirePermission {
  action: string;
  resource: string;
}

/** Permissions as grants, and as their own text those that no grant can say. */
export interface Granted {
  grants: Grant[];
  unread: string[];
}

/**
 * What permissions give. A database has its name as its id; where it is known which ones there are, only one that is
 * there gets a name: rights on others reach nothing until somebody makes a database of that name.
 */
export function grantsOf(permissions: readonly unknown[], databases: ReadonlySet<string> | undefined): Granted {
  const granted: Granted = { grants: [], unread: [] };
  for (const raw of permissions) {
    const { data } = Permission.safeParse(raw);
    if (data) granted.grants.push(grantOf(data, databases));
    else granted.unread.push(JSON.stringify(raw));
  }
  return granted;
}

/** Grants as permissions. A Failure 'invalid' of the grants for one that the API has no permission for. */
export function permissionsOf(grants: readonly Grant[]): WirePermission[] {
  return grants.map(({ action, type, id, orgId }) => {
    const sayable = type === 'databases' && !orgId && (action === 'read' || action === 'write') && id !== ALL;
    if (!sayable) throw new Failure({ kind: 'invalid', field: 'grants', reason: 'form' });
    return { action, resource: id || ALL };
  });
}

function grantOf({ action, resource }: z.infer<typeof Permission>, databases: ReadonlySet<string> | undefined): Grant {
  const grant = { action, type: 'databases' };
  if (resource === ALL) return grant;
  return databases?.has(resource) === false ? { ...grant, id: resource } : { ...grant, id: resource, name: resource };
}
