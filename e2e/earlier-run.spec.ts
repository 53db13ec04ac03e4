import type { Page } from '@playwright/test';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

const TOKENS = 3000;
const ROW = 36;
const LIST = '/api/v2/authorizations';

/**
 * What stood in the window in one frame: how many rows, and where the selected one was, in px from the top of the
 * table.
 */
interface Frame {
  rows: number;
  selected: number | undefined;
}

/** Notes what stands in the window, frame by frame, until it is asked for it. */
async function watchFrames(page: Page): Promise<() => Promise<Frame[]>> {
  await page.evaluate(() => {
    const seen: Frame[] = [];
    Object.assign(window, { seen });
    const look = () => {
      const grid = document.querySelector('[role="grid"]');
      const top = grid?.getBoundingClientRect().top ?? 0;
      const row = grid?.querySelector('[role="row"][aria-selected="true"]');
      seen.push({
        rows: grid?.querySelectorAll('[role="row"]:has([role="gridcell"])').length ?? 0,
        selected: row ? row.getBoundingClientRect().top - top : undefined,
      });
      requestAnimationFrame(look);
    };
    look();
  });
  return () => page.evaluate(() => (window as unknown as { seen: Frame[] }).seen);
}

const scrollTop = (me: Person) => me.tokens.evaluate((grid) => grid.scrollTop);

for (const made of [0, 3])
  test(`the rows of an earlier run turn fresh in place, with ${made} new ones above them`, async ({
    folder,
    launch,
    serve,
  }) => {
    test.setTimeout(120_000);
    let answer = (): void => undefined;
    let held = Promise.resolve();
    const large = await serve({
      product: 'oss-2.9',
      tokens: TOKENS,
      before: async ({ method, url }) => {
        if (method === 'GET' && url?.startsWith(LIST)) await held;
        return false;
      },
    });
    const small = await serve({ product: 'oss-2.7' });
    const before = await launch({ folder, keyring: true });
    const first = new Person(before);
    await first.connect({ address: large.url, token: large.credential ?? '', name: 'large' });
    await expect(first.page.getByText(/^Read .*(now|ago)$/)).toBeVisible();
    await first.connect({ address: small.url, token: small.credential ?? '', name: 'small' });
    await expect(first.rows.nth(2)).toBeVisible();
    await before.quit();

    const headers = { Authorization: `Token ${large.credential ?? ''}`, 'Content-Type': 'application/json' };
    const own = (await (await fetch(`${large.url}${LIST}`, { headers })).json()) as {
      authorizations: { orgID: string; permissions: object[] }[];
    };
    const [{ orgID, permissions } = {}] = own.authorizations;
    const body = JSON.stringify({ orgID, permissions, description: 'made by night' });
    for (let n = 0; n < made; n++) await fetch(`${large.url}${LIST}`, { method: 'POST', headers, body });
    held = new Promise<void>((resolve) => (answer = resolve));

    const after = await launch({ folder, keyring: true });
    const me = new Person(after);
    await me.server('large').click({ timeout: 10_000 });
    await expect(me.page.getByText(/in an earlier run/)).toBeVisible();
    const total = async () => Number(await me.tokens.getAttribute('aria-rowcount'));
    await expect.poll(total).toBeGreaterThan(1000);
    await me.tokens.evaluate((grid, top) => (grid.scrollTop = top), 300 * ROW + 11);
    const row = me.tokens.locator('[role="row"][aria-rowindex="310"]');
    await row.click({ timeout: 10_000 });
    const chosen = (await row.textContent()) ?? '';
    const [top, rows] = [await scrollTop(me), await total()];
    const frames = await watchFrames(me.page);
    answer();
    await expect(me.page.getByText(/^Read .*(now|ago)$/)).toBeVisible();
    await me.page.waitForTimeout(300);

    const seen = await frames();
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.filter((frame) => frame.rows === 0)).toEqual([]);
    expect(new Set(seen.map(({ selected }) => selected)).size).toBe(1);
    expect(seen[0]?.selected).toBeDefined();
    expect(await total()).toBe(rows + made);
    expect(await scrollTop(me)).toBe(top + made * ROW);
    expect(await me.tokens.locator('[aria-selected="true"]').textContent()).toBe(chosen);
    await expect(me.tokens).toBeFocused();
    expect(after.consoleErrors).toEqual([]);
  });
