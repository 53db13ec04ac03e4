import { readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test('I3 a cut settings file is set aside, the last good one used, and both are said', async ({
  folder,
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9' });
  const before = await launch({ folder, keyring: true });
  const me = new Person(before);
  for (const name of ['alpha', 'beta']) await me.connect({ address: server.url, token: server.credential ?? '', name });
  await expect(me.rows.nth(2)).toBeVisible();
  await before.quit();
  await truncate(path.join(folder, 'connections.json'), 100);
  await writeFile(path.join(folder, 'settings.json'), '');

  const after = await launch({ folder, keyring: true });
  const again = new Person(after);
  await expect(again.page.getByText('connections.json was damaged: its last good copy is in use')).toBeVisible();
  await expect(again.page.getByText(/settings\.json (was damaged|could not be read)/)).toBeVisible();
  await expect(again.server('alpha')).toBeVisible();
  await expect(again.rows.nth(2)).toBeVisible();
  await after.screenshot('files-damaged');
  await again.button('Understood').click();
  await expect(again.page.getByText('was damaged')).toHaveCount(0);
  expect(
    (await readdir(folder))
      .filter((name) => name.includes('.corrupt-'))
      .map((name) => name.split('.')[0])
      .sort(),
  ).toEqual(['connections', 'settings']);
});

test('I4 a file of a newer version stays as it is, byte for byte, and what cannot be kept is said', async ({
  folder,
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9' });
  const file = path.join(folder, 'connections.json');
  const newer = JSON.stringify({ version: 99, content: { what: 'nobody knows yet' } });
  await writeFile(file, newer);

  const app = await launch({ folder, keyring: true });
  const me = new Person(app);
  await expect(me.page.getByText('connections.json was written by a newer version of this app')).toBeVisible();
  await me.openConnect();
  await me.fill({ address: server.url, token: server.credential ?? '', name: 'alpha' });
  await me.press('Save').click();
  await expect(me.dialog.getByText('A file is from a newer version of the app')).toBeVisible();
  await expect(me.dialog.getByLabel('Name', { exact: true })).toHaveValue('alpha');
  await app.screenshot('files-newer');
  await app.quit();
  expect(await readFile(file, 'utf8')).toBe(newer);
});
