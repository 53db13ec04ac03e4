import { z } from 'zod';
import { Grant } from './grant.ts';

/** Which list of the server an entry stands in: API tokens, or the logins that keep 1.x clients working (`v1`). */
export const TokenStore = z.enum(['api', 'v1']);
export type TokenStore = z.infer<typeof TokenStore>;

/** Names one token of one server. Ids of the two stores never mean the same entry. */
export const TokenRef = z.object({ store: TokenStore, id: z.string().min(1).max(64) });
export type TokenRef = z.infer<typeof TokenRef>;

export const TokenStatus = z.enum(['active', 'inactive']);
export type TokenStatus = z.infer<typeof TokenStatus>;

/**
 * A token as the app knows it: never with its value. Times are milliseconds since 1970 UTC, absent when the server
 * keeps none. `value` says whether the server would hand the value to anyone who may list ('readable'), or not ('hidden').
 * `own` says whether it is the token that this connection uses; 'unknown' when nothing proves either.
 * `username` is the login of a `v1` entry. An absent `ownerName` or `orgName` means that the server named none.
 */
export const Token = z.object({
  store: TokenStore,
  id: z.string(),
  description: z.string(),
  status: TokenStatus,
  orgId: z.string(),
  orgName: z.string().optional(),
  ownerId: z.string(),
  ownerName: z.string().optional(),
  ownerInactive: z.boolean().optional(),
  grants: z.array(Grant),
  createdAt: z.number().optional(),
  changedAt: z.number().optional(),
  value: z.enum(['hidden', 'readable']),
  own: z.enum(['yes', 'no', 'unknown']),
  username: z.string().optional(),
});
export type Token = z.infer<typeof Token>;

/** How much of the server's tokens a list shows, by what the connection's own token may see. */
export const Completeness = z.enum(['every-token', 'own-user-only', 'may-not-list', 'unknown']);
export type Completeness = z.infer<typeof Completeness>;

/**
 * What is told at the end of a list: when it was read (ms since 1970), whether it is all, how many entries could not be
 * read, and what became of the 1.x logins ('absent': this server has none).
 */
export const TokenListEnd = z.object({
  readAt: z.number(),
  completeness: Completeness,
  unreadable: z.number().int(),
  v1: z.enum(['read', 'refused', 'absent']),
});
export type TokenListEnd = z.infer<typeof TokenListEnd>;

/** What a person wants a new token to be. `ownerId` absent: the user of the connection's own token. */
export const NewToken = z.object({
  orgId: z.string().min(1).max(64),
  ownerId: z.string().min(1).max(64).optional(),
  description: z.string().max(100_000),
  status: TokenStatus,
  grants: z.array(Grant).min(1).max(10_000),
});
export type NewToken = z.infer<typeof NewToken>;

/** What can be changed of a token that exists; its rights, owner and value cannot. */
export const TokenChange = z.object({
  description: z.string().max(100_000).optional(),
  status: TokenStatus.optional(),
});
export type TokenChange = z.infer<typeof TokenChange>;

/** Marks one token among all of a server's, for keys and selections. */
export function tokenKey({ store, id }: TokenRef): string {
  return `${store}:${id}`;
}
