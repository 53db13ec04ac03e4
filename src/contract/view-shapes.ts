import { z } from 'zod';
import { ConnectionId } from '#domain/connection';
import { FLEET_FILTERS } from '#domain/fleet-row';

const filterValue = z.string().max(500);
const asked = z.strictObject({
  text: z.string().max(2000),
  sort: z.strictObject({ column: z.string().max(40), direction: z.enum(['ascending', 'descending']) }),
  /** Are revoked tokens shown beside the others? */
  revoked: z.boolean().optional(),
});

/** What a list is asked for: the search as typed, the filters beside it, and its order. */
export const ListView = asked.extend({ filters: z.partialRecord(z.enum(FLEET_FILTERS), filterValue) });
export type ListView = z.infer<typeof ListView>;

/** The same of the list of one server. */
export const ServerListView = asked.extend({
  filters: z.partialRecord(z.enum(['kind', 'status', 'owner', 'org']), filterValue),
});
export type ServerListView = z.infer<typeof ServerListView>;

/** A view of the list over all servers that a person keeps under a name. */
export const SavedView = ListView.extend({ name: z.string().trim().min(1).max(80) });
export type SavedView = z.infer<typeof SavedView>;

/**
 * Where the person is, to be there again after a restart: the list over all servers, or one server with its tab.
 * `lists`: how they left the lists of single servers.
 */
export const Place = ListView.extend({
  page: z.enum(['all', 'server']),
  connectionId: ConnectionId.optional(),
  tab: z.string().max(40).optional(),
  lists: z.record(ConnectionId, ServerListView).optional(),
});
export type Place = z.infer<typeof Place>;
