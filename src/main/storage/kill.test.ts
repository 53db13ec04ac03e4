import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { FakeClock } from '#test/clock';
import { REPEATED } from '#test/keep-writing';
import { storesIn } from '#test/stores';
import { tempFolder } from '#test/temp-folder';
import { Document, type Notice } from './document.ts';

const KILLS = 200;

/** One file that a bare Node can run, since two hundred starts of a compiler take minutes. */
async function bundled(folder: string): Promise<string> {
  const entry = join(folder, 'writer.ts');
  const keepWriting = fileURLToPath(new URL('../../../test/support/keep-writing.ts', import.meta.url));
  fs.writeFileSync(
    entry,
    `import { keepWriting } from ${JSON.stringify(keepWriting)};\nkeepWriting(process.argv[2] ?? '');\n`,
  );
  const output = { entryFileNames: 'writer.mjs', format: 'es' as const };
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: entry, outDir: join(folder, 'out'), rollupOptions: { output } },
  });
  return join(folder, 'out', 'writer.mjs');
}

/** Lets a child write and kills it at some moment after its first write; answers the last number that it called safe. */
async function writeUntilKilled(script: string, folder: string, ms: number): Promise<number> {
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  await once(child.stdout, 'data');
  setTimeout(() => child.kill('SIGKILL'), ms);
  await once(child, 'close');
  return Number(said.trim().split('\n').at(-1));
}

test(
  'I2 a process that is killed at any moment leaves the old file or the new one, whole',
  { timeout: 180_000 },
  async () => {
    const scripts = tempFolder();
    const script = await bundled(scripts);

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
