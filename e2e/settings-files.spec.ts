import { readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

/** What was set aside as damaged, by the name of the file it was. */
async function setAside(folder: string): Promise<Record<string, Buffer[]>> {
  const kept: Record<string, Buffer[]> = {};
  for (const name of (await readdir(folder)).filter((each) => each.includes('.corrupt-')))
    (kept[name.split('.')[0] ?? ''] ??= []).push(await readFile(path.join(folder, name)));
  return kept;
}

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
  const broken = await readFile(path.join(folder, 'connections.json'));
  expect(broken).toHaveLength(100);

  const after = await launch({ folder, keyring: true });
  const again = new Person(after);
  await expect(again.page.getByText('connections.json was damaged: its last good copy is in use')).toBeVisible();
  await expect(again.page.getByText(/settings\.json (was damaged|could not be read)/)).toBeVisible();
  await expect(again.server('alpha')).toBeVisible();
  await expect(again.rows.nth(2)).toBeVisible();
  await after.screenshot('files-damaged');
  await again.button('Understood').click();
  await expect(again.page.getByText('was damaged')).toHaveCount(0);
  expect(await setAside(folder)).toEqual({ connections: [broken], settings: [Buffer.alloc(0)] });
});

test('I3 an empty connections file is set aside as it is: the last good one is used, or none when that is gone too', async ({
  folder,
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9' });
  const file = path.join(folder, 'connections.json');
  const first = await launch({ folder, keyring: true });
  for (const name of ['alpha', 'beta'])
    await new Person(first).connect({ address: server.url, token: server.credential ?? '', name });
  await first.quit();

  await truncate(file, 0);
  const second = await launch({ folder, keyring: true });
  const me = new Person(second);
  await expect(me.page.getByText('connections.json was damaged: its last good copy is in use')).toBeVisible();
  await expect(me.server('alpha')).toBeVisible();
  await second.quit();

  await truncate(file, 0);
  await rm(`${file}.bak`);
  const third = await launch({ folder, keyring: true });
  const again = new Person(third);
  await expect(
    again.page.getByText('connections.json could not be read and was set aside: it starts empty'),
  ).toBeVisible();
  await again.connect({ address: server.url, token: server.credential ?? '', name: 'gamma' });
  await expect(again.rows.nth(2)).toBeVisible();
  await third.quit();
  expect(await setAside(folder)).toEqual({ connections: [Buffer.alloc(0), Buffer.alloc(0)] });
  expect(await readFile(file, 'utf8')).toContain('gamma');
});

test('I4 a file of a newer version stays as it is, byte for byte; the app offers to quit, and says what it cannot keep', async ({
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
  await me.press('Cancel').click();
  await me.button('Go on without it').click();
  await expect(me.page.getByText('written by a newer version')).toHaveCount(0);
  await app.quit();
  expect(await readFile(file, 'utf8')).toBe(newer);

  const again = await launch({ folder, keyring: true });
  const ended = again.electron.waitForEvent('close');
  await new Person(again).button('Quit').click();
  await ended;
  expect(await readFile(file, 'utf8')).toBe(newer);
  expect(await setAside(folder)).toEqual({});
});
