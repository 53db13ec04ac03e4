import type { RunningApp } from './app.ts';
import { Person } from './person.ts';

/** Two servers to walk through: one in use, one that nobody has set up. */
export interface Walkable {
  used: { url: string; credential?: string };
  empty: { url: string };
}

/** Goes to every screen and dialog, and calls `look` with its name at each. */
export async function everyScreen(
  app: RunningApp,
  servers: Walkable,
  look: (name: string) => Promise<void>,
): Promise<void> {
  const me = new Person(app);
  const { page } = app;
  const dialog = async (name: string, leave: string): Promise<void> => {
    await me.dialog.waitFor();
    await look(name);
    await me.press(leave).last().click();
    await me.dialog.waitFor({ state: 'detached' });
  };
  const railMenu = async (server: string, item: string): Promise<void> => {
    await me.server(server).click({ button: 'right' });
    await page.getByRole('menuitem', { name: item }).click();
  };

  await look('welcome');
  await me.openConnect();
  await me.fill({
    address: servers.used.url,
    token: servers.used.credential ?? '',
    name: 'used',
    environment: 'Production',
  });
  await me.dialog.getByText('Advanced').click();
  await me.press('Test').click();
  await me.dialog.getByText(/operator token of/).waitFor();
  await me.press('Choose a CA file').waitFor();
  await look('connect-tested');
  await me.press('Save').click();
  await me.rows.nth(3).waitFor();
  await look('tokens');
  await me.rows.nth(3).click();
  await look('inspector');
  await me.inspector.getByRole('button', { name: 'Raw' }).click();
  await me.inspector.getByRole('button', { name: 'Raw' }).scrollIntoViewIfNeeded();
  await look('inspector-raw');
  await page.getByRole('search', { name: 'Tokens' }).getByRole('button', { name: 'Kind' }).click();
  await look('filter');
  await page.keyboard.press('Escape');
  await me.button('As a command').click();
  await look('list-as-command');
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Search tokens' }).fill('nothing is called so');
  await look('no-match');
  await page.getByRole('textbox', { name: 'Search tokens' }).fill('');

  await me.tab('Resources').click();
  for (const list of ['Buckets', 'Organizations', 'Users']) {
    await page.getByRole('button', { name: new RegExp(`^${list}`) }).click();
    await look(`resources-${list.toLowerCase()}`);
  }
  await me.tab('Server').click();
  await page.getByRole('region', { name: 'Server', exact: true }).waitFor();
  await look('server');
  await me.button('Use an all-access token per organization').click();
  await dialog('narrow', 'Not now');

  await me.button('Settings').click();
  await dialog('settings', 'Close');
  await railMenu('used', 'Remove');
  await dialog('remove-server', 'Cancel');
  await railMenu('used', 'Test');
  await me.dialog.getByText(/operator token of/).waitFor();
  await dialog('test-server', 'Close');

  await me.tab('Tokens').click();
  await me.unlock();
  await look('unlocked');
  await me.inspector.getByRole('button', { name: 'Edit the description' }).click();
  await look('edit-description');
  await me.inspector.getByRole('button', { name: 'Cancel' }).click();
  await me.inspector.getByRole('button', { name: 'Delete', exact: true }).click();
  await me.dialog.getByLabel('The text above').waitFor();
  await dialog('delete', 'Cancel');
  await me.inspector.getByRole('button', { name: 'Deactivate', exact: true }).click();
  await dialog('deactivate', 'Cancel');

  await me.button('Create token').click();
  await page.getByLabel('Description', { exact: true }).waitFor();
  for (const kind of ['Custom', 'All access', 'Operator', 'Read/Write']) {
    await page.getByRole('radio', { name: kind }).check({ force: true });
    await look(`create-${kind.toLowerCase().replace(/\W/, '-')}`);
  }
  await page.getByRole('button', { name: 'Read all, also new' }).click();
  await page.keyboard.press('ControlOrMeta+Enter');
  await me.press('Copy').click();
  await dialog('secret', 'I have stored it');

  await me.connect({ address: servers.empty.url, name: 'empty' });
  await look('not-set-up');
  await me.button('Set it up').click();
  await look('set-up-locked');
  await app.dialogs.pressNext('confirm');
  await me.press(/^Unlock/).click();
  await me.dialog.getByLabel('User', { exact: true }).waitFor();
  await dialog('set-up', 'Cancel');
  await me.connect({ address: 'http://127.0.0.1:1', token: 'x', name: 'dead' });
  await page.getByRole('heading', { name: /connection refused/ }).waitFor();
  await look('cannot-connect');
}
