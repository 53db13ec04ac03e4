import type { Caller } from './call.ts';
import type { Authorization, State } from './state.ts';

/** Whose a request is. Only `Token`, in this case, is a scheme; inactive tokens and those of deleted users are none. */
export function authenticate(state: State, header: string | undefined): Caller | undefined {
  const secret = header?.match(/^Token (.+)$/)?.[1];
  return secret === undefined ? undefined : callerOf(state, state.authorizationOf(secret));
}

/** Who asks with an authorization, or undefined when it no longer works. */
export function callerOf(state: State, authorization: Authorization | undefined): Caller | undefined {
  if (authorization?.status !== 'active') return undefined;
  const user = state.users.get(authorization.userId);
  const org = state.orgs.get(authorization.orgId);
  return user?.status === 'active' && org ? { authorization, user, org } : undefined;
}
