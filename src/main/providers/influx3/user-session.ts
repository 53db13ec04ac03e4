import type { Self } from '#domain/server';
import type { Secret } from '#main/secret';

/**
 * What a user gets who logs in (Enterprise since 3.10, a preview that is off by default): a signed token that runs out
 * and stands in no list. It is made longer with another one, which only the program has that logged in.
 */
const SESSION = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/** Is this the session of a user? Then what it is, as far as its not being in the list leaves that open. */
export function sessionSelf(secret: Secret | undefined): Pick<Self, 'origin' | 'expiresAt'> | undefined {
  if (!secret?.isLike(SESSION)) return undefined;
  const expiresAt = secret.endsAt();
  return { origin: 'user-session', ...(expiresAt !== undefined && { expiresAt }) };
}

/** What a refused session looks like `at` a moment, in ms since 1970; undefined for a token. */
export function seemsRefused(secret: Secret | undefined, at: number): 'session' | 'session-over' | undefined {
  const session = sessionSelf(secret);
  return session && ((session.expiresAt ?? Infinity) <= at ? 'session-over' : 'session');
}
