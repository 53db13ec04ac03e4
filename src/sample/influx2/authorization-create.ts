import {
  authorizationRequest,
  isAction,
  type WireAuthorization,
  type WirePermission,
} from './authorization-request.ts';
import { authorize, bodyText, callerOf, heldBy, type Call } from './call.ts';
import { forbidden, internal, invalid, unableToCreateToken } from './errors.ts';
import { decodeJson, type Fields } from './go-decode.ts';
import { GoJsonError } from './go-parse.ts';
import { newSecret } from './ids.ts';
import { describe, type Permission } from './permissions.ts';
import { allows } from './reach.ts';
import type { Authorization, State, Status } from './state.ts';
import { now } from './time.ts';

/** A creation that was read and has passed its own checks. */
export interface Wanted {
  orgId: string;
  status: Status;
  userId?: string;
  description: string;
  permissions: Permission[];
  token: string;
}

const REQUEST = authorizationRequest('authorization.postAuthorizationRequest');

/**
 * Makes a token with all the checks of the server, in its order (`authorization/http_server.go`, `middleware_auth.go`,
 * `service.go`). Gives what was stored, and the secret that only this answer shows.
 */
export function createAuthorization(call: Call): { authorization: Authorization; secret: string } {
  const { state } = call;
  const wanted = readWanted(call);
  const userId = mayCreate(call, wanted);
  const secret = newSecret();
  return { authorization: state.addAuthorization(newAuthorization(state, wanted, userId), secret), secret };
}

/** Reads and checks the body. */
export function readWanted(call: Call): Wanted {
  const body = readBody(call);
  const permissions = (body.permissions ?? []).map((each) => toPermission(call.state, each ?? {}));
  if (permissions.length === 0) throw invalid('authorization must include permissions');
  if (body.orgID === undefined) throw invalid('org id required: invalid ID');
  const status = body.status || 'active';
  if (status !== 'active' && status !== 'inactive') throw invalid('invalid status: must be active or inactive');
  return {
    orgId: body.orgID,
    status,
    userId: body.userID,
    description: body.description ?? '',
    permissions,
    token: body.token ?? '',
  };
}

/** The checks against the caller and the stores, up to the last; gives the owner of the new authorization. */
export function mayCreate(call: Call, { orgId, permissions, ...wanted }: Wanted): string {
  const { state } = call;
  const caller = callerOf(call);
  if (!state.users.has(caller.userId)) throw unableToCreateToken();
  const userId = wanted.userId ?? caller.userId;
  authorize(call, { action: 'write', type: 'authorizations', orgId });
  authorize(call, { action: 'write', type: 'users', id: userId });
  const refused = permissions.find((each) => !allows(heldBy(call), each));
  if (refused) throw forbidden(`permission ${describe(refused)} is not allowed: ${describe(refused)} is unauthorized`);
  if (state.version.refusesInstanceGrants && permissions.some(({ type }) => type === 'instance')) {
    throw internal('authorizations cannot be created with the instance type, it is only used during setup');
  }
  const foreign = permissions.find((each) => each.orgId !== undefined && each.orgId !== orgId);
  if (foreign) throw invalid(`permission ${describe(foreign)} is not for org id ${orgId}`);
  if (!state.users.has(userId) || !state.orgs.has(orgId)) throw unableToCreateToken();
  return userId;
}

/** What is stored of a creation; `state` gives the id. */
export function newAuthorization(state: State, wanted: Wanted, userId: string): Omit<Authorization, 'token'> {
  const createdAt = now();
  const { status, description, orgId, permissions } = wanted;
  return {
    id: state.ids.next(createdAt.ms),
    status,
    description,
    orgId,
    userId,
    permissions,
    createdAt,
    updatedAt: createdAt,
  };
}

function readBody(call: Call): Fields<WireAuthorization> {
  try {
    return decodeJson(bodyText(call), REQUEST) ?? {};
  } catch (error) {
    if (error instanceof GoJsonError) throw invalid(`invalid json structure: ${error.message}`);
    throw error;
  }
}

function toPermission(state: State, { action, resource }: Fields<WirePermission>): Permission {
  const type = resource?.type ?? '';
  if (!state.knowsType(type))
    throw invalid('invalid resource type for permission: unknown resource type for permission');
  if (!isAction(action)) throw invalid('invalid action type for permission: unknown action for permission');
  return {
    action,
    type,
    ...(resource?.id ? { id: resource.id } : {}),
    ...(resource?.orgID ? { orgId: resource.orgID } : {}),
  };
}
