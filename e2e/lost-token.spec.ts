import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RunningApp } from './support/app.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true } });

const clipboardOf = (app: RunningApp): Promise<string> =>
  app.electron.evaluate(({ clipboard }) => clipboard.readText());

/** A picture in both themes, and nothing that axe finds serious. */
async function looked(app: RunningApp, name: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await app.wear(theme);
    await app.screenshot(`${name}-${theme}`);
  }
  expect(await app.seriousFindings()).toEqual([]);
}

test('a token that is deleted in the middle of work is told until when it worked, and what may have become of it', async ({
  launch,
  serve,
}) => {
  const server = await serve({ product: 'core-3.10' });
  const app = await launch();
  const me = new Person(app);
  const call = (method: string, where: string, body?: object) =>
    fetch(`${server.url}/api/v3/configure/token${where}`, {
      method,
      headers: { authorization: `Bearer ${server.credential ?? ''}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const made = await call('POST', '/named_admin', { token_name: 'night watch' });
  const { token } = (await made.json()) as { token: string };

  await me.connect({ address: server.url, token, name: 'core' });
  await expect(me.rows.nth(2)).toBeVisible();
  expect((await call('DELETE', '?token_name=night%20watch')).status).toBe(200);
  await me.button('Refresh').click();
  const told = me.page.getByText(/took “night watch” last on .*somebody may have deleted it/);
  await expect(told).toBeVisible();
  await looked(app, 'former-token');
});

test('a lost operator token gets a new value by the recovery port, and the connection works with it', async ({
  launch,
  serve,
}) => {
  test.setTimeout(90_000);
  const server = await serve({ product: 'core-3.10', recoveryPort: 0 });
  const port = server.facts[0]?.replace('recovery ', '') ?? '';
  const app = await launch();
  const me = new Person(app);
  const { page } = app;
  await me.connect({ address: server.url, token: 'apiv3_of-another-day', name: 'core' });
  await me.button('Is the operator token lost?').click();
  await me.dialog.getByLabel(/^Address of the recovery port/).fill(port);
  await looked(app, 'recovery-port');

  await app.dialogs.pressNext('confirm', 'confirm');
  await me.press(/^Unlock/).click();
  await me.press('Make a new value').click();
  await me.press('Copy').click();
  expect((await app.dialogs.asked()).at(-1)?.detail).toContain(port);
  const value = await clipboardOf(app);
  await me.press('I have stored it').click();
  await me.dialog.waitFor({ state: 'detached' });
  await expect(me.row('_admin')).toBeVisible();
  const asked = await fetch(`${server.url}/health`, { headers: { authorization: `Bearer ${value}` } });
  expect(asked.status).toBe(200);
  const old = await fetch(`${server.url}/health`, { headers: { authorization: `Bearer ${server.credential ?? ''}` } });
  expect(old.status).toBe(401);
  // The port has closed after one answer.
  await expect(fetch(port)).rejects.toThrow();

  await me.tab('Server').click();
  await page.getByRole('region', { name: 'Elsewhere' }).scrollIntoViewIfNeeded();
  await looked(app, 'server-with-databases');
});

test('a token file is written for its owner alone, with a value that the page does not show by itself', async ({
  launch,
  serve,
  folder,
}) => {
  const server = await serve({ product: 'enterprise-3.10' });
  const app = await launch();
  const me = new Person(app);
  const file = path.join(folder, 'admin-token.json');
  await app.dialogs.choose({ save: file });
  await me.connect({ address: server.url, token: server.credential ?? '', name: 'enterprise' });
  await me.tab('Server').click();
  await me.button('Admin token file').click();
  await looked(app, 'token-file');
  await me.press(/^Save/).click();
  await me.press('Copy').waitFor();
  const { token } = JSON.parse(await readFile(file, 'utf8')) as { token: string };
  expect(token).toMatch(/^apiv3_[\w-]{86}$/);
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await app.page.content()).not.toContain(token);
});
