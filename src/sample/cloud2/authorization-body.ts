import type { GoValue } from '#sample/influx2/go-json';
import type { Permission } from '#sample/influx2/permissions';
import { rfc3339 } from '#sample/influx2/time';
import type { Authorization, State } from './state.ts';

/** Where a kind of authorization lives in the API. */
export const AUTHORIZATIONS_PATH = '/api/v2/authorizations';
export const LEGACY_PATH = '/private/legacy/authorizations';
export type AuthorizationPath = typeof AUTHORIZATIONS_PATH | typeof LEGACY_PATH;

/** What stands in place of a token wherever it is not just made. */
export const REDACTED = 'redacted';

/** An authorization as the API shows it. The name of an owner who was deleted is empty. */
export function authorizationBody(
  state: State,
  authorization: Authorization,
  { path, token }: { path: AuthorizationPath; token: string },
): GoValue {
  const { id, status, description, orgId, userId, permissions, createdAt, updatedAt } = authorization;
  return {
    id,
    token,
    status,
    description,
    orgID: orgId,
    org: state.orgs.get(orgId)?.name ?? '',
    userID: userId,
    user: state.users.get(userId)?.name ?? '',
    permissions: permissions.map((each) => permissionBody(state, each)),
    links: { self: `${path}/${id}`, user: `/api/v2/users/${userId}` },
    createdAt: rfc3339(createdAt),
    updatedAt: rfc3339(updatedAt),
  };
}

/** Names are looked up at each answer; what is gone has none. */
function permissionBody(state: State, { action, type, id, orgId }: Permission): GoValue {
  const name = id === undefined ? undefined : named(state, type)?.get(id)?.name;
  const org = orgId === undefined ? undefined : state.orgs.get(orgId)?.name;
  return { action, resource: { type, id, orgID: orgId, name, org } };
}

function named(state: State, type: string): ReadonlyMap<string, { name: string }> | undefined {
  if (type === 'buckets') return state.buckets;
  if (type === 'orgs') return state.orgs;
  return type === 'users' ? state.users : undefined;
}
