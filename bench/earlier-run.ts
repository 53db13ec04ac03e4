import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startSample } from '#sample/serve';
import { startApp, type MeasuredApp } from './app.ts';
import { addServer, openServer } from './page.ts';
import { atMost, median, type Figure } from './statistics.ts';

/** How long an app is left alone after its start, in ms: it asks for what servers were while nothing else is to do. */
const SETTLED_MS = 3000;

interface Click {
  /** From the click to the frame with the first rows of the snapshot, and to the one with all, in ms. */
  shown: number;
  whole: number;
  /** What the runtime takes to read the file of the snapshot and to parse its lines, in ms. */
  floor: number;
}

/**
 * A server of so many tokens that was read in an earlier run, and that does not answer now: from the click to its rows.
 */
export async function earlierRun(tokens: number, rounds: number): Promise<Figure[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const small = await startSample({ product: 'oss-2.7', tokens: 200 });
  try {
    await readOnce(folder, small, tokens);
    const clicks: Click[] = [];
    for (let round = 0; round < rounds; round++) clicks.push(await clicked(folder));
    const of = (key: keyof Click) => median(clicks.map((click) => click[key]));
    const floor = `unzip and JSON.parse of the whole snapshot (${of('floor').toFixed(0)} ms)`;
    const times = `median of ${rounds}`;
    return [
      atMost(`click to the snapshot of an earlier run, ${tokens} tokens (ms, ${times})`, of('shown'), 100, '100 ms'),
      atMost(`the same to the whole of it (ms, ${times}; no bound)`, of('whole'), Infinity, floor),
    ];
  } finally {
    await small.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

type Sample = Awaited<ReturnType<typeof startSample>>;

/** The earlier run. The small server is open at its end, so that the next one opens it by itself. */
async function readOnce(folder: string, small: Sample, tokens: number): Promise<void> {
  const large = await startSample({ product: 'oss-2.9', tokens });
  const { page, close } = await startApp(folder);
  try {
    await addServer(page, 'bench-small', small.url, small.credential ?? '');
    await openServer(page, 'bench-small');
    await addServer(page, 'bench-large', large.url, large.credential ?? '');
    await openServer(page, 'bench-large');
    await page.waitForTimeout(SETTLED_MS + tokens / 20);
    await openServer(page, 'bench-small');
    await page.waitForTimeout(SETTLED_MS);
  } finally {
    await close();
    await large.close();
  }
}

async function clicked(folder: string): Promise<Click> {
  const measured = await startApp(folder);
  const { page, close } = measured;
  try {
    await page.waitForTimeout(SETTLED_MS);
    const { pressed, shown, whole } = await openServer(page, 'bench-large');
    const floor = await readFloor(measured, folder);
    await openServer(page, 'bench-small');
    await page.waitForTimeout(SETTLED_MS);
    if (shown === pressed || whole === shown) throw new Error('the large server was open before it was pressed');
    return { shown: shown - pressed, whole: whole - pressed, floor };
  } finally {
    await close();
  }
}

/** How long the runtime itself takes to unzip the largest snapshot and to parse its lines, in ms. */
async function readFloor({ app }: MeasuredApp, folder: string): Promise<number> {
  const history = path.join(folder, 'history');
  const files = fs.readdirSync(history, { recursive: true, encoding: 'utf8' }).map((name) => path.join(history, name));
  const sizes = files.filter((name) => name.endsWith('.gz')).map((name) => ({ name, size: fs.statSync(name).size }));
  const largest = sizes.reduce((one, other) => (one.size > other.size ? one : other)).name;
  const times = await app.evaluate((_electron, file) => {
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const { gunzipSync } = process.getBuiltinModule('node:zlib');
    return Array.from({ length: 5 }, () => {
      const began = performance.now();
      for (const line of gunzipSync(readFileSync(file)).toString().trim().split('\n')) JSON.parse(line);
      return performance.now() - began;
    });
  }, largest);
  return median(times);
}
