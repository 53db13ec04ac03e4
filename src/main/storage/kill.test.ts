import { expect, test } from 'vitest';
import { FakeClock } from '#test/clock';
import { REPEATED } from '#test/keep-writing';
import { bundledWriter, writeUntilKilled } from '#test/killing';
import { storesIn } from '#test/stores';
import { tempFolder } from '#test/temp-folder';
import { Document, type Notice } from './document.ts';

const KILLS = 200;

test(
  'I2 a process that is killed at any moment leaves the old file or the new one, whole',
  { timeout: 180_000 },
  async () => {
    const scripts = tempFolder();
    const script = await bundledWriter(scripts, 'keepWriting', 'keep-writing.ts');

    const lane = async (kills: number) => {
      const folder = tempFolder();
      for (let n = 0; n < kills; n++) {
        const safe = await writeUntilKilled(script, folder, Math.random() * 20);
        const notices: Notice[] = [];
        const { numbers } = new Document(
          REPEATED,
          { clock: new FakeClock(), folder, openStore: storesIn(folder) },
          (notice) => notices.push(notice),
        ).value;
        expect(notices).toEqual([]);
        expect(new Set(numbers).size).toBe(1);
        expect(numbers).toHaveLength(20_000);
        expect(numbers[0]).toBeGreaterThanOrEqual(safe);
      }
      return kills;
    };
    const done = await Promise.all([lane(KILLS / 2), lane(KILLS / 2)]);
    expect(done[0] + done[1]).toBe(KILLS);
  },
);
