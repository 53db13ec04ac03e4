import type { Page } from '@playwright/test';
import { addServers } from './support/add-servers.ts';
import { Person } from './support/person.ts';
import { longTasks, watchTasks } from './support/tasks.ts';
import { expect, test } from './support/test.ts';

const TOKENS = 10_000;
/** The server drops those whose owner or organization is gone. */
const LISTED = 9_500;
const LONGEST_MS = 200;

test.use({ record: false });

test('N4 10,000 tokens list, filter and sort without a task over 200 ms', async ({ launch, serve }) => {
  test.setTimeout(120_000);
  const server = await serve({ product: 'oss-2.9', tokens: TOKENS });
  const app = await launch({ args: ['--fresh'] });
  const person = new Person(app);
  const { page } = app;
  const slow = await slowness(page);
  await watchTasks(page);

  await addServers(page, [{ name: 'Ten thousand', address: server.url, token: server.credential ?? '' }]);
  const organizations = page.getByRole('button', { name: 'Show all organizations' });
  await organizations.click({ timeout: 60_000 });
  await expect.poll(() => rowCount(page)).toBeGreaterThan(LISTED);

  await page.getByRole('textbox', { name: 'Search tokens' }).pressSequentially('telegraf', { delay: 50 });
  await expect.poll(() => rowCount(page)).toBeLessThan(LISTED);
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect.poll(() => rowCount(page)).toBeGreaterThan(LISTED);

  for (const column of ['Description', 'Can', 'Owner', 'Changed']) {
    const head = person.tokens.getByRole('columnheader', { name: column });
    await head.getByRole('button').click();
    await expect(head).not.toHaveAttribute('aria-sort', 'none');
  }

  const tasks = await longTasks(page);
  console.log(
    `N4: tasks over 50 ms: ${JSON.stringify(tasks)}, the machine ${slow.toFixed(1)} times slower than at its best`,
  );
  expect(Math.max(0, ...tasks)).toBeLessThanOrEqual(LONGEST_MS * slow);
});

async function rowCount(page: Page): Promise<number> {
  return Number(await page.getByRole('grid', { name: 'Tokens' }).getAttribute('aria-rowcount'));
}

/**
 * How many times longer the same work takes as a rule than at its best: 1 on a machine that does nothing else. The
 * bound is for the app, not for what else runs.
 */
async function slowness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const times = Array.from({ length: 15 }, () => {
      const began = performance.now();
      Array.from({ length: 60_000 }, (_, at) => (at * 7919) % 60_013).sort((a, b) => a - b);
      return performance.now() - began;
    }).sort((a, b) => a - b);
    return Math.max(1, (times[7] ?? 1) / (times[0] ?? 1));
  });
}
