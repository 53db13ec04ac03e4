import { z } from 'zod';
import { ConnectionId } from '#domain/connection';
import { Grant } from '#domain/grant';
import { Capability } from '#domain/server';
import { Look, SnapshotFacts, SnapshotHead, SnapshotStart } from '#domain/snapshot';
import { Token } from '#domain/token';
import { local, shared, stream } from './define.ts';

const on = z.strictObject({ connectionId: ConnectionId });
/** `firstAt` names the snapshot. */
const oneSnapshot = on.extend({ firstAt: z.number() });

/** Most tokens of a server are made to a few patterns, and those of one pattern share their grants. */
export const listed = Token.extend({ grants: shared(z.array(Grant)) });

/**
 * The snapshots of a server, the newest first; `broken` is how many files of it could not be read and were set aside.
 */
export const SnapshotList = z.object({ snapshots: z.array(SnapshotFacts), broken: z.number().int() });
export type SnapshotList = z.infer<typeof SnapshotList>;

/**
 * A snapshot from a file. `name` is what its owner calls the server. `secrets` is how many values stood in it and were
 * left out, `unreadable` how many tokens could not be understood.
 */
export const OpenedSnapshot = SnapshotHead.extend({
  name: z.string(),
  secrets: z.number().int(),
  unreadable: z.number().int(),
});
export type OpenedSnapshot = z.infer<typeof OpenedSnapshot>;

/**
 * A change that this app made or tried to make, by its journal. `at` in ms since 1970; `description` is what the token
 * was called, `token` its id. 'begun': the app ended before it knew.
 */
export const JournalEntry = z.object({
  id: z.string(),
  at: z.number(),
  action: Capability,
  outcome: z.enum(['begun', 'done', 'refused', 'failed', 'unknown']),
  description: z.string().optional(),
  token: z.string().optional(),
  status: z.enum(['active', 'inactive']).optional(),
  failure: z.string().optional(),
});
export type JournalEntry = z.infer<typeof JournalEntry>;

/** What was seen of a server before: snapshots, looks, and the changes that the app itself made. */
export const historyMethods = {
  list: local(on, SnapshotList),
  /** How the newest begins that was read at the address that the server has now. */
  last: local(on, SnapshotStart.extend({ first: z.array(listed) }).nullable()),
  open: stream('local', oneSnapshot, z.array(listed), SnapshotHead),
  /** When a person looked at the server; null before they ever did. */
  look: local(on, Look.nullable()),
  /** A list that was read at this moment is before the person's eyes. */
  looked: local(on.extend({ readAt: z.number() }), Look),
  /** The person has seen what changed. */
  seen: local(on, Look.nullable()),
  journal: local(on, z.array(JournalEntry)),
  /** Saves a snapshot where the person says, without any secret. */
  export: local(oneSnapshot, z.object({ saved: z.boolean() })),
  /** Reads a file that the person chooses; null when they chose none. */
  openFile: stream('local', z.void(), z.array(listed), OpenedSnapshot.nullable()),
};
