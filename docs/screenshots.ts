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
