import { endWords, whyNoChange, whyNoEnd } from './end-words.ts';
import type { Server } from './server.ts';
import type { Token } from './token.ts';

/** What can be done with several tokens at once. 'delete' is to revoke where a server revokes. */
export const MANY_ACTIONS = ['deactivate', 'activate', 'delete'] as const;
export type ManyAction = (typeof MANY_ACTIONS)[number];

type Able = Pick<Server, 'can' | 'traits'>;

/** Can this be done with tokens of a server at all? */
export function isOffered(action: ManyAction, { can, traits }: Able): boolean {
  if (action === 'delete') return can.includes('deleteToken');
  return can.includes('updateToken') && traits.changes.includes('status');
}

/**
 * Why a token of a server is left out, as a sentence; undefined when it takes part. `server` is undefined while it is
 * not connected.
 */
export function whyLeftOut(action: ManyAction, token: Token, server: Able | undefined): string | undefined {
  if (!server) return 'Its server is not connected.';
  const { traits } = server;
  if (action === 'delete') {
    if (!isOffered(action, server)) return `This server lets nobody ${endWords(traits).inside} tokens from here.`;
    return whyNoEnd(token);
  }
  if (!isOffered(action, server)) return whyNoChange(traits, 'status') ?? 'This server changes no token from here.';
  const wanted = action === 'activate' ? 'inactive' : 'active';
  return token.status === wanted ? undefined : `It is ${token.status} already.`;
}

/** "Delete", "Revoke", or both where the servers differ: for a button that acts on tokens of all of these. */
export function manyVerb(action: ManyAction, servers: readonly Able[]): string {
  if (action === 'deactivate') return 'Deactivate';
  if (action === 'activate') return 'Activate';
  const verbs = [...new Set(servers.map(({ traits }) => endWords(traits).verb))].sort();
  const [first = 'Delete', second] = verbs;
  return second === undefined ? first : `${first} or ${second.toLowerCase()}`;
}

/** What was done with a token of a server, as a word: "deleted", "revoked", "deactivated". */
export function manyDone(action: ManyAction, server: Able): string {
  if (action === 'delete') return endWords(server.traits).done;
  return `${action}d`;
}
