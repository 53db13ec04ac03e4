import fs from 'node:fs';
import { expect, test } from 'vitest';
import type { Token } from '#domain/token';
import { FakeClock } from '#test/clock';
import { SNAPSHOT_TOKENS } from '#test/keep-snapshots';
import { bundledWriter, writeUntilKilled } from '#test/killing';
import { tempFolder } from '#test/temp-folder';
import { SnapshotStore } from './snapshots.ts';

const KILLS = 60;

/** All snapshots in a folder with their tokens, as a start after the kill finds them. */
async function found(folder: string): Promise<{ firsts: number[]; broken: number }> {
  const store = new SnapshotStore({ clock: new FakeClock(0), folder, maxBytes: 1e9 });
  const { snapshots, broken } = await store.list('c1');
  for (const { firstAt } of snapshots.slice(-2)) {
    const tokens: Token[] = [];
    await store.open('c1', firstAt, (batch) => tokens.push(...batch), new AbortController().signal);
    expect(tokens).toHaveLength(SNAPSHOT_TOKENS);
    expect(tokens.every(({ id }) => id.startsWith(`${firstAt}-`))).toBe(true);
  }
  return { firsts: snapshots.map(({ firstAt }) => firstAt), broken };
}

test(
  'I2 a process that is killed while it keeps a snapshot leaves every one whole, and the last or not',
  { timeout: 180_000 },
  async () => {
    const script = await bundledWriter(tempFolder(), 'keepSnapshots', 'keep-snapshots.ts');
    const folder = tempFolder();
    for (let n = 0; n < KILLS; n++) {
      const safe = await writeUntilKilled(script, folder, Math.random() * 40);
      const { firsts, broken } = await found(folder);
      expect(broken).toBe(0);
      expect(firsts).toEqual(Array.from(firsts, (_, at) => at + 1));
      expect(firsts.at(-1)).toBeGreaterThanOrEqual(safe);
      expect(fs.readdirSync(`${folder}/c1`).filter((name) => name.endsWith('.part'))).toEqual([]);
    }
  },
);
