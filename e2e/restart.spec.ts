import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunningSample } from '../src/sample/serve.ts';
import { Person, type ServerEntry } from './support/person.ts';
import { expect, test, type Fixtures } from './support/test.ts';

const sentTo = (server: { requests: readonly { headers: Record<string, unknown> }[] }): unknown[] =>
  server.requests.map(({ headers }) => headers['authorization']).filter((header) => header !== undefined);

/** The app with a key store in this folder, and two servers that a person is about to connect there. */
async function twoServers({ folder, launch, serve }: Pick<Fixtures, 'folder' | 'launch' | 'serve'>) {
  const entry = (name: string, { url, credential = '' }: RunningSample): ServerEntry => ({
    address: url,
    token: credential,
    name,
  });
  const alpha = entry('alpha', await serve({ product: 'oss-2.9' }));
  const beta = entry('beta', await serve({ product: 'oss-2.7', cast: 'workshop', seed: 20 }));
  const before = await launch({ folder, keyring: true });
  return { alpha, beta, before, me: new Person(before) };
}

test('E5 I2 after a kill everything is there again, locked, and the sealed tokens work', async ({
  folder,
  launch,
  serve,
}) => {
  const { before, me, alpha, beta } = await twoServers({ folder, launch, serve });
  await me.connect({ ...alpha, environment: 'Production' });
  await me.connect({ ...beta, environment: 'Staging' });
  await expect(me.rows.nth(2)).toBeVisible();
  await me.unlock();
  await me.pick('node-red');
  await me.inspector.getByLabel('Where the value is kept').fill('in the shed');
  await me.page.keyboard.press('Enter');
  await expect.poll(() => readFile(path.join(folder, 'notes.json'), 'utf8').catch(() => '')).toContain('in the shed');
  await before.kill();

  const after = await launch({ folder, keyring: true });
  const again = new Person(after);
  await expect(again.server('alpha')).toBeVisible();
  await again.open('alpha');
  await expect(again.rows.nth(2)).toBeVisible();
  await expect(again.rail.getByRole('region', { name: 'production' })).toBeVisible();
  await again.open('beta');
  await expect(again.button('Read-only')).toBeVisible();
  await again.pick('node-red');
  await expect(again.inspector.getByLabel('Where the value is kept')).toHaveValue('in the shed');
  await expect(again.page.getByText('admin mode')).toHaveCount(0);
  await after.screenshot('restart-after-kill');
  expect(after.consoleErrors).toEqual([]);
});

test('C2 without a key store the token is for this run alone, and the app says so', async ({
  folder,
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9' });
  const before = await launch({ folder });
  const me = new Person(before);
  await me.openConnect();
  await expect(me.dialog.getByText(/no key store that protects tokens/)).toBeVisible();
  await me.fill({ address: server.url, token: server.credential ?? '', name: 'alpha' });
  await before.screenshot('restart-no-key-store');
  await me.press('Save').click();
  await expect(me.rows.nth(2)).toBeVisible();
  await before.kill();

  const after = await launch({ folder });
  const again = new Person(after);
  await expect(again.page.getByRole('heading', { name: 'No token is stored for this connection' })).toBeVisible();
  await again.button('Enter the token').click();
  await again.dialog.getByLabel(/^API token/).fill(server.credential ?? '');
  await again.press('Save').click();
  await expect(again.rows.nth(2)).toBeVisible();
});

test('C3 I8 a token is never sent to an address that was put in its place on disk', async ({
  folder,
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9' });
  const thief = await serve({ product: 'oss-2.9' });
  const before = await launch({ folder, keyring: true });
  await new Person(before).connect({ address: server.url, token: server.credential ?? '', name: 'alpha' });
  await expect(new Person(before).rows.nth(2)).toBeVisible();
  await before.quit();

  const file = path.join(folder, 'connections.json');
  const saved = await readFile(file, 'utf8');
  expect(saved).toContain(server.url);
  await writeFile(file, saved.replace(server.url, thief.url));

  const after = await launch({ folder, keyring: true });
  const me = new Person(after);
  await expect(me.page.getByRole('heading', { name: 'The stored token was kept for another address' })).toBeVisible();
  await after.screenshot('restart-edited-address');
  await me.button('Try again').click();
  await me.server('alpha').click({ button: 'right' });
  await me.page.getByRole('menuitem', { name: 'Test' }).click();
  await expect(me.dialog.getByText('The stored token was kept for another address').first()).toBeVisible();
  expect(sentTo(thief)).toEqual([]);
  expect(sentTo(server)).not.toEqual([]);
});

test('how a person left the lists of two servers is how they find them after a restart', async ({
  folder,
  launch,
  serve,
}) => {
  const { before, me, alpha, beta } = await twoServers({ folder, launch, serve });
  const searchOf = ({ page }: Person) => page.getByRole('textbox', { name: 'Search tokens' });
  const headOf = ({ tokens }: Person) => tokens.getByRole('columnheader', { name: /^Description/ });
  await me.connect(alpha);
  await expect(me.rows.nth(2)).toBeVisible();
  await searchOf(me).fill('telegraf');
  await me.connect(beta);
  await expect(me.rows.nth(2)).toBeVisible();
  await headOf(me).getByRole('button').click();
  await expect(headOf(me)).toHaveAttribute('aria-sort', /ending$/);
  const sorted = await headOf(me).getAttribute('aria-sort');
  const shown = await me.rows.allTextContents();
  await expect
    .poll(() => readFile(path.join(folder, 'views.json'), 'utf8').catch(() => ''))
    .toMatch(/"telegraf"[^]*"column":\s*"description"|"column":\s*"description"[^]*"telegraf"/u);
  await before.kill();

  const after = await launch({ folder, keyring: true });
  const again = new Person(after);
  await expect(again.rows.nth(2)).toBeVisible();
  await again.open('beta');
  await expect(headOf(again)).toHaveAttribute('aria-sort', sorted ?? '');
  await expect.poll(() => again.rows.allTextContents()).toEqual(shown);
  await again.open('alpha');
  await expect(searchOf(again)).toHaveValue('telegraf');
  await expect(again.rows.first()).toContainText(/telegraf/i);
  expect(after.consoleErrors).toEqual([]);
});
