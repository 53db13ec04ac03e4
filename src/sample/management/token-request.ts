import type { Moment } from '#sample/influx2/time';
import { bodyOf, isObject, type Call } from './call.ts';
import { badRequest } from './errors.ts';
import { parseRfc3339 } from './moments.ts';
import type { DatabasePermission, DatabaseToken } from './state.ts';

/** What a creation asks for. Throws a 400 for what the API does not understand. */
export function creationOf(call: Call): Pick<DatabaseToken, 'description' | 'permissions' | 'expiresAt'> {
  const body = bodyOf(call);
  if (body.description === undefined) throw badRequest('description is required');
  return {
    description: descriptionOf(body.description),
    permissions: body.permissions === undefined ? [] : permissionsOf(body.permissions),
    expiresAt: endOf(body, call.state.switches.refuseExpirationType === true),
  };
}

/** What a change asks for: at least one of the two. The rights replace those that were there. */
export function changeOf(call: Call): Partial<Pick<DatabaseToken, 'description' | 'permissions'>> {
  const { description, permissions } = bodyOf(call);
  if (description === undefined && permissions === undefined)
    throw badRequest('description or permissions must be given');
  return {
    ...(description === undefined ? {} : { description: descriptionOf(description) }),
    ...(permissions === undefined ? {} : { permissions: permissionsOf(permissions) }),
  };
}

function descriptionOf(value: unknown): string {
  if (typeof value !== 'string') throw badRequest('description must be a string');
  return value;
}

function permissionsOf(value: unknown): DatabasePermission[] {
  if (!Array.isArray(value)) throw badRequest('permissions must be an array');
  return value.map((each: unknown) => {
    if (!isObject(each)) throw badRequest('a permission must be an object');
    const { action, resource } = each;
    if (action !== 'read' && action !== 'write') throw badRequest('action must be read or write');
    if (typeof resource !== 'string' || resource === '' || resource.length > 64)
      throw badRequest('resource must be * or a database name of 1 to 64 characters');
    return { action, resource };
  });
}

/** When a new token shall end. A moment in the past is taken: the token is expired from the beginning. */
function endOf({ expirationType, expiresAt }: Record<string, unknown>, refusing: boolean): Moment | undefined {
  if (expirationType !== undefined && refusing) throw badRequest('unknown field expirationType');
  if (expirationType !== undefined && expirationType !== 'datetime' && expirationType !== 'noExpiration')
    throw badRequest('expirationType must be datetime or noExpiration');
  const isSet = expiresAt !== undefined && expiresAt !== null;
  if (expirationType === 'datetime' && !isSet) throw badRequest('expiresAt is required with expirationType datetime');
  if (expirationType === 'noExpiration' && isSet)
    throw badRequest('expiresAt and expirationType noExpiration exclude each other');
  if (!isSet) return undefined;
  const moment = typeof expiresAt === 'string' ? parseRfc3339(expiresAt) : undefined;
  if (!moment) throw badRequest('expiresAt must be an RFC 3339 date and time');
  return moment;
}
