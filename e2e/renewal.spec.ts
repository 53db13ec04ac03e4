import { jwt } from '../test/support/jwt.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true } });

test('S4.5 a token of an identity provider that runs out is asked for over the page, which loses nothing', async ({
  launch,
  serve,
}) => {
  test.setTimeout(90_000);
  const server = await serve({ product: 'clustered' });
  const app = await launch();
  const me = new Person(app);
  const { page } = app;
  const asked = page.getByRole('dialog', { name: /^A new token for/ });
  const enter = async (seconds: number) => {
    await asked.getByLabel(/^API token/).fill(jwt({ exp: seconds }));
    await asked.getByRole('button', { name: 'Use this token' }).click();
    await asked.waitFor({ state: 'detached' });
  };
  /** A token that runs out in so many seconds, and the wait until it has. */
  const shortLived = (seconds: number) => {
    const over = Date.now() + (seconds + 1) * 1_000;
    return { token: jwt({ exp: seconds }), end: () => page.waitForTimeout(Math.max(0, over - Date.now())) };
  };
  const posts = () => server.requests.filter(({ method }) => method === 'POST');

  const first = shortLived(9);
  await me.connect({ address: server.url, token: first.token, name: 'cluster' });
  await expect(asked.getByText(/runs out/)).toBeVisible();
  expect(await app.seriousFindings()).toEqual([]);
  await asked.getByRole('button', { name: 'Not now' }).click();
  await expect(me.rows.nth(5)).toBeVisible();
  await me.unlock();
  await me.button('Create token').click();
  await page.getByLabel('Description', { exact: true }).fill('journey probe');
  await page.getByRole('checkbox', { name: 'Write telemetry', exact: true }).check();
  await first.end();

  // A change is not sent again by itself, and what was filled in stays.
  const create = page
    .getByRole('complementary', { name: 'The token that this makes' })
    .getByRole('button', { name: 'Create token' });
  await create.click();
  await expect(asked.getByText(/has run out/)).toBeVisible();
  for (const theme of ['light', 'dark'] as const) {
    await app.wear(theme);
    await app.screenshot(`renewal-${theme}`);
  }
  expect(await app.seriousFindings()).toEqual([]);
  await enter(150);
  expect(posts().length).toBe(1);
  await expect(page.getByLabel('Description', { exact: true })).toHaveValue('journey probe');
  await expect(page.getByRole('checkbox', { name: 'Write telemetry', exact: true })).toBeChecked();
  await create.click();
  await me.press('Copy').click();
  await me.press('I have stored it').click();
  await me.dialog.waitFor({ state: 'detached' });
  expect(posts().length).toBe(2);

  // A read goes on by itself.
  await me.rail.getByRole('button', { name: 'Connect', exact: true }).waitFor();
  await page.locator('[data-server]').filter({ hasText: 'cluster' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const second = shortLived(4);
  await me.dialog.getByLabel(/^API token/).fill(second.token);
  await me.press('Save').click();
  await asked.getByRole('button', { name: 'Not now' }).click();
  await expect(me.rows.nth(5)).toBeVisible();
  await second.end();
  await me.button('Refresh').click();
  await expect(asked.getByText(/has run out/)).toBeVisible();
  const before = server.requests.length;
  await enter(3600);
  await expect.poll(() => server.requests.slice(before).some(({ path }) => path.endsWith('/tokens'))).toBe(true);
  await expect(me.button('Refresh')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(app.consoleErrors).toEqual([]);
});
