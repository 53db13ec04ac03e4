import { z } from 'zod';

/** Names a saved server; made by the app (a UUID). Every key of the app begins with it. */
export const ConnectionId = z.string().min(1).max(64);
export type ConnectionId = z.infer<typeof ConnectionId>;

/** The environments that have colours of their own; any other text is one's own. */
export const KNOWN_ENVIRONMENTS = ['production', 'staging', 'development'] as const;

/** The colours that a person can give a server, by role of the palette. */
export const COLOURS = ['red', 'amber', 'green', 'blue', 'violet', 'teal', 'grey'] as const;
export const Colour = z.enum(COLOURS);
export type Colour = z.infer<typeof Colour>;

/** The id of an account or of a cluster, as it stands in a path. */
const ClusterPart = z.string().regex(/^[\w-]{1,64}$/);

/**
 * A saved server as the views know it: never with its token. `address` is origin and optional path prefix, without a
 * slash at its end. `credential`: 'sealed' in the system's key store, 'this-run' only in memory, 'locked' when the key
 * store cannot open it now, 'none' when there is no token yet. `caSubject` names the own CA, if one is set. `accountId`
 * and `clusterId` say which cluster is meant, where one address manages several.
 */
export const Connection = z.object({
  id: ConnectionId,
  name: z.string(),
  address: z.string(),
  environment: z.string(),
  colour: Colour.optional(),
  note: z.string(),
  sample: z.boolean(),
  credential: z.enum(['sealed', 'this-run', 'locked', 'none']),
  plainHttp: z.boolean(),
  caSubject: z.string().optional(),
  accountId: ClusterPart.optional(),
  clusterId: ClusterPart.optional(),
});
export type Connection = z.infer<typeof Connection>;

/**
 * What a person enters for a server, but for the token. `ca` is PEM text; null removes it, absent keeps it. Absent ids
 * are kept too.
 */
export const ConnectionDraft = z.object({
  name: z.string().min(1).max(200),
  address: z.string().min(1).max(2000),
  environment: z.string().min(1).max(60),
  colour: Colour.optional(),
  note: z.string().max(5000),
  ca: z.string().max(1_048_576).nullable().optional(),
  accountId: ClusterPart.optional(),
  clusterId: ClusterPart.optional(),
});
export type ConnectionDraft = z.infer<typeof ConnectionDraft>;
