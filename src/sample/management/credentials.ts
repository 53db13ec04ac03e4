import type { Role } from './products.ts';
import { isLive, type State } from './state.ts';

/** What a call wants to do. */
export type Right = 'read' | 'create tokens' | 'manage';

const RIGHTS: Readonly<Record<Role, readonly Right[]>> = {
  admin: ['read', 'create tokens', 'manage'],
  member: ['read', 'create tokens'],
  auditor: ['read'],
};

/**
 * What the bearer of a header may do on the management API; undefined for nobody: no header, another scheme, a token
 * that is unknown, revoked or past its end, a database token.
 */
export function rightsOf(state: State, header: string | undefined): readonly Right[] | undefined {
  const secret = header?.match(/^bearer +(\S+)$/i)?.[1];
  if (secret === undefined) return undefined;
  const claims = jwtClaims(secret);
  if (claims) return isCurrent(claims) ? RIGHTS[state.switches.role ?? 'admin'] : undefined;
  const token = state.managementTokenOf(secret);
  return token && isLive(token, Date.now()) ? RIGHTS.admin : undefined;
}

/**
 * What a JSON Web Token says; undefined for any other text. Nobody checks its signature: there is no identity provider.
 */
function jwtClaims(text: string): Record<string, unknown> | undefined {
  const parts = text.split('.');
  const [head, claims] = parts.slice(0, 2).map(decodedObject);
  return parts.length === 3 && head ? claims : undefined;
}

/** `exp` counts seconds since 1970; a token without it is taken for one that ran out. */
function isCurrent({ exp }: Record<string, unknown>): boolean {
  return typeof exp === 'number' && exp * 1000 > Date.now();
}

function decodedObject(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
