import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSample } from '#sample/serve';
import { msToFirstLine, startApp } from './app.ts';
import { addServer, openServer } from './page.ts';
import { atMost, median, type Figure } from './statistics.ts';

const ROUNDS = 9;
/** How long an app is left alone before it ends, in ms: it keeps what it has read. */
const SETTLED_MS = 3000;

const root = path.resolve(import.meta.dirname, '..');
const WATCHED = ['-r', path.join(import.meta.dirname, 'first-rows.cjs')];

/** From the start of the process to the first rows on the screen, in turns with an empty window. */
export async function starts(): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const server = await startSample({ product: 'oss-2.9' });
  try {
    await readOnce(folder, server);
    const [empty, read, samples]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round++) {
      empty.push(await msToFirstLine([path.join(root, 'bench/empty-app')]));
      read.push(await msToFirstLine([...WATCHED, root], folder));
      samples.push(await msToFirstLine([...WATCHED, root, '--samples']));
    }
    const floor = median(empty);
    const bound = `1.5 × an empty window (${floor.toFixed(0)} ms)`;
    const times = `ms, median of ${ROUNDS}`;
    return [
      atMost(`start to usable list, server of an earlier run (${times})`, median(read), 1.5 * floor, bound),
      atMost(`start to usable list, sample servers started with it (${times})`, median(samples), 1.5 * floor, bound),
    ];
  } finally {
    await server.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The earlier run. */
async function readOnce(folder: string, server: { url: string; credential?: string }): Promise<void> {
  const { page, close } = await startApp(folder);
  try {
    await addServer(page, 'bench', server.url, server.credential ?? '');
    await openServer(page, 'bench');
    await page.waitForTimeout(SETTLED_MS);
  } finally {
    await close();
  }
}
