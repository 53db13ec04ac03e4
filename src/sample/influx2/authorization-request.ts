import type { Action } from '#domain/grant';
import { id, list, struct, text, type Fields, type Shape } from './go-decode.ts';

interface WireResource {
  type: string;
  id: string;
  orgID: string;
}

/** A right as a client sends it. */
export interface WirePermission {
  action: string;
  resource: Fields<WireResource>;
}

/** What a client sends to make an authorization. */
export interface WireAuthorization {
  token: string;
  status: string;
  orgID: string;
  userID: string;
  description: string;
  permissions: (Fields<WirePermission> | undefined)[];
}

const RESOURCE = struct<WireResource>('influxdb.Resource', { type: text('influxdb.ResourceType'), id, orgID: id });
const PERMISSION = struct<WirePermission>('influxdb.Permission', {
  action: text('influxdb.Action'),
  resource: RESOURCE,
});

/** Reads such a body; `type` is its Go type as an error names it, which is not the same on Cloud. */
export function authorizationRequest(type: string): Shape<Fields<WireAuthorization>> {
  return struct<WireAuthorization>(type, {
    token: text(),
    status: text('influxdb.Status'),
    orgID: id,
    userID: id,
    description: text(),
    permissions: list(PERMISSION, '[]influxdb.Permission'),
  });
}

/** The two actions that there are. */
export function isAction(text: string | undefined): text is Action {
  return text === 'read' || text === 'write';
}
