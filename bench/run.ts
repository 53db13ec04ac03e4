import fs from 'node:fs';
import path from 'node:path';
import { startSample } from '#sample/serve';
import { startApp } from './app.ts';
import { earlierRun } from './earlier-run.ts';
import { manyServers } from './fleet.ts';
import { largeServer } from './large.ts';
import { addServer, openServer, scrollTable, typeSearch } from './page.ts';
import { starts } from './starts.ts';
import { atMost, median, percentile, type Figure } from './statistics.ts';

const TOKENS = 10_000;
/** How long the large server waits before it writes its list. */
const WRITING_MS = 1000;
/** What one notch of a wheel scrolls, in px. */
const WHEEL = 120;
const root = path.resolve(import.meta.dirname, '..');

/** How long the runtime itself takes to parse the body of the list, in ms: the floor of showing it. */
async function parseFloor(
  app: Awaited<ReturnType<typeof startApp>>['app'],
  url: string,
  credential: string,
): Promise<number> {
  const times = await app.evaluate(
    async ({ net }, { url, credential }) => {
      const answer = await net.fetch(`${url}/api/v2/authorizations`, {
        headers: { Authorization: `Token ${credential}` },
      });
      const body = await answer.text();
      return Array.from({ length: 7 }, () => {
        const began = performance.now();
        JSON.parse(body);
        return performance.now() - began;
      });
    },
    { url, credential },
  );
  return median(times);
}

async function lists(): Promise<Figure[]> {
  let lastByte = 0;
  const large = await startSample({
    product: 'oss-2.9',
    tokens: TOKENS,
    before: async (req, res) => {
      if (req.method !== 'GET' || !req.url?.startsWith('/api/v2/authorizations')) return false;
      res.once('finish', () => (lastByte = performance.timeOrigin + performance.now()));
      // A real 2.9 takes 1.4 s to write such a list and answers other requests meanwhile; this one would let them wait.
      await new Promise((done) => setTimeout(done, WRITING_MS));
      return false;
    },
  });
  const small = await startSample({ product: 'oss-2.7', tokens: 200 });
  const { app, page, close } = await startApp();
  try {
    const floor = await parseFloor(app, large.url, large.credential ?? '');
    // The first server opens by itself: the large one is to be opened by a click.
    await addServer(page, 'bench-small', small.url, small.credential ?? '');
    await openServer(page, 'bench-small');
    await addServer(page, 'bench-large', large.url, large.credential ?? '');
    await page.waitForTimeout(1000);
    const first = await openServer(page, 'bench-large');
    await page.waitForTimeout(3000);
    // Read now: the list is read again whenever somebody comes back to the server.
    const written = lastByte;
    await openServer(page, 'bench-small');
    await page.waitForTimeout(1000);
    const switches: number[] = [];
    for (let round = 0; round < 5; round++) {
      const { pressed, shown } = await openServer(page, 'bench-large');
      switches.push(shown - pressed);
      await page.waitForTimeout(2500);
      await openServer(page, 'bench-small');
      await page.waitForTimeout(500);
    }
    await openServer(page, 'bench-large');
    await page.waitForTimeout(3000);
    await scrollTable(page, 50, WHEEL);
    const frames = await scrollTable(page, 200, WHEEL);
    const typed = await typeSearch(page, 'telegraf');
    return [
      atMost(
        `last byte on the socket to the first rows, ${TOKENS} tokens (ms; negative: before it)`,
        first.shown - written,
        2 * floor + 50,
        `2 × JSON.parse (${floor.toFixed(0)} ms) + 50 ms`,
      ),
      atMost(
        `last byte on the socket to the whole list, ${TOKENS} tokens (ms)`,
        first.whole - written,
        Infinity,
        'no bound',
      ),
      atMost('switch to a server that was read before (ms, median of 5)', median(switches), 100, '100 ms'),
      atMost('page busy per keystroke in the filter (ms of the thread, median)', median(typed.busy), 8, '8 ms'),
      atMost('keystroke to first matching rows (ms, worst)', Math.max(...typed.shown), 50, '50 ms'),
      atMost(
        'script and layout per frame, a notch of the wheel each (ms of the thread, p99 of 200)',
        percentile(frames, 99),
        8,
        '8 ms',
      ),
    ];
  } finally {
    await close();
    await Promise.all([large.close(), small.close()]);
  }
}

const figures = [
  ...(await starts()),
  ...(await lists()),
  ...(await earlierRun(TOKENS, 5)),
  ...(await earlierRun(10 * TOKENS, 3)),
  ...(await largeServer()),
  ...(await manyServers()),
];
console.table(figures);
fs.mkdirSync(path.join(root, 'reports'), { recursive: true });
fs.writeFileSync(
  path.join(root, 'reports/bench.json'),
  `${JSON.stringify({ node: process.version, figures }, null, 2)}\n`,
);
process.exitCode = figures.every(({ holds }) => holds) ? 0 : 1;
