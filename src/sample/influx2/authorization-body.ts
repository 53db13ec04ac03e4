import { internal } from './errors.ts';
import { goString, type GoValue } from './go-json.ts';
import type { Permission } from './permissions.ts';
import type { Authorization, State } from './state.ts';
import { rfc3339 } from './time.ts';

/** Where a kind of authorization lives in the API. */
export const AUTHORIZATIONS_PATH = '/api/v2/authorizations';
export const LEGACY_PATH = '/private/legacy/authorizations';
export type AuthorizationPath = typeof AUTHORIZATIONS_PATH | typeof LEGACY_PATH;

interface Written {
  naming: number;
  version: Authorization['updatedAt'];
  text: string;
}

/** Entries of lists as they were last written; a server with many tokens is asked for all of them again and again. */
const written = new WeakMap<Authorization, Written>();

/**
 * An authorization as an entry of a list (two levels deep), or undefined when its owner or organization is gone.
 * Throws when a right of unknown type names one resource: the server's whole list fails then.
 */
export function listEntry(state: State, authorization: Authorization, path: AuthorizationPath): string | undefined {
  const known = written.get(authorization);
  if (known && known.naming === state.naming && known.version === authorization.updatedAt)
    return known.text || undefined;
  refuseUnknown(state, authorization.permissions);
  const text = isOrphan(state, authorization) ? '' : write(state, authorization, path, authorization.token, '\n\t\t');
  written.set(authorization, { naming: state.naming, version: authorization.updatedAt, text });
  return text || undefined;
}

/**
 * One authorization as the body of an answer. `shown` replaces the stored token: only a creation shows a hashed one.
 */
export function authorizationBody(
  state: State,
  authorization: Authorization,
  path: AuthorizationPath,
  shown = authorization.token,
): string {
  refuseUnknown(state, authorization.permissions);
  return write(state, authorization, path, shown, '\n');
}

function isOrphan(state: State, { userId, orgId }: Authorization): boolean {
  return !state.users.has(userId) || !state.orgs.has(orgId);
}

/** The bare rights, as set-up and `/users/<id>/permissions` show them: without names. */
export function barePermissions(permissions: readonly Permission[]): GoValue[] {
  return permissions.map(({ action, type, id, orgId }) => ({ action, resource: { type, id, orgID: orgId } }));
}

function refuseUnknown(state: State, permissions: readonly Permission[]): void {
  const unknown = permissions.some(({ type, id }) => id !== undefined && !state.knowsType(type));
  if (unknown) throw internal('unknown resource type for permission');
}

/** Written by hand and not by way of a tree: a list of 100,000 tokens takes a second and not ten. */
function write(state: State, auth: Authorization, path: AuthorizationPath, shown: string, line: string): string {
  const name = (found: { name: string } | undefined): string => goString(found?.name ?? '');
  const member = `${line}\t`;
  const permissions = auth.permissions.map((each) => permission(state, each, `${member}\t`)).join(',');
  return [
    `{${member}"id": "${auth.id}"`,
    `"token": ${goString(shown)}`,
    `"status": "${auth.status}"`,
    `"description": ${goString(auth.description)}`,
    `"orgID": "${auth.orgId}"`,
    `"org": ${name(state.orgs.get(auth.orgId))}`,
    `"userID": "${auth.userId}"`,
    `"user": ${name(state.users.get(auth.userId))}`,
    `"permissions": ${permissions ? `[${permissions}${member}]` : '[]'}`,
    `"links": {${member}\t"self": "${path}/${auth.id}",${member}\t"user": "/api/v2/users/${auth.userId}"${member}}`,
    `"createdAt": "${rfc3339(auth.createdAt)}"`,
    `"updatedAt": "${rfc3339(auth.updatedAt)}"${line}}`,
  ].join(`,${member}`);
}

function permission(state: State, { action, type, id, orgId }: Permission, line: string): string {
  const deep = `${line}\t\t`;
  const target = names(state, type, id, orgId);
  let resource = `"type": ${goString(type)}`;
  if (id) resource += `,${deep}"id": "${id}"`;
  if (orgId) resource += `,${deep}"orgID": "${orgId}"`;
  if (target.name) resource += `,${deep}"name": ${goString(target.name)}`;
  if (target.org) resource += `,${deep}"org": ${goString(target.org)}`;
  return `${line}{${line}\t"action": "${action}",${line}\t"resource": {${deep}${resource}${line}\t}${line}}`;
}

/** Names that the server looks up at each answer; of a target that is gone neither its own nor its organization's. */
function names(
  state: State,
  type: string,
  id: string | undefined,
  orgId: string | undefined,
): { name?: string; org?: string } {
  const named = id === undefined ? undefined : namedResources(state, type)?.get(id);
  if (id !== undefined && namedResources(state, type) && !named) return {};
  return { name: named?.name, org: orgId === undefined ? undefined : state.orgs.get(orgId)?.name };
}

function namedResources(state: State, type: string): ReadonlyMap<string, { name: string }> | undefined {
  if (type === 'buckets') return state.buckets;
  if (type === 'orgs') return state.orgs;
  return type === 'users' ? state.users : undefined;
}
