import { isDeepStrictEqual } from 'node:util';
import { Failure } from '#contract/failure';
import type { Snapshot, SnapshotFacts, SnapshotHead } from '#domain/snapshot';
import type { Token } from '#domain/token';

/** How many snapshots of one sample server are remembered. */
const MOST = 20;

/** The snapshots of sample servers: in memory, for this run. */
export class SampleSnapshots {
  readonly #snapshots = new Map<string, Snapshot[]>();

  list(connectionId: string): SnapshotFacts[] {
    return (this.#snapshots.get(connectionId) ?? []).map(({ facts }) => facts);
  }

  /** Remembers a snapshot; one that holds the same as the newest is noted with it. */
  keep(connectionId: string, snapshot: Snapshot): void {
    const known = this.#snapshots.get(connectionId) ?? [];
    const newest = known.at(-1);
    const same = newest && isDeepStrictEqual(newest.tokens, snapshot.tokens);
    const { readAt } = snapshot.facts;
    const next = same
      ? { ...newest, facts: { ...newest.facts, readAt, readings: newest.facts.readings + 1 } }
      : snapshot;
    const others = same ? known.slice(0, -1) : known;
    this.#snapshots.set(connectionId, [...others, next].slice(-MOST));
  }

  /** Hands on the tokens of a snapshot; Failure 'storage' when it is not there any more. */
  open(connectionId: string, firstAt: number, push: (tokens: Token[]) => void): SnapshotHead {
    const found = this.#snapshots.get(connectionId)?.find(({ facts }) => facts.firstAt === firstAt);
    if (!found) throw new Failure({ kind: 'storage', file: 'snapshot', cause: 'unreadable' });
    push([...found.tokens]);
    return { facts: found.facts, server: found.server };
  }

  remove(connectionId: string): void {
    this.#snapshots.delete(connectionId);
  }
}
