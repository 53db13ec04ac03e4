import { startSample, type RunningSample } from '#sample/serve';
import type { ElectronApplication, Page } from '@playwright/test';
import { longTasks, watchTasks } from '../e2e/support/tasks.ts';
import { startApp, type MeasuredApp } from './app.ts';
import { floorOf, memoryOf, type Floor } from './empty-window.ts';
import { addServer, openServer, scrollTable, typeSearch } from './page.ts';
import { atMost, median, percentile, type Figure } from './statistics.ts';

const TOKENS = 100_000;
/** What one notch of a wheel scrolls, in px. */
const WHEEL = 120;
const MB = 1e6;

/** One server with 100,000 tokens: read, judged, searched, scrolled. */
export async function largeServer(): Promise<Figure[]> {
  let lastByte = 0;
  const large = await startSample({
    product: 'oss-2.9',
    tokens: TOKENS,
    before: (req, res) => {
      const isList = req.method === 'GET' && req.url?.startsWith('/api/v2/authorizations');
      if (isList) res.once('finish', () => (lastByte ||= performance.timeOrigin + performance.now()));
      return false;
    },
  });
  const small = await startSample({ product: 'oss-2.7', tokens: 200 });
  try {
    const floor = await floorOf(large);
    lastByte = 0;
    const measured = await startApp();
    try {
      return await figures(measured, { large, small }, floor, () => lastByte);
    } finally {
      await measured.close();
    }
  } finally {
    await Promise.all([large.close(), small.close()]);
  }
}

async function figures(
  { app, page }: MeasuredApp,
  { large, small }: Record<'large' | 'small', RunningSample>,
  floor: Floor,
  lastByte: () => number,
): Promise<Figure[]> {
  // The first server opens by itself: the large one is to be opened by a click.
  await addServer(page, 'bench-small', small.url, small.credential ?? '');
  await openServer(page, 'bench-small');
  await addServer(page, 'bench-large', large.url, large.credential ?? '');
  await page.waitForTimeout(2000);
  await collectGarbage(page);
  await collectGarbageInMain(app);
  const before = await memoryOf(app);
  await watchTasks(page);
  const { shown, whole } = await openServer(page, 'bench-large');
  const judged = await whenJudged(page);
  const tasks = await longTasks(page);
  await page.waitForTimeout(15_000);
  const memory = await memoryOf(app);
  await collectGarbage(page);
  await collectGarbageInMain(app);
  const kept = await memoryOf(app);
  await scrollTable(page, 50, WHEEL);
  const frames = await scrollTable(page, 200, WHEEL);
  const typed = await typeSearch(page, 'telegraf');
  const words = [await typeWord(page, 'finding:', 'high'), await typeWord(page, 'unused:', 'yes')];
  const parse = `JSON.parse of the body (${floor.parse.toFixed(0)} ms)`;
  const data = `the bytes of the list (${(floor.body / MB).toFixed(0)} MB)`;
  const of = `${TOKENS} tokens`;
  return [
    atMost(`last byte on the socket to the first rows, ${of} (ms; negative: before it)`, shown - lastByte(), 2 * floor.parse, `2 × ${parse}`), // prettier-ignore
    atMost(`last byte on the socket to the whole list, ${of} (ms)`, whole - lastByte(), 3 * floor.parse, `3 × ${parse}`), // prettier-ignore
    atMost(`whole list to all findings, ${of} (ms)`, judged - whole, 1000, `1 s, beside ${parse}`),
    atMost('longest task of the page meanwhile (ms)', Math.max(0, ...tasks), 200, '200 ms'),
    atMost(`memory above an empty window, ${of} (MB)`, (memory - floor.memory) / MB, (1.5 * floor.body) / MB, `1.5 × ${data}; an empty window takes ${(floor.memory / MB).toFixed(0)} MB`), // prettier-ignore
    atMost(`memory that the list takes in the app, garbage collected, ${of} (MB)`, (kept - before) / MB, (1.5 * floor.body) / MB, `1.5 × ${data}`), // prettier-ignore
    atMost(`script and layout per frame, ${of} (ms of the thread, p99 of 200)`, percentile(frames, 99), 8, '8 ms'),
    atMost(`page busy per keystroke, ${of} (ms of the thread, median)`, median(typed.busy), 8, '8 ms'),
    atMost(`page busy per keystroke, ${of} (ms of the thread, worst)`, Math.max(...typed.busy), 8, '8 ms'),
    atMost(`keystroke to first matching rows, ${of} (ms, worst)`, Math.max(...typed.shown), 50, '50 ms'),
    atMost(`the same of finding:high and unused:yes (ms, worst)`, Math.max(...words.flatMap(({ shown }) => shown)), 50, '50 ms'), // prettier-ignore
  ];
}

/** Types what is asked for by a search word behind it, in the place of what stood there. */
async function typeWord(page: Page, word: string, value: string): ReturnType<typeof typeSearch> {
  await page.getByLabel('Search tokens', { exact: true }).fill(word);
  await page.waitForTimeout(1000);
  return typeSearch(page, value);
}

/** When the findings are counted on their tab, in ms since 1970. */
function whenJudged(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const tab = [...document.querySelectorAll('[role="tab"]')].find((each) =>
            /^\s*Findings/.test(each.textContent),
          );
          if (/\d/.test(tab?.textContent ?? '')) resolve(performance.timeOrigin + performance.now());
          else setTimeout(look, 5);
        };
        look();
      }),
  );
}

/** Ends what only waits to be collected, which otherwise stays until somebody needs the room. */
async function collectGarbage(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
}

/** The same in main. */
function collectGarbageInMain(app: ElectronApplication): Promise<void> {
  return app.evaluate(async () => {
    const { Session } = process.getBuiltinModule('node:inspector/promises');
    const session = new Session();
    session.connect();
    await session.post('HeapProfiler.collectGarbage');
    session.disconnect();
  });
}
