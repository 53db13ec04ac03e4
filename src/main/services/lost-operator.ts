import { factsOf, type FailureFacts } from '#contract/failure';
import type { Self } from '#domain/server';
import type { Secret } from '#main/secret';
import type { Profile } from './profiles.ts';
import type { Servers } from './servers.ts';

/** A connection and the token that it has. */
export interface Holder {
  profile: Profile;
  secret: Secret;
}

/** What a connection's token is found to be: what the server says of it, or why it says nothing. */
type Found = Holder & ({ self: Self | undefined } | { failure: FailureFacts['kind'] });

/**
 * The connections that a new value of the operator token is for, when nobody can ask what the lost one was: those whose
 * token the server knows as the operator's; `here`, when it has no token, or one that the server does not know; and
 * those with that same dead value.
 */
export async function usersOfLost(
  holders: readonly Holder[],
  here: Profile,
  servers: Servers,
  signal: AbortSignal,
): Promise<Profile[]> {
  const found = await Promise.all(holders.map((holder) => look(holder, servers, signal)));
  const own = found.find(({ profile }) => profile.id === here.id);
  if (!own) return [here, ...found.filter(isOperators).map(({ profile }) => profile)];
  const isSame = (each: Found) => isDead(own) && isDead(each) && own.secret.equals(each.secret);
  return found.filter((each) => isOperators(each) || isSame(each)).map(({ profile }) => profile);
}

async function look(holder: Holder, servers: Servers, signal: AbortSignal): Promise<Found> {
  const { id } = holder.profile;
  try {
    const { self } = await servers.connect(id, servers.of(id), () => {}, signal);
    return { ...holder, self };
  } catch (thrown) {
    const { kind } = factsOf(thrown);
    if (kind === 'cancelled') throw thrown;
    return { ...holder, failure: kind };
  }
}

function isOperators(found: Found): boolean {
  return 'self' in found && found.self?.kind === 'operator';
}

/** The server answered, and does not know it. */
function isDead(found: Found): boolean {
  return 'failure' in found && found.failure === 'bad-credential';
}
