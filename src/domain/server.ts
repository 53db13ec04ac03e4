import { z } from 'zod';
import { Action, Grant } from './grant.ts';
import { Organization } from './resource.ts';

/**
 * What the connection's own token is, as far as the server lets it be known. `proof`: 'row' when its entry in the list
 * is known, 'asked' when the server's answers prove the kind, 'guess' when they only fit it. 'none': the server asks
 * for no token at all.
 */
export const Self = z.object({
  kind: z.enum([
    'operator',
    'all-access',
    'read-write',
    'custom',
    'admin',
    'database',
    'management',
    'none',
    'unknown',
  ]),
  proof: z.enum(['row', 'asked', 'guess']),
  tokenId: z.string().optional(),
  userId: z.string().optional(),
  userName: z.string().optional(),
  orgId: z.string().optional(),
  orgName: z.string().optional(),
  mayList: z.boolean(),
  grants: z.array(Grant).optional(),
  /** When it runs out, in ms since 1970, where that is known. */
  expiresAt: z.number().optional(),
  /** How many entries of the list it can be, where nothing proves which one. */
  possible: z.number().int().optional(),
  /**
   * Of a management token: whether somebody made it to last, or an identity provider gave it for a while.
   * 'user-session': it is no token but what a user got who logged in, and runs out.
   */
  origin: z.enum(['by-hand', 'identity-provider', 'user-session']).optional(),
});
export type Self = z.infer<typeof Self>;

/** A write that a provider may implement. The views offer what a server `can`. */
export const Capability = z.enum([
  'createToken',
  'updateToken',
  'deleteToken',
  'createUser',
  'setUp',
  'claimOperator',
  'regenerateOperator',
  'recoverOperator',
]);
export type Capability = z.infer<typeof Capability>;

/** A kind of token that can be made; with `reason`, one that this server or this connection cannot make. */
export const Offer = z.object({
  kind: z.enum(['read-write', 'all-access', 'operator', 'custom', 'admin', 'database']),
  reason: z.string().optional(),
  /** What it is called there, where that is not the usual word. */
  label: z.string().optional(),
});
export type Offer = z.infer<typeof Offer>;

/**
 * How tokens are on a server, for views that know no product: what data is kept in, whether tokens have organizations
 * and owners, what can be changed of one, what its end is called, and what can be made.
 */
export const Traits = z.object({
  data: z.enum(['buckets', 'databases']),
  organizations: z.boolean(),
  owners: z.boolean(),
  /** The field that tells tokens apart: free text, or a name that no other token has and that never changes. */
  label: z.enum(['description', 'name']),
  changes: z.array(z.enum(['description', 'status', 'grants'])),
  /** Does the server tell when a token was changed last? */
  changeTimes: z.boolean(),
  expiry: z.boolean(),
  end: z.enum(['delete', 'revoke']),
  offers: z.array(Offer),
  /** Actions on one database beyond read and write, and the server's own resources that can be read. */
  databaseActions: z.array(Action),
  systemResources: z.array(z.string()),
  /**
   * The files from which a server takes tokens when it starts, by the kind of token in them; absent where there are
   * none.
   */
  tokenFiles: z.array(z.enum(['admin', 'database'])).optional(),
  /** Does the server tell the tokens of one user, asked for by id or by name? */
  userFilter: z.boolean(),
  /** May a new token be refused for some minutes, until every part of the server knows of it? */
  slowStart: z.boolean().optional(),
  /** The vendor's command-line tool for such tokens, as far as this app can print its commands. */
  tool: z.enum(['influx', 'influxctl', 'none']),
});
export type Traits = z.infer<typeof Traits>;

/**
 * A server as it said that it is. `startedAt` in ms since 1970. `cluster` is the id that it shares with every other
 * connection to the same tokens: of its cluster, or on Cloud of the organization that the connection's token is for.
 * `resourceTypes` are the types that grants can name there. `hashing`: whether values are stored as hashes ('mixed'
 * when the list shows both, 'unknown' when nothing tells).
 */
export const Server = z.object({
  product: z.string(),
  version: z.string(),
  cluster: z.string().optional(),
  readiness: z.enum(['ready', 'not-set-up', 'unclaimed']),
  traits: Traits,
  hashing: z.enum(['hashed', 'plain', 'mixed', 'unknown']),
  startedAt: z.number().optional(),
  /**
   * How far its clock is ahead of ours in ms, below 0 behind; absent where that is not told, or too little to matter.
   */
  clockAhead: z.number().optional(),
  /** When the first of the certificates ends that it proves itself by, in ms since 1970; absent over plain http. */
  certificateEndsAt: z.number().optional(),
  self: Self.optional(),
  organizations: z.array(Organization),
  resourceTypes: z.array(z.string()),
  can: z.array(Capability),
});
export type Server = z.infer<typeof Server>;

/** Who answers at an address, found without a credential. `cluster` as in `Server`. */
export const Answering = z.object({
  product: z.string(),
  supported: z.boolean(),
  version: z.string(),
  readiness: z.enum(['ready', 'not-set-up']),
  plainHttp: z.boolean(),
  cluster: z.string().optional(),
});
export type Answering = z.infer<typeof Answering>;

/** One line of the server's configuration: option name and its value as text. */
export const ConfigurationLine = z.object({ name: z.string(), value: z.string() });
export type ConfigurationLine = z.infer<typeof ConfigurationLine>;

/** First-run set-up. `retention` in seconds, 0 for ever. */
export const SetUpInput = z.object({
  username: z.string().min(1).max(500),
  password: z.string().min(1).max(500),
  organization: z.string().min(1).max(500),
  bucket: z.string().min(1).max(500),
  retention: z.number().int().min(0),
});
export type SetUpInput = z.infer<typeof SetUpInput>;
