import { noContent, type Handler } from './call.ts';
import { basicOf, cookieOf } from './credentials.ts';
import { unauthorized } from './errors.ts';
import { newSecret } from './ids.ts';
import type { Route } from './routes.ts';
import type { Session } from './state.ts';
import type { Version } from './versions.ts';

/** How long a session lasts, in milliseconds; they live in memory only. */
const LIFETIME = 60 * 60_000;

const signIn: Handler = ({ state, headers, secure }) => {
  const basic = basicOf(headers.authorization);
  const user = basic && state.userByName(basic.name);
  if (!user || user.password === undefined || user.password !== basic.password)
    throw unauthorized('unauthorized access');
  const session: Session = { key: newSecret(), userId: user.id, expiresAt: Date.now() + LIFETIME };
  state.sessions.set(session.key, session);
  return { ...noContent(), headers: { 'set-cookie': cookie(state.version, session, secure) } };
};

const signOut: Handler = ({ state, headers }) => {
  const key = cookieOf(headers.cookie, state.version.sessionCookie);
  if (key === undefined || !state.sessions.delete(key)) throw unauthorized('unauthorized access');
  return noContent();
};

export const signInRoutes: Route[] = [{ path: '', methods: { POST: signIn } }];
export const signOutRoutes: Route[] = [{ path: '', methods: { POST: signOut } }];

function cookie(version: Version, { key, expiresAt }: Session, secure: boolean): string {
  return [
    `${version.sessionCookie}=${key}`,
    'Path=/api/',
    version.cookieHasExpiry ? `Expires=${new Date(expiresAt).toUTCString()}` : '',
    version.cookieIsHttpOnly ? 'HttpOnly' : '',
    version.cookieIsHttpOnly && secure ? 'Secure' : '',
    version.cookieIsStrict ? 'SameSite=Strict' : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
}
