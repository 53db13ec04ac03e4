import { z } from 'zod';
import { Self, Server } from './server.ts';
import { Token, TokenListEnd } from './token.ts';

/**
 * What is known of one snapshot of a server's tokens, beside the tokens. `firstAt` names it: when it was read first, in
 * ms since 1970. Readings that found the same are one snapshot: `readAt` is the last of them, `readings` how many.
 * `address` is where it was read, `self` with which token.
 */
export const SnapshotFacts = TokenListEnd.extend({
  firstAt: z.number(),
  readings: z.number().int().positive(),
  tokens: z.number().int().nonnegative(),
  address: z.string(),
  product: z.string(),
  version: z.string(),
  self: Self.omit({ grants: true }).optional(),
});
export type SnapshotFacts = z.infer<typeof SnapshotFacts>;

/** The same with the server as it was, for views that show the tokens. */
export const SnapshotHead = z.object({ facts: SnapshotFacts, server: Server });
export type SnapshotHead = z.infer<typeof SnapshotHead>;

/**
 * What is shown of a snapshot before the rest of it is read: `first` are the tokens that stand first when the server
 * opens.
 */
export const SnapshotStart = SnapshotHead.extend({ first: z.array(Token) });
export type SnapshotStart = z.infer<typeof SnapshotStart>;

/** A snapshot as a whole. */
export interface Snapshot extends SnapshotHead {
  tokens: readonly Token[];
}

/** The facts of a list that was just read. */
export function factsOfReading(
  end: TokenListEnd,
  { server, address, tokens }: { server: Server; address: string; tokens: number },
): SnapshotFacts {
  const { grants: _grants, ...self } = server.self ?? { grants: undefined, kind: undefined };
  return {
    ...end,
    firstAt: end.readAt,
    readings: 1,
    tokens,
    address,
    product: server.product,
    version: server.version,
    self: self.kind && { ...self, kind: self.kind },
  };
}

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const QUARTER = 91 * DAY;

type Dated = Pick<SnapshotFacts, 'readAt'>;

/**
 * Those that are kept for good: all of the last week, the newest of each day of the last quarter, the newest of each
 * week before that, and always the newest of all. In the order given.
 */
export function withoutThinned<S extends Dated>(snapshots: readonly S[], now: number): S[] {
  const newest = new Map<string, S>();
  for (const snapshot of snapshots) {
    const slot = slotOf(snapshot, now);
    const other = newest.get(slot);
    if (!other || other.readAt <= snapshot.readAt) newest.set(slot, snapshot);
  }
  const last = newestOf(snapshots);
  const kept = new Set(newest.values());
  return snapshots.filter((snapshot) => snapshot === last || kept.has(snapshot));
}

/** The one that was read last; undefined of none. */
export function newestOf<S extends Dated>(snapshots: readonly S[]): S | undefined {
  return snapshots.reduce<S | undefined>((last, each) => (last && last.readAt >= each.readAt ? last : each), undefined);
}

/** How the server was at a moment: the last one that was read by then, else the oldest; undefined of none. */
export function snapshotAt<S extends Pick<SnapshotFacts, 'firstAt'>>(
  snapshots: readonly S[],
  at: number,
): S | undefined {
  const sorted = snapshots.toSorted((one, other) => one.firstAt - other.firstAt);
  return sorted.findLast(({ firstAt }) => firstAt <= at) ?? sorted[0];
}

function slotOf({ readAt }: Dated, now: number): string {
  const age = now - readAt;
  if (age < WEEK) return `at ${readAt}`;
  if (age < QUARTER) return `day ${Math.floor(readAt / DAY)}`;
  // 1 January 1970 was a Thursday: weeks begin on Monday.
  return `week ${Math.floor((readAt / DAY + 3) / 7)}`;
}

/** When a person looked at a server: `since` is what they saw when they last left it, `last` what they saw last. */
export const Look = z.object({ since: z.number(), last: z.number() });
export type Look = z.infer<typeof Look>;
