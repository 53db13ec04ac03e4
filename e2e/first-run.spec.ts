import { Person } from './support/person.ts';
import { writesTo } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test('S0.8 S0.11 a server that nobody has set up: unlock, form, operator token once, all-access token in its place', async ({
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9', empty: true });
  const app = await launch({ keyring: true });
  const me = new Person(app);
  const { page } = app;

  await test.step('the address tells it, and no token is asked for', async () => {
    await me.openConnect();
    await me.dialog.getByLabel('Address', { exact: true }).fill(server.url);
    await me.dialog.getByLabel('Name', { exact: true }).fill('fresh');
    await expect(me.dialog.getByText('not set up yet')).toBeVisible();
    await expect(me.dialog.getByLabel(/^API token/)).toHaveCount(0);
    await app.screenshot('first-run-1-connect');
    await me.press('Save and set up').click();
  });

  await test.step('the unlock comes first', async () => {
    await expect(me.dialog.getByLabel('User', { exact: true })).toHaveCount(0);
    await app.screenshot('first-run-2-unlock');
    await me.press('Unlock fresh').click();
    await expect(me.dialog.getByLabel('User', { exact: true })).toHaveCount(0);
    expect(writesTo(server)).toEqual([]);
    await app.dialogs.pressNext('confirm');
    await me.press('Unlock fresh').click();
  });

  await test.step('the form keeps what was typed when something is wrong', async () => {
    await me.dialog.getByLabel('User', { exact: true }).fill('admin');
    await me.dialog.getByLabel('Password', { exact: true }).fill('short');
    await me.dialog.getByLabel('Organization', { exact: true }).fill('acme');
    await me.dialog.getByLabel('Bucket', { exact: true }).fill('telemetry');
    await me.press('Set up').click();
    await expect(me.dialog.getByText('A password has at least 8 characters.')).toBeVisible();
    expect(writesTo(server)).toEqual([]);
    await me.dialog.getByLabel('Password', { exact: true }).fill('a long enough password');
    await app.screenshot('first-run-3-form');
    await app.dialogs.pressNext('confirm');
    await me.press('Set up').click();
  });

  await test.step('the operator token, once', async () => {
    await expect(me.dialog.getByRole('heading', { name: 'Store this token now' })).toBeVisible();
    await app.screenshot('first-run-4-secret');
    await me.press('Copy').click();
    await me.press('I have stored it').click();
  });

  await test.step('an all-access token per organization, and switch to it', async () => {
    await expect(me.dialog.getByRole('heading', { name: 'An all-access token per organization' })).toBeVisible();
    await expect(me.dialog.getByRole('checkbox', { name: 'acme' })).toBeChecked();
    await app.screenshot('first-run-5-narrow');
    await me.press('Make and switch').click();
    await me.dialog.waitFor({ state: 'detached' });
    await expect(page.getByText(/all.access/i).first()).toBeVisible();
    await expect(page.getByRole('banner').getByText(/operator/)).toHaveCount(0);
    await expect(me.rows).toHaveCount(2);
    await app.screenshot('first-run-6-done');
  });

  expect(writesTo(server)).toEqual(['POST /api/v2/setup', 'POST /api/v2/authorizations']);
  expect(app.consoleErrors).toEqual([]);
});
