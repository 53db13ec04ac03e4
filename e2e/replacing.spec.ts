import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true } });

test('S3.4 a token whose rights never change is replaced by one with others, then deactivated and deleted', async ({
  launch,
  serve,
}) => {
  test.setTimeout(90_000);
  const server = await serve({ product: 'serverless' });
  const app = await launch();
  const me = new Person(app);
  const { page } = app;
  const old = 'probe to replace';
  const write = async (secret: string): Promise<number> => {
    const headers = { authorization: `Token ${secret}` };
    const answer = await fetch(`${server.url}/api/v2/write?bucket=weather`, {
      method: 'POST',
      headers,
      body: 'm f=1 1',
    });
    return answer.status;
  };
  const result = page.getByRole('complementary', { name: 'The token that this makes' });
  const store = async (): Promise<string> => {
    await me.press('Copy').click();
    const read = () => app.electron.evaluate(({ clipboard }) => clipboard.readText());
    await expect.poll(read).toMatch(/^\S{40,}$/);
    const value = await read();
    await me.press('I have stored it').click();
    return value;
  };

  await me.connect({ address: server.url, token: server.credential ?? '', name: 'region' });
  await expect(me.rows.nth(5)).toBeVisible();
  await me.unlock();
  await me.button('Create token').click();
  await page.getByLabel('Description', { exact: true }).fill(old);
  await page.getByRole('checkbox', { name: 'Write weather', exact: true }).check();
  await result.getByRole('button', { name: 'Create token' }).click();
  const oldValue = await store();
  await me.dialog.waitFor({ state: 'detached' });

  await me.pick(old);
  await me.inspector.getByRole('button', { name: 'Replace' }).click();
  await expect(page.getByRole('heading', { name: `Replace ${old}` })).toBeVisible();
  await page.getByLabel('Description', { exact: true }).fill('the new probe');
  await page.getByRole('checkbox', { name: 'Read weather', exact: true }).check();
  await app.screenshot('replace-form');
  expect(await app.seriousFindings()).toEqual([]);
  await result.getByRole('button', { name: 'Create token' }).click();
  await me.dialog.getByRole('heading', { name: 'Store this token now' }).waitFor();
  await app.electron.evaluate(({ clipboard }) => clipboard.clear());
  const newValue = await store();

  await me.dialog.getByRole('heading', { name: `Retire ${old}?` }).waitFor();
  expect(await write(oldValue)).toBe(204);
  expect(await write(newValue)).toBe(204);
  for (const theme of ['light', 'dark'] as const) {
    await app.wear(theme);
    await app.screenshot(`retire-${theme}`);
  }
  expect(await app.seriousFindings()).toEqual([]);
  await me.press('Later').click();
  await me.dialog.waitFor({ state: 'detached' });
  await me.pick(old);
  await expect(me.inspector.getByText(/the new probe was made in its place/)).toBeVisible();
  await app.screenshot('replaced-inspector');
  await me.inspector.getByRole('button', { name: 'Retire this one' }).click();
  await me.dialog.getByRole('checkbox').check();
  await me.press(/^Deactivate it/).click();
  await me.press('Deactivate token').click();
  await me.dialog.waitFor({ state: 'detached' });
  expect(await write(oldValue)).toBe(401);
  expect(await write(newValue)).toBe(204);

  await me.inspector.getByRole('button', { name: 'Retire this one' }).click();
  await me.press(/^Delete it/).click();
  await me.press('Delete token').click();
  await me.dialog.waitFor({ state: 'detached' });
  await expect(me.row(old)).toHaveCount(0);
  expect(await write(newValue)).toBe(204);
  expect(app.consoleErrors).toEqual([]);
});

test('S3.18 the server is asked for the tokens of one user', async ({ launch, serve }) => {
  const server = await serve({ product: 'serverless' });
  const app = await launch();
  const me = new Person(app);
  const { page } = app;
  await me.connect({ address: server.url, token: server.credential ?? '', name: 'region' });
  await expect(me.rows.nth(5)).toBeVisible();
  await page.getByRole('search', { name: 'Tokens' }).getByRole('button', { name: 'Owner' }).click();
  await page.getByRole('textbox', { name: 'Search owner' }).fill('0123456789abcdef');
  await app.screenshot('ask-owner');
  await page.getByRole('button', { name: /^Ask the server for/ }).click();
  await expect(page.getByText(/Asked the server for tokens of/)).toBeVisible();
  for (const theme of ['light', 'dark'] as const) {
    await app.wear(theme);
    await app.screenshot(`asked-${theme}`);
  }
  expect(await app.seriousFindings()).toEqual([]);
  expect(server.requests.map(({ path }) => path)).toContain('/api/v2/authorizations?userID=0123456789abcdef');
  await page.getByRole('button', { name: 'Show the whole list' }).first().click();
  await expect(me.rows.nth(5)).toBeVisible();
  expect(app.consoleErrors).toEqual([]);
});
