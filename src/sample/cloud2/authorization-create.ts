import { authorizationRequest, isAction, type WirePermission } from '#sample/influx2/authorization-request';
import { forbidden, invalid, unableToCreateToken, unauthorized } from '#sample/influx2/errors';
import type { Fields } from '#sample/influx2/go-decode';
import { describe, type Permission } from '#sample/influx2/permissions';
import { now } from '#sample/influx2/time';
import { authorize, decodeBody, demandOwnOrg, may, type Call } from './call.ts';
import { RESOURCE_TYPES } from './products.ts';
import type { Authorization, Status } from './state.ts';

const REQUEST = authorizationRequest('http.postAuthorizationRequest');

/**
 * Reads and checks what shall be made, and gives it with an id; `username` is what a login calls `token`. What only the
 * server knows (`id`, `token`, `createdAt`, names) counts for nothing in a request.
 */
export function newAuthorization(call: Call): Authorization & { username: string } {
  const { token = '', status: wantedStatus = '', description = '', ...body } = decodeBody(call, REQUEST) ?? {};
  if (body.orgID === undefined) throw invalid('orgID is required');
  const orgId = body.orgID;
  const permissions = (body.permissions ?? []).map((each) => toPermission(each ?? {}, orgId));
  if (permissions.length === 0) throw invalid('authorization must include permissions');
  const status = readStatus(wantedStatus);
  demandOwnOrg(call, orgId);
  const userId = mayCreate(call, permissions, body.userID);
  const createdAt = now();
  const made = { id: call.state.ids.next(createdAt.ms), createdAt, updatedAt: createdAt };
  return { ...made, status, description, orgId, userId, permissions, username: token };
}

/** A status; none is 'active'. Throws 400 for any other word. */
export function readStatus(status: string): Status {
  if (status === '' || status === 'active') return 'active';
  if (status === 'inactive') return status;
  throw invalid('invalid status: must be active or inactive');
}

/** The checks against the caller; gives the owner of what is made. */
function mayCreate(call: Call, permissions: readonly Permission[], wantedUser: string | undefined): string {
  const { state, caller } = call;
  const userId = wantedUser ?? caller.user.id;
  authorize(call, { action: 'write', type: 'authorizations', orgId: caller.org.id });
  if (wantedUser !== undefined) authorize(call, { action: 'write', type: 'users', id: wantedUser });
  if (!state.users.get(userId)?.orgIds.includes(caller.org.id)) throw unableToCreateToken();
  const scopedOrgs = permissions.find(({ type, orgId }) => type === 'orgs' && orgId !== undefined);
  if (scopedOrgs) throw unauthorized(`${describe(scopedOrgs)} is unauthorized`);
  const refused = permissions.find((each) => !may(call, each));
  if (refused) throw forbidden(`permission ${describe(refused)} is not allowed: ${describe(refused)} is unauthorized`);
  return userId;
}

/** A right without an organization is one in the token's own, except on organizations and users, which stand by id. */
function toPermission({ action, resource = {} }: Fields<WirePermission>, ownOrg: string): Permission {
  const { type = '', id: resourceId, orgID } = resource;
  if (!RESOURCE_TYPES.includes(type)) throw invalid('unknown resource type for permission');
  if (!isAction(action)) throw invalid('unknown action for permission');
  const orgId = orgID ?? (type === 'orgs' || type === 'users' ? undefined : ownOrg);
  return { action, type, ...(resourceId ? { id: resourceId } : {}), ...(orgId ? { orgId } : {}) };
}
