import type { Page } from '@playwright/test';
import { busyBetweenMarks, MARK } from './trace.ts';

const ROW = '[role="grid"] [role="row"][aria-rowindex]:not([aria-rowindex="1"])';

/** Saves a server in the app through its bridge, as the dialog does. Answers its id. */
export function addServer(page: Page, name: string, address: string, secret: string): Promise<string> {
  return page.evaluate(
    async ({ draft, secret }) => {
      const { bridge } = globalThis as unknown as {
        bridge: { call(path: string, input: unknown): Promise<{ ok: boolean; value: { id: string } }> };
      };
      const reply = await bridge.call('connections.add', { draft, secret });
      if (!reply.ok) throw new Error(JSON.stringify(reply));
      return reply.value.id;
    },
    { draft: { name, address, environment: 'development', note: '' }, secret },
  );
}

/**
 * Presses the server's button in the rail and waits for its rows. All times in ms since 1970, by the page's clock: when
 * it was pressed, the first frame after its first rows were there, and the first one after its list was whole. Rejects
 * when that takes more than two minutes.
 */
export function openServer(page: Page, name: string): Promise<{ pressed: number; shown: number; whole: number }> {
  return page.evaluate(
    ({ name, row }) => {
      const now = () => performance.timeOrigin + performance.now();
      const button = [...document.querySelectorAll<HTMLElement>('nav button, nav a')].find((each) =>
        each.textContent.includes(name),
      );
      if (!button) throw new Error(`${name} is not in the rail`);
      const pressed = now();
      button.click();
      let shown = 0;
      return new Promise<{ pressed: number; shown: number; whole: number }>((resolve, reject) => {
        const look = () => {
          if (now() - pressed > 120_000) {
            reject(new Error(`${name} shows no rows: ${document.querySelector('main')?.textContent ?? ''}`));
            return;
          }
          const there = document.querySelector('h1')?.textContent.includes(name) && document.querySelector(row);
          const whole = there && !document.querySelector('[aria-busy="true"]:has([role="grid"])');
          requestAnimationFrame(() => {
            if (there) shown ||= now();
            if (whole) resolve({ pressed, shown, whole: now() });
            else look();
          });
        };
        look();
      });
    },
    { name, row: ROW },
  );
}

/**
 * Types a text letter by letter into the search; how long each letter kept the page's thread busy, and for each that
 * changed the table how long that took, in ms. Throws when the typing did not narrow the table.
 */
export async function typeSearch(
  page: Page,
  text: string,
  box = 'Search tokens',
): Promise<{ busy: number[]; shown: number[] }> {
  await page.getByLabel(box, { exact: true }).focus();
  const before = await rowCount(page);
  const shown: number[] = [];
  const busy = await busyBetweenMarks(page, async () => {
    for (const letter of text) {
      const change = page.evaluate(whenTableChanges, MARK);
      await page.waitForTimeout(100);
      await page.keyboard.type(letter);
      const ms = await change;
      if (ms !== null) shown.push(ms);
      await page.waitForTimeout(250);
    }
  });
  const after = await rowCount(page);
  if (shown.length === 0 || after >= before)
    throw new Error(`typing “${text}” left ${String(after)} of ${String(before)} rows`);
  return { busy, shown };
}

async function rowCount(page: Page): Promise<number> {
  return Number(await page.getByRole('grid').getAttribute('aria-rowcount'));
}

/**
 * Runs in the page: ms from the next keystroke to the frame in which the table shows the new search; null without a
 * change.
 */
function whenTableChanges(mark: string): Promise<number | null> {
  const grid = document.querySelector('[role="grid"]');
  if (!grid) throw new Error('there is no table');
  return new Promise((resolve) => {
    const begin = () => {
      const began = performance.now();
      performance.mark(mark);
      const unchanged = setTimeout(() => (observer.disconnect(), resolve(null)), 1000);
      const observer = new MutationObserver(() => {
        observer.disconnect();
        clearTimeout(unchanged);
        requestAnimationFrame(() => resolve(performance.now() - began));
      });
      observer.observe(grid, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
        attributeFilter: ['aria-rowcount'],
      });
    };
    document.addEventListener('keydown', begin, { once: true, capture: true });
  });
}

/** Scrolls the table frame by frame; for each frame how long scripts, style and layout took, in ms. */
export async function scrollTable(page: Page, frames: number, pixels: number): Promise<number[]> {
  const times = await busyBetweenMarks(page, () =>
    page.evaluate(
      async ({ frames, pixels, mark }) => {
        const grid = document.querySelector('[role="grid"]');
        if (!grid) throw new Error('there is no table');
        for (let frame = 1; frame <= frames; frame++) {
          performance.mark(mark);
          grid.scrollTop = frame * pixels;
          await new Promise(requestAnimationFrame);
        }
        if (grid.scrollTop === 0) throw new Error('the table did not scroll');
      },
      { frames, pixels, mark: MARK },
    ),
  );
  return times.slice(1, -1);
}
