import { z } from 'zod';
import { Grant } from './grant.ts';
import { Organization } from './resource.ts';

/**
 * What the connection's own token is, as far as the server lets it be known. `proof`: 'row' when its entry in the list
 * is known, 'asked' when the server's answers prove the kind, 'guess' when they only fit it.
 */
export const Self = z.object({
  kind: z.enum(['operator', 'all-access', 'read-write', 'custom', 'unknown']),
  proof: z.enum(['row', 'asked', 'guess']),
  tokenId: z.string().optional(),
  userId: z.string().optional(),
  userName: z.string().optional(),
  orgId: z.string().optional(),
  orgName: z.string().optional(),
  mayList: z.boolean(),
  grants: z.array(Grant).optional(),
});
export type Self = z.infer<typeof Self>;

/** A write that a provider may implement. The views offer what a server `can`. */
export const Capability = z.enum(['createToken', 'updateToken', 'deleteToken', 'createUser', 'setUp']);
export type Capability = z.infer<typeof Capability>;

/**
 * A server as it said that it is. `startedAt` in ms since 1970. `resourceTypes` are the types that grants can name there.
 * `hashing`: whether values are stored as hashes ('mixed' when the list shows both, 'unknown' when nothing tells).
 */
export const Server = z.object({
  product: z.string(),
  version: z.string(),
  readiness: z.enum(['ready', 'not-set-up']),
  hashing: z.enum(['hashed', 'plain', 'mixed', 'unknown']),
  startedAt: z.number().optional(),
  self: Self.optional(),
  organizations: z.array(Organization),
  resourceTypes: z.array(z.string()),
  can: z.array(Capability),
});
export type Server = z.infer<typeof Server>;

/** Who answers at an address, found without a credential. */
export const Answering = z.object({
  product: z.string(),
  supported: z.boolean(),
  version: z.string(),
  readiness: z.enum(['ready', 'not-set-up']),
  plainHttp: z.boolean(),
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
