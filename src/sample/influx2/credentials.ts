import type { IncomingHttpHeaders } from 'node:http';
import type { Caller } from './call.ts';
import { memberPermissions, mePermissions, ownerPermissions, type Permission } from './permissions.ts';
import type { Authorization, Membership, State } from './state.ts';

/** How far each use carries a session, in milliseconds. */
const RENEWAL = 5 * 60_000;

/** What the authentication layer found: who asks, or why nobody does. */
type Authentication = Caller | 'unauthorized' | 'user inactive';

/** The token or session of a request, in the order in which the server looks (`authentication_middleware.go`). */
export function authenticate(state: State, headers: IncomingHttpHeaders): Authentication {
  const token = tokenOf(state, headers.authorization);
  const caller = token === undefined ? sessionCaller(state, headers.cookie) : tokenCaller(state, token);
  if (!caller) return 'unauthorized';
  const user = state.users.get(caller.userId);
  return user && user.status !== 'inactive' ? caller : 'user inactive';
}

/** The value of a cookie, or undefined. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((part) => part.trim().startsWith(`${name}=`));
  return pair?.trim().slice(name.length + 1);
}

/** The name and password of a Basic header. */
export function basicOf(header: string | undefined): { name: string; password: string } | undefined {
  const encoded = header?.match(/^basic (.+)$/i)?.[1];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? undefined : { name: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

/** What a user's sessions may do: memberships, then all its authorizations (inactive ones too), then itself. */
function sessionPermissions(state: State, userId: string): Permission[] {
  const owned = [...state.authorizations.values()].filter((each) => each.userId === userId);
  return distinct([
    ...membershipPermissions(state, userId),
    ...owned.flatMap((each) => each.permissions),
    ...mePermissions(userId),
  ]);
}

/** What a user's memberships give. */
export function membershipPermissions(state: State, userId: string): Permission[] {
  return state.membershipsOf(userId).flatMap((membership) => permissionsOf(state, membership));
}

/** What a token's caller may do. */
export function callerOfToken(authorization: Authorization): Caller {
  return {
    userId: authorization.userId,
    active: authorization.status === 'active',
    permissions: authorization.permissions,
  };
}

function tokenOf(state: State, header: string | undefined): string | undefined {
  if (!header) return undefined;
  const text = Buffer.from(header, 'latin1').toString('utf8');
  if (text.startsWith('Token ')) return text.slice(6);
  if (!state.version.lenientScheme) return undefined;
  return text.match(/^(?:token|bearer) (.*)$/is)?.[1];
}

function tokenCaller(state: State, token: string): Caller | undefined {
  if (isJwt(token)) return undefined;
  const authorization = state.authorizationOf(token);
  return authorization && callerOfToken(authorization);
}

function sessionCaller(state: State, cookies: string | undefined): Caller | undefined {
  const session = state.sessions.get(cookieOf(cookies, state.version.sessionCookie) ?? '');
  if (!session || session.expiresAt < Date.now()) return undefined;
  session.expiresAt = Math.max(session.expiresAt, Date.now() + RENEWAL);
  return { userId: session.userId, active: true, permissions: sessionPermissions(state, session.userId) };
}

/** A well-formed JWT is never looked up: the server has no key for any. */
function isJwt(token: string): boolean {
  const parts = token.split('.');
  return parts.length === 3 && parts.slice(0, 2).every(isEncodedObject);
}

function isEncodedObject(part: string): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function permissionsOf(state: State, { role, resourceType, resourceId }: Membership): Permission[] {
  const types = state.version.resourceTypes;
  if (resourceType === 'instance')
    return [
      { action: 'read', type: 'instance' },
      { action: 'write', type: 'instance' },
    ];
  if (resourceType === 'orgs')
    return role === 'owner' ? ownerPermissions(types, resourceId) : memberPermissions(types, resourceId);
  return role === 'member' ? [{ action: 'read', type: 'buckets', id: resourceId }] : [];
}

function distinct(permissions: readonly Permission[]): Permission[] {
  const byKey = new Map(
    permissions.map((each) => [`${each.action}:${each.type}:${each.id ?? ''}:${each.orgId ?? ''}`, each]),
  );
  return [...byKey.values()];
}
