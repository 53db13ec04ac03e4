import { join } from 'node:path';
import type { SnapshotList } from '#contract/history';
import { factsOfReading, newestOf, type Snapshot, type SnapshotHead, type SnapshotStart } from '#domain/snapshot';
import type { Server } from '#domain/server';
import type { Token, TokenListEnd } from '#domain/token';
import { type Log, traceOf } from '#main/log';
import type { Ports } from '#main/ports';
import { MAX_SNAPSHOT_BYTES, SnapshotStore } from '#main/storage/snapshots';
import type { Profiles } from './profiles.ts';
import { SampleSnapshots } from './sample-snapshots.ts';

interface Needs {
  ports: Pick<Ports, 'clock' | 'folder'>;
  profiles: Profiles;
  log: Log;
  /** What a server said that it is, if it was connected to. */
  told: (connectionId: string) => Server | undefined;
}

/** A list that was read, until it is known what server it is of. */
interface Listed {
  address: string;
  tokens: readonly Token[];
  end: TokenListEnd;
}

type Push = (tokens: Token[]) => void;

/** What the token lists of servers were at earlier times. Those of samples are never stored. */
export class Snapshots {
  readonly #needs: Needs;
  readonly #stored: SnapshotStore;
  readonly #ofSamples = new SampleSnapshots();
  /** What a page that comes up is going to ask for, once. */
  #foreseen: { connectionId: string; start: Promise<SnapshotStart | null>; handedOut: () => void } | undefined;
  readonly #waiting = new Map<string, Listed>();

  constructor(needs: Needs) {
    this.#needs = needs;
    const { clock, folder } = needs.ports;
    this.#stored = new SnapshotStore({ clock, folder: join(folder, 'history'), maxBytes: MAX_SNAPSHOT_BYTES });
  }

  /** Reads a list and keeps what came of it, if it was read to its end. The answer does not wait for that. */
  async listing(
    connectionId: string,
    push: Push,
    read: (push: Push) => Promise<TokenListEnd>,
    signal: AbortSignal,
  ): Promise<TokenListEnd> {
    const { address } = this.#needs.profiles.find(connectionId);
    const batches: Token[][] = [];
    const end = await read((tokens) => {
      batches.push(tokens);
      push(tokens);
    });
    if (!signal.aborted) this.#take(connectionId, { address, tokens: batches.flat(), end });
    return end;
  }

  /** A server was connected to: a list of it that came before is kept now. */
  met(connectionId: string): void {
    const listed = this.#waiting.get(connectionId);
    if (listed) this.#take(connectionId, listed);
  }

  /** The snapshots of a connection, the newest first. */
  async list(connectionId: string): Promise<SnapshotList> {
    const { snapshots, broken } = await this.#all(connectionId);
    return { snapshots: snapshots.toSorted((one, other) => other.readAt - one.readAt), broken };
  }

  /**
   * Begins to read what `last` will be asked for. Answers whether there is something to hand out, and when it was
   * (at once if there is nothing).
   */
  foresee(connectionId: string): { found: Promise<boolean>; handedOut: Promise<void> } {
    let handedOut = (): void => undefined;
    const asked = new Promise<void>((resolve) => (handedOut = resolve));
    const start = this.#last(connectionId).catch(() => null);
    this.#foreseen = { connectionId, start, handedOut };
    const found = start.then((known) => known !== null);
    return { found, handedOut: found.then((is) => (is ? asked : undefined)) };
  }

  /** How the newest snapshot begins that was read at the address that the connection has now; null without one. */
  async last(connectionId: string): Promise<SnapshotStart | null> {
    const foreseen = this.#foreseen;
    const { address } = this.#needs.profiles.find(connectionId);
    if (foreseen?.connectionId !== connectionId) return this.#last(connectionId);
    this.#foreseen = undefined;
    const start = await foreseen.start;
    // When the answer is on its way.
    setImmediate(foreseen.handedOut);
    return start?.facts.address === address ? start : null;
  }

  async #last(connectionId: string): Promise<SnapshotStart | null> {
    const { address } = this.#needs.profiles.find(connectionId);
    const { snapshots } = await this.#all(connectionId);
    const facts = newestOf(snapshots.filter((each) => each.address === address));
    if (!facts || this.#needs.profiles.isSample(connectionId)) return null;
    const start = await this.#stored.start(connectionId, facts.firstAt);
    return start ? { ...start, facts } : null;
  }

  /** Hands on the tokens of a snapshot, then answers what is known of it; Failure 'storage' when it cannot be read. */
  async open(connectionId: string, firstAt: number, push: Push, signal: AbortSignal): Promise<SnapshotHead> {
    const { profiles } = this.#needs;
    profiles.find(connectionId);
    if (profiles.isSample(connectionId)) return this.#ofSamples.open(connectionId, firstAt, push);
    const head = await this.#stored.open(connectionId, firstAt, push, signal);
    const { snapshots } = await this.#stored.list(connectionId);
    return { server: head.server, facts: snapshots.find((each) => each.firstAt === firstAt) ?? head.facts };
  }

  /** Removes everything that is known of a connection's past. */
  remove(connectionId: string): void {
    this.#dropForeseen(connectionId);
    this.#waiting.delete(connectionId);
    this.#ofSamples.remove(connectionId);
    this.#watched(this.#stored.remove(connectionId));
  }

  /** Settles when every snapshot that was begun is on the disk. */
  settled(): Promise<void> {
    return this.#stored.settled();
  }

  async #all(connectionId: string): Promise<SnapshotList> {
    const { profiles } = this.#needs;
    profiles.find(connectionId);
    if (!profiles.isSample(connectionId)) return this.#stored.list(connectionId);
    return { snapshots: this.#ofSamples.list(connectionId), broken: 0 };
  }

  #take(connectionId: string, listed: Listed): void {
    const { profiles, told } = this.#needs;
    const profile = profiles.list().find(({ id }) => id === connectionId);
    this.#waiting.delete(connectionId);
    if (profile?.address !== listed.address) return;
    const server = told(connectionId);
    if (!server) {
      this.#waiting.set(connectionId, listed);
      return;
    }
    const { address, tokens, end } = listed;
    const snapshot = { facts: factsOfReading(end, { server, address, tokens: tokens.length }), server, tokens };
    this.#keep(connectionId, snapshot);
  }

  #keep(connectionId: string, snapshot: Snapshot): void {
    const { profiles } = this.#needs;
    this.#dropForeseen(connectionId);
    if (profiles.isSample(connectionId)) return this.#ofSamples.keep(connectionId, snapshot);
    const owners = profiles.list().filter(({ id }) => !profiles.isSample(id));
    const kept = this.#stored.keep(
      connectionId,
      snapshot,
      owners.map(({ id }) => id),
    );
    this.#watched(kept);
  }

  #dropForeseen(connectionId: string): void {
    if (this.#foreseen?.connectionId === connectionId) this.#foreseen = undefined;
  }

  /** A list is of use without its snapshot: that there is none is noted only. */
  #watched(done: Promise<void>): void {
    done.catch((thrown: unknown) => this.#needs.log.error(`a snapshot could not be kept: ${traceOf(thrown)}`));
  }
}
