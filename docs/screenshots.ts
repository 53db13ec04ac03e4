import path from 'node:path';
import type { RunningApp } from '../e2e/support/app.ts';
import { Person } from '../e2e/support/person.ts';
import { test } from '../e2e/support/test.ts';

const DOCS = import.meta.dirname;
const SIZE = { width: 1360, height: 820 };

async function picture(app: RunningApp, name: string): Promise<void> {
  await app.page.screenshot({ path: path.join(DOCS, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

test('the pictures of the documents', async ({ launch }) => {
  const app = await launch({ args: ['--samples'], keyring: true, size: SIZE });
  const person = new Person(app);
  await person.open('prod-eu');
  await person.pick('telegraf on host-7');
  await app.page.getByRole('textbox', { name: 'Search tokens' }).fill('can:write bucket:telemetry');
  await person.row('telegraf on host-7').first().click();
  await picture(app, 'tokens-light');
  await app.wear('dark');
  await picture(app, 'tokens-dark');
  await app.wear('light');
  await person.unlock();
  await person.button('Create token').first().click();
  await app.page.getByLabel('Description').fill('telegraf on host-10');
  await picture(app, 'create');
});

test('the pictures of everything at once', async ({ launch }) => {
  const app = await launch({ args: ['--samples'], keyring: true, size: SIZE });
  const person = new Person(app);
  const { page } = app;
  await person.open('prod-eu');
  await page.getByRole('tab', { name: /^Access/ }).click();
  await page.getByRole('heading', { name: /tokens can write telemetry$/ }).waitFor();
  await picture(app, 'access-one-server');
  await person.button('Matrix').click();
  await page.getByRole('grid', { name: 'Tokens and what they can do' }).waitFor();
  await picture(app, 'access-matrix');
  await person.button('Graph').click();
  await page
    .getByRole('button', { name: /^telemetry is reached by/ })
    .first()
    .click();
  await picture(app, 'access-graph');
  await page.getByRole('tab', { name: /^Findings/ }).click();
  await page.getByRole('list', { name: 'Findings', exact: true }).getByRole('listitem').first().waitFor();
  await picture(app, 'findings');

  await person.rail.getByRole('button', { name: /^All servers/ }).click();
  await page.getByText('9 of 10 read').waitFor();
  await page.getByRole('searchbox', { name: 'Search all servers' }).fill('can:write bucket:telemetry');
  await picture(app, 'all-servers');
  await person.open('prod-eu');
  await page.getByRole('tab', { name: /^Access/ }).click();
  await person.button('List').click();
  await person.choose(page.getByLabel('Where'), 'every server');
  await page
    .getByRole('region', { name: 'clustered' })
    .getByText(/can write telemetry$/)
    .waitFor();
  await picture(app, 'access-every-server');
});

test('the picture of what changed since the last look', async ({ folder, launch, serve }) => {
  const server = await serve({ product: 'oss-2.9' });
  const before = await launch({ folder, keyring: true, size: SIZE });
  const person = new Person(before);
  await person.connect({ address: server.url, token: server.credential ?? '', name: 'prod-eu' });
  await person.rows.nth(2).waitFor();
  await person.tab('History').click();
  await before.page.getByText('Nothing changed between these two.').waitFor();
  await before.quit();
  const idOf = (description: string) =>
    [...server.state.authorizations.values()].find((each) => each.description === description)?.id ?? '';
  const outside = (method: string, id: string, body?: object) =>
    fetch(`${server.url}/api/v2/authorizations/${id}`, {
      method,
      headers: { Authorization: `Token ${server.credential ?? ''}`, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
  await outside('DELETE', idOf('token janitor'));
  await outside('PATCH', idOf('telegraf on host-7'), { status: 'inactive' });
  await outside('PATCH', idOf('terraform'), { description: 'terraform (to be replaced)' });
  const after = await launch({ folder, keyring: true, size: SIZE });
  const again = new Person(after);
  await again.tab('History').click();
  await after.page.getByRole('heading', { name: /Since you last looked/ }).waitFor();
  await picture(after, 'history');
});
