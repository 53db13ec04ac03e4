import { SnapshotStore } from '#main/storage/snapshots';
import { FakeClock } from './clock.ts';
import { aSnapshot } from './snapshots.ts';
import { aToken } from './tokens.ts';

/** How many tokens a snapshot holds that `keepSnapshots` writes. */
export const SNAPSHOT_TOKENS = 3000;

/** Keeps ever newer snapshots, each about its own moment, until the process is killed; says which ones are safe. */
export async function keepSnapshots(folder: string): Promise<never> {
  const store = new SnapshotStore({ clock: new FakeClock(0), folder, maxBytes: 1e9 });
  const { snapshots } = await store.list('c1');
  for (let n = (snapshots.at(-1)?.firstAt ?? 0) + 1; ; n++) {
    const tokens = Array.from({ length: SNAPSHOT_TOKENS }, (_, at) => aToken({ id: `${n}-${at}` }));
    await store.keep('c1', aSnapshot(n, tokens), ['c1']);
    process.stdout.write(`${n}\n`);
  }
}
