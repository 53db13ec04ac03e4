import type { RunningApp } from './support/app.ts';
import { Person } from './support/person.ts';
import { statusOf, writeLine } from './support/plain-http.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true } });

const clipboardOf = (app: RunningApp): Promise<string> =>
  app.electron.evaluate(({ clipboard }) => clipboard.readText());

test('S0.1 S0.4 E1 F6 J9 a token is made, stored, used, renamed, deactivated, activated and deleted', async ({
  launch,
  serve,
}) => {
  test.setTimeout(120_000);
  const server = await serve({ product: 'oss-2.9' });
  const app = await launch({ keyring: true });
  const me = new Person(app);
  const { page } = app;
  const picture = async (name: string, themes: ('light' | 'dark')[] = ['light']): Promise<void> => {
    for (const theme of themes) {
      await app.wear(theme);
      await app.screenshot(`life-${name}-${theme}`);
    }
  };

  await test.step('connect a server that is typed in by hand: the address first', async () => {
    await picture('01-welcome');
    await me.openConnect();
    await me.dialog.getByLabel('Address', { exact: true }).fill(server.url);
    await page.keyboard.press('Tab');
    await expect(me.dialog.getByText(/^InfluxDB.*2\.9/)).toBeVisible();
    expect(server.requests.filter(({ headers }) => headers['authorization'])).toEqual([]);
    await me.fill({
      address: server.url,
      token: `Token ${server.credential ?? ''}`,
      name: 'plant-1',
      environment: 'Production',
    });
    await me.press('Test').click();
    await expect(me.dialog.getByText(/The token is .*operator/)).toBeVisible();
    await picture('02-connect');
    await me.press('Save').click();
    await expect(page.getByRole('heading', { level: 1, name: 'plant-1' })).toBeVisible();
    await expect(me.rows.nth(5)).toBeVisible();
    await picture('03-tokens');
  });

  await test.step('it is read-only until the native question is answered', async () => {
    await expect(me.button('Create token')).toHaveAttribute('aria-disabled', 'true');
    await me.button('Read-only').click();
    await expect(me.button('Read-only')).toBeVisible();
    await me.unlock();
    const asked = (await app.dialogs.asked()).at(-1);
    expect(asked?.message).toContain('plant-1');
    expect(asked?.message).toContain('production');
    expect(asked?.detail).toContain('15 minutes');
    await picture('04-unlocked', ['dark', 'light']);
  });

  await test.step('create a token for two buckets', async () => {
    await me.button('Create token').click();
    await page.getByLabel('Description', { exact: true }).fill('journey probe');
    const search = page.getByRole('searchbox', { name: 'Search buckets' });
    await search.fill('telem');
    await page.getByRole('checkbox', { name: 'Write telemetry', exact: true }).check();
    await search.fill('downs');
    await page.getByRole('checkbox', { name: 'Read downsampled', exact: true }).check();
    await search.fill('');
    await picture('05-create');
    expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
    await page
      .getByRole('complementary', { name: 'The token that this makes' })
      .getByRole('button', { name: 'Create token' })
      .click();
    await expect(me.dialog.getByRole('heading', { name: 'Store this token now' })).toBeVisible();
  });

  let secret = '';
  await test.step('the secret: nothing but storing it leads out', async () => {
    const storedIt = me.press('I have stored it');
    await page.keyboard.press('Escape');
    await page.mouse.click(5, 5);
    await expect(me.dialog.getByRole('heading', { name: 'Store this token now' })).toBeVisible();
    await expect(storedIt).toHaveAttribute('aria-disabled', 'true');
    await expect(me.dialog.getByText(/cannot show it again|again/).first()).toBeVisible();
    await picture('06-secret');
    const value = me.dialog.getByLabel('Value of the new token');
    await expect(value).toHaveText(/^•+$/);
    await me.press('Copy').click();
    await expect.poll(() => clipboardOf(app)).toMatch(/^[\w-]{86}==$/);
    secret = await clipboardOf(app);
    await expect(value).toHaveText(/^•+$/);
    expect(await page.content()).not.toContain(secret);
    const look = me.press('Hold to look');
    await look.hover();
    await page.mouse.down();
    await expect(value).toHaveText(secret);
    await page.mouse.up();
    await expect(value).toHaveText(/^•+$/);
    await expect(me.dialog.getByText(/On the clipboard for \d+ more seconds/)).toBeVisible();
    await me.dialog.getByLabel(/^Where I stored it/).fill('Vault, folder Operations');
    await picture('07-copied', ['dark', 'light']);
    await storedIt.click();
    await me.dialog.waitFor({ state: 'detached' });
    await expect(me.inspector.getByRole('heading', { name: 'journey probe' })).toBeVisible();
    await expect(me.inspector.getByLabel('Where the value is kept')).toHaveValue('Vault, folder Operations');
    await picture('08-made');
  });

  await test.step('the new token does on the server what its words say, and no more', async () => {
    expect(await writeLine(server, secret, 'acme', 'telemetry')).toBe(204);
    expect(await writeLine(server, secret, 'acme', 'warehouse')).not.toBe(204);
    expect(await statusOf(`${server.url}/api/v2/authorizations`, server.credential ?? '')).toBe(200);
  });

  const onServer = () =>
    [...server.state.authorizations.values()].find(({ description }) => /^journey/.test(description));

  await test.step('rename in place, and take it back', async () => {
    await me.pick('journey probe');
    await me.inspector.getByRole('button', { name: 'Edit the description' }).click();
    await me.inspector.getByRole('textbox', { name: 'Description' }).fill('journey renamed');
    await me.inspector.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(me.notice('Description changed')).toBeVisible();
    expect(onServer()?.description).toBe('journey renamed');
    await picture('09-renamed');
    await me.notice('Description changed').getByRole('button', { name: 'Undo' }).click();
    await expect(me.inspector.getByRole('heading', { name: 'journey probe' })).toBeVisible();
    expect(onServer()?.description).toBe('journey probe');
  });

  await test.step('deactivate, which the question about deleting offers first, and activate again', async () => {
    await me.inspector.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(me.press('Deactivate instead')).toBeVisible();
    await picture('10-delete');
    await me.press('Deactivate instead').click();
    await picture('11-deactivate');
    await me.press('Deactivate token').click();
    await me.dialog.waitFor({ state: 'detached' });
    await expect(me.inspector.getByText('Inactive').first()).toBeVisible();
    expect(await writeLine(server, secret, 'acme', 'telemetry')).toBeGreaterThanOrEqual(400);
    await me.inspector.getByRole('button', { name: 'Activate', exact: true }).click();
    await expect(me.notice('Activated in')).toBeVisible();
    expect(await writeLine(server, secret, 'acme', 'telemetry')).toBe(204);
  });

  await test.step('delete it in production: its description is typed', async () => {
    await me.inspector.getByRole('button', { name: 'Delete', exact: true }).click();
    const remove = me.press('Delete token');
    await expect(remove).toHaveAttribute('aria-disabled', 'true');
    await me.dialog.getByLabel('The text above').fill('journey prob');
    await expect(remove).toHaveAttribute('aria-disabled', 'true');
    await me.dialog.getByLabel('The text above').fill('journey probe');
    await picture('12-delete-typed', ['dark', 'light']);
    await remove.click();
    await me.dialog.waitFor({ state: 'detached' });
    await expect(page.getByText('No token matches')).toBeVisible();
    expect(onServer()).toBeUndefined();
    expect(await writeLine(server, secret, 'acme', 'telemetry')).toBe(401);
    await picture('13-deleted');
  });

  expect(app.consoleErrors).toEqual([]);
});
