import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true } });

test('J2 J6 tokens of three servers are deactivated and deleted together: the locked one is left out by name, and production asks for each', async ({
  launch,
  serve,
}) => {
  test.setTimeout(120_000);
  const [work, prod, cluster] = await Promise.all([
    serve({ product: 'oss-2.9' }),
    serve({ product: 'oss-2.7', seed: 7 }),
    serve({ product: 'clustered' }),
  ]);
  const app = await launch();
  const me = new Person(app);
  const { page } = app;
  const credential = (server: { credential?: string }) => server.credential ?? '';
  const look = async (name: string) => {
    for (const theme of ['light', 'dark'] as const) {
      await app.wear(theme);
      await app.screenshot(`${name}-${theme}`);
    }
    expect(await app.seriousFindings()).toEqual([]);
  };
  await me.connect({ address: work.url, token: credential(work), name: 'work', environment: 'Staging' });
  await me.unlock();
  await me.connect({ address: prod.url, token: credential(prod), name: 'prod', environment: 'Production' });
  await me.unlock();
  await me.connect({ address: cluster.url, token: credential(cluster), name: 'cluster', environment: 'Staging' });
  await expect(me.rows.nth(2)).toBeVisible();
  await me.openAll();
  await expect(page.getByText('3 of 3 read')).toBeVisible();

  const search = page.getByRole('searchbox', { name: 'Search all servers' });
  const bar = page.getByRole('toolbar', { name: 'Selected tokens' });
  await test.step('what is marked stays marked whatever is searched for', async () => {
    await search.fill('telegraf plc-1 status:active');
    await expect(page.getByText(/^\d+ of 849 shown$/)).toBeVisible();
    await me.allRows.first().click();
    await page.keyboard.press('Control+a');
    await expect(bar.getByRole('status')).toHaveText(/^(\d+) of \1 shown selected,\s+on 2\s+servers$/);
    await search.fill('telegraf server:cluster');
    await me.allRows.nth(1).click();
    await page.keyboard.press('Space');
    await expect(bar.getByRole('status')).toHaveText(/^1 of 3 shown selected, \d+ more not shown,\s+on 3\s+servers$/);
    await expect(bar.getByText('Read-only, so left out: cluster (1)')).toBeVisible();
    await search.fill('telegraf status:active');
    await look('many-selected');
  });

  const dialog = page.getByRole('dialog');
  const part = (name: string) => dialog.getByRole('region', { name });
  await test.step('deactivating names who loses what and who is left out, then says what was done', async () => {
    await bar.getByRole('button', { name: 'Deactivate' }).click();
    await expect(
      part('work')
        .getByText(/can no longer/)
        .first(),
    ).toBeVisible();
    await expect(part('cluster')).toContainText(/left out/);
    await look('many-plan');
    const before = work.requests.filter(({ method }) => method === 'PATCH').length;
    await dialog.getByRole('button', { name: /^Deactivate \d+ tokens?$/ }).click();
    await expect(dialog.getByText(/^\d+ of \d+ tokens\s+deactivated\./)).toBeVisible({ timeout: 30_000 });
    await look('many-done');
    expect(work.requests.filter(({ method }) => method === 'PATCH').length).toBeGreaterThan(before);
    expect(cluster.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await expect(bar.getByRole('status')).toHaveText(/on 1\s+server$/);
    await me.allTokens.focus();
    await page.keyboard.press('Escape');
    await expect(bar).toHaveCount(0);
  });

  await test.step('in production each is asked for by itself, and a stop says what was not tried', async () => {
    await search.fill('telegraf plc-1 status:inactive server:prod');
    await expect(me.allRows.nth(1)).toBeVisible();
    await page.getByRole('checkbox', { name: 'Select all that is shown' }).click();
    await bar.getByRole('button', { name: 'Delete' }).click();
    await expect(dialog.getByText(/each token is confirmed by itself/)).toBeVisible();
    await dialog.getByRole('button', { name: /^Delete \d+ tokens$/ }).click();
    const text = dialog.getByRole('textbox', { name: 'The text above' });
    await expect(text).toBeFocused();
    await look('many-question');
    await text.fill((await dialog.locator('pre').textContent()) ?? '');
    await dialog.getByRole('button', { name: 'Delete this one' }).click();
    await expect(dialog.getByText(/^2 of \d+ tokens:/)).toBeVisible();
    await expect(text).toHaveValue('');
    await dialog.getByRole('button', { name: 'Stop here' }).click();
    await expect(dialog.getByText(/^1 of \d+ tokens\s+deleted\./)).toBeVisible();
    await expect(part('prod')).toContainText('Not tried: you stopped before.');
    expect(prod.requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
    await look('many-stopped');
  });
  expect(app.consoleErrors).toEqual([]);
});
