import { z } from 'zod';

export const Organization = z.object({ id: z.string(), name: z.string(), description: z.string().optional() });
export type Organization = z.infer<typeof Organization>;

/**
 * What data is kept in. `retention` in seconds; 0 keeps for ever. `system` ones belong to the server (`_monitoring`,
 * `_internal`). A database stands here with its name as its id and without an organization; `tables` is how many it
 * has, with the `systemTables` that the server made; `maxTables` and `maxColumns` (of one table) are how many it may
 * have.
 */
export const Bucket = z.object({
  id: z.string(),
  name: z.string(),
  orgId: z.string(),
  retention: z.number(),
  system: z.boolean(),
  createdAt: z.number().optional(),
  tables: z.number().int().optional(),
  systemTables: z.number().int().optional(),
  maxTables: z.number().optional(),
  maxColumns: z.number().optional(),
});
export type Bucket = z.infer<typeof Bucket>;

export const User = z.object({ id: z.string(), name: z.string(), status: z.enum(['active', 'inactive']) });
export type User = z.infer<typeof User>;

/** What a server holds that grants can name. A part that the own token may not see whole is named in `partial`. */
export const Resources = z.object({
  readAt: z.number(),
  organizations: z.array(Organization),
  buckets: z.array(Bucket),
  users: z.array(User),
  partial: z.array(z.enum(['organizations', 'buckets', 'users'])),
});
export type Resources = z.infer<typeof Resources>;
