import type { Draft } from './draft.svelte.ts';
import { allows } from '#domain/access';
import type { MayCreate } from '#domain/may-grant';
import type { Server, Traits } from '#domain/server';

const MOST_GRANTS = 10_000;

/** Why no user can be made on the way to a token; undefined when one can. */
export function whyNoUser(server: Server | undefined): string | undefined {
  if (server && !server.can.includes('createUser')) return 'This server cannot make users here.';
  const grants = server?.self?.grants;
  if (server?.self?.kind === 'operator' || !grants) return undefined;
  return allows(grants, { action: 'write', type: 'users' }) ? undefined : 'needs an operator token';
}

interface Circumstances {
  traits: Traits | undefined;
  /** Why tokens of the chosen kind cannot be made. */
  unable: string | undefined;
  /** How many rights were chosen. */
  grants: number;
  may: MayCreate | undefined;
  /** The other organization that was chosen, until the person says that it is meant. */
  unmeant: string | undefined;
}

/** What is wrong with the end of the token; undefined when nothing is. `now` in ms since 1970. */
export function expiryProblem(draft: Draft, now: number): string | undefined {
  const end = draft.expiry === 'date' ? draft.expiresAt(now) : undefined;
  return end !== undefined && end <= now ? 'This date is over. Choose one that is still to come.' : undefined;
}

/** Why what stands in the form cannot be made yet; undefined when it can. */
export function whyNotYet(draft: Draft, { traits, unable, grants, may, unmeant }: Circumstances): string | undefined {
  const { owner, orgId } = draft;
  if (orgId === '' && traits?.organizations !== false) return 'Choose an organization first.';
  if (unable) return unable;
  if (grants === 0 && draft.kind !== 'admin') return 'Choose at least one right first.';
  if (grants > MOST_GRANTS)
    return 'A token can hold 10,000 rights at most. Tick “all, also new” instead of so many rows.';
  if (traits?.label === 'name' && draft.description.trim() === '') return 'Give the token a name first.';
  if (draft.expiry === 'date' && !draft.expiresAt(0)) return 'Choose the date on which it expires.';
  if (expiryProblem(draft, Date.now())) return 'Choose a later date on which it expires.';
  if (owner.who === 'new' && owner.name.trim() === '') return 'Name the new user first.';
  if (may?.ok === false) return may.words;
  return unmeant === undefined ? undefined : `Confirm first that you mean ${unmeant}.`;
}
