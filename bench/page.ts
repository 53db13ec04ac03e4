import type { CDPSession, Page } from '@playwright/test';

const ROW = '[role="grid"] [role="row"][aria-rowindex]:not([aria-rowindex="1"])';

/** Saves a server in the app through its bridge, as the dialog does. Answers its id. */
export function addServer(page: Page, name: string, address: string, secret: string): Promise<string> {
  return page.evaluate(
    async ({ draft, secret }) => {
      const { bridge } = globalThis as unknown as { bridge: { call(path: string, input: unknown): Promise<{ ok: boolean; value: { id: string } }> } };
      const reply = await bridge.call('connections.add', { draft, secret });
      if (!reply.ok) throw new Error(JSON.stringify(reply));
      return reply.value.id;
    },
    { draft: { name, address, environment: 'development', note: '' }, secret },
  );
}

/**
 * Presses the server's button in the rail and waits for its rows. Both times in ms since 1970, by the page's clock:
 * when it was pressed, and the first frame after its rows were there.
 */
export function openServer(page: Page, name: string): Promise<{ pressed: number; shown: number }> {
  return page.evaluate(
    ({ name, row }) => {
      const now = () => performance.timeOrigin + performance.now();
      const button = [...document.querySelectorAll<HTMLElement>('nav button, nav a')].find((each) => each.textContent.includes(name));
      if (!button) throw new Error(`${name} is not in the rail`);
      const pressed = now();
      button.click();
      return new Promise<{ pressed: number; shown: number }>((resolve) => {
        const look = () => {
          const there = document.querySelector('h1')?.textContent.includes(name) && document.querySelector(row);
          if (there) requestAnimationFrame(() => resolve({ pressed, shown: now() }));
          else requestAnimationFrame(look);
        };
        look();
      });
    },
    { name, row: ROW },
  );
}

/** Scripting, style and layout of the page so far, in ms: what keeps its thread busy but drawing, which is software here. */
async function busy(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((each) => each.name === name)?.value ?? 0;
  return 1000 * (of('ScriptDuration') + of('LayoutDuration') + of('RecalcStyleDuration'));
}

/** Types a text letter by letter; for each letter how long the page's thread was busy and when the table changed, in ms. */
export async function typeSearch(page: Page, text: string): Promise<{ busy: number[]; shown: number[] }> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const field = page.getByRole('searchbox').or(page.getByRole('textbox', { name: /search tokens/i })).first();
  await field.focus();
  const result = { busy: new Array<number>(), shown: new Array<number>() };
  for (const letter of text) {
    const shown = page.evaluate(whenTableChanges);
    await page.waitForTimeout(50);
    const before = await busy(session);
    await page.keyboard.type(letter);
    result.shown.push(await shown);
    await page.waitForTimeout(250);
    result.busy.push((await busy(session)) - before);
  }
  return result;
}

/** Runs in the page: ms from the next keystroke to the frame in which the table's rows are those of the new search. */
function whenTableChanges(): Promise<number> {
  const grid = document.querySelector('[role="grid"]');
  if (!grid) throw new Error('there is no table');
  return new Promise((resolve) => {
    document.addEventListener(
      'keydown',
      () => {
        const began = performance.now();
        const done = () => {
          observer.disconnect();
          clearTimeout(unchanged);
          requestAnimationFrame(() => resolve(performance.now() - began));
        };
        const observer = new MutationObserver(done);
        observer.observe(grid, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['aria-rowcount'] });
        const unchanged = setTimeout(() => (observer.disconnect(), resolve(0)), 1000);
      },
      { once: true, capture: true },
    );
  });
}

/** Scrolls the table frame by frame; for each frame how long scripting, style and layout took, in ms. */
export async function scrollTable(page: Page, frames: number, pixels: number): Promise<number[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const times: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const before = await busy(session);
    await page.evaluate((by) => {
      const grid = document.querySelector('[role="grid"]');
      if (!grid) throw new Error('there is no table');
      grid.scrollTop += by;
      return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }, pixels);
    times.push((await busy(session)) - before);
  }
  return times;
}
