import { z } from 'zod';
import { ConnectionId } from '#domain/connection';
import { FLEET_FILTERS } from '#domain/fleet-row';

/** What a list is asked for: the search as typed, the filters beside it, and its order. */
export const ListView = z.strictObject({
  text: z.string().max(2000),
  filters: z.partialRecord(z.enum(FLEET_FILTERS), z.string().max(500)),
  sort: z.strictObject({ column: z.string().max(40), direction: z.enum(['ascending', 'descending']) }),
});
export type ListView = z.infer<typeof ListView>;

/** A view of the list over all servers that a person keeps under a name. */
export const SavedView = ListView.extend({ name: z.string().trim().min(1).max(80) });
export type SavedView = z.infer<typeof SavedView>;

/** Where the person is, to be there again after a restart: the list over all servers, or one server with its tab. */
export const Place = ListView.extend({
  page: z.enum(['all', 'server']),
  connectionId: ConnectionId.optional(),
  tab: z.string().max(40).optional(),
});
export type Place = z.infer<typeof Place>;
