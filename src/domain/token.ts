import { z } from 'zod';
import { Grant } from './grant.ts';

/** Which list of the server an entry stands in: API tokens, or the logins that keep 1.x clients working (`v1`). */
export const TokenStore = z.enum(['api', 'v1']);
export type TokenStore = z.infer<typeof TokenStore>;

/** Names one token of one server. Ids of the two stores never mean the same entry. */
export const TokenRef = z.object({ store: TokenStore, id: z.string().min(1).max(64) });
export type TokenRef = z.infer<typeof TokenRef>;

/** 'inactive' can be made active again; what is expired or revoked never works again. */
export const TokenStatus = z.enum(['active', 'inactive', 'expired', 'revoked']);
export type TokenStatus = z.infer<typeof TokenStatus>;

/** A kind that the server itself tells. Where it tells none, a token's kind follows from what it may do. */
export const StatedKind = z.enum(['operator', 'admin', 'all-access', 'database']);
export type StatedKind = z.infer<typeof StatedKind>;

/**
 * A token as the app knows it: never with its value. Times are milliseconds since 1970 UTC, absent when the server
 * keeps none. `value` says whether the server would hand the value to anyone who may list ('readable'), or not
 * ('hidden'). `own` says whether it is the token that this connection uses; 'unknown' when nothing proves either.
 * `username` is the login of a `v1` entry. An absent `ownerName` or `orgName` means that the server named none; an
 * empty `ownerId` or `orgId` that tokens have no owner or organization there. `description` is the token's name where
 * the server keeps names. `exactFirst`: a grant on one database hides those on all databases for it, as InfluxDB 3
 * looks them up. `remade` are databases that it names, of which one with that name was deleted after the token was
 * made. `unread` are rights in a form that this app does not know, as the server told them.
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
  kind: StatedKind.optional(),
  grants: z.array(Grant),
  exactFirst: z.boolean().optional(),
  remade: z.array(z.string()).optional(),
  unread: z.array(z.string()).optional(),
  createdAt: z.number().optional(),
  changedAt: z.number().optional(),
  expiresAt: z.number().optional(),
  revokedAt: z.number().optional(),
  value: z.enum(['hidden', 'readable']),
  own: z.enum(['yes', 'no', 'unknown']),
  username: z.string().optional(),
});
export type Token = z.infer<typeof Token>;

/** How much of the server's tokens a list shows, by what the connection's own token may see. */
export const Completeness = z.enum(['every-token', 'own-user-only', 'may-not-list', 'unknown']);

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

/**
 * What a person wants a new token to be. `ownerId` absent: the user of the connection's own token. `kind`: where the
 * server keeps kinds. `expiresAt` in ms since 1970, absent: never.
 */
export const NewToken = z.object({
  orgId: z.string().max(64),
  ownerId: z.string().min(1).max(64).optional(),
  description: z.string().max(100_000),
  status: z.enum(['active', 'inactive']),
  kind: StatedKind.optional(),
  grants: z.array(Grant).max(10_000),
  expiresAt: z.number().int().optional(),
});
export type NewToken = z.infer<typeof NewToken>;

/**
 * What can be changed of a token that exists, where its server can; its owner and value never. `grants` replace all.
 */
export const TokenChange = z.object({
  description: z.string().max(100_000).optional(),
  status: z.enum(['active', 'inactive']).optional(),
  grants: z.array(Grant).max(10_000).optional(),
});
export type TokenChange = z.infer<typeof TokenChange>;

const live = new WeakMap<object, readonly Grant[]>();

/**
 * The grants that give something: without those on a database that was deleted and made anew. A server keeps them with
 * the old one's id (InfluxDB 3: `permissions.rs`), so that they neither reach the new one nor hide a grant on all.
 */
export function liveGrants(token: Pick<Token, 'grants' | 'remade'>): readonly Grant[] {
  const { grants, remade } = token;
  if (!remade || remade.length === 0) return grants;
  const before = live.get(token);
  if (before) return before;
  const left = grants.filter(({ type, id }) => type !== 'databases' || id === undefined || !remade.includes(id));
  live.set(token, left);
  return left;
}

/** Marks one token among all of a server's, for keys and selections. */
export function tokenKey({ store, id }: TokenRef): string {
  return `${store}:${id}`;
}
