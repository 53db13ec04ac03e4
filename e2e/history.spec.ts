import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunningApp } from './support/app.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

/** Asks the server from outside of the app, as a script of somebody else would. */
async function outside(server: { url: string; credential?: string }, method: string, at: string, body?: object) {
  const answer = await fetch(`${server.url}/api/v2/authorizations${at}`, {
    method,
    headers: { Authorization: `Token ${server.credential ?? ''}`, 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  return (text === '' ? {} : JSON.parse(text)) as {
    authorizations: { id: string; orgID: string; description: string; permissions: object[] }[];
  };
}

const looked = async (me: Person, app: RunningApp, name: string) => {
  for (const theme of ['light', 'dark'] as const) {
    await app.wear(theme);
    await app.screenshot(`history-${name}-${theme}`);
  }
  expect(await app.seriousFindings()).toEqual([]);
  await me.page.emulateMedia({ colorScheme: 'light' });
};

test('after a restart the last snapshot is there at once, and what others changed meanwhile is told', async ({
  folder,
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9' });
  const before = await launch({ folder, keyring: true });
  const me = new Person(before);
  await me.connect({ address: server.url, token: server.credential ?? '', name: 'alpha', environment: 'Production' });
  await expect(me.rows.nth(2)).toBeVisible();
  await me.tab('History').click();
  await expect(me.page.getByText('Nothing changed between these two.')).toBeVisible();
  await looked(me, before, 'unchanged');
  await before.quit();

  const { authorizations } = await outside(server, 'GET', '');
  const operator = authorizations.find(({ permissions }) => permissions.length > 30);
  const telegraf = authorizations.find(({ description }) => description === 'telegraf on host-7');
  const gone = authorizations.find(({ description }) => description === 'token janitor');
  await outside(server, 'POST', '', {
    orgID: operator?.orgID,
    description: 'made by night',
    permissions: operator?.permissions,
  });
  await outside(server, 'PATCH', `/${telegraf?.id ?? ''}`, { status: 'inactive' });
  await outside(server, 'DELETE', `/${gone?.id ?? ''}`);

  const after = await launch({ folder, keyring: true });
  const again = new Person(after);
  await expect(again.notice(/A new operator token on alpha/)).toBeVisible();
  await expect(again.server('alpha').getByText('a new operator token')).toBeAttached();
  await again.tab('History').click();
  await expect(again.page.getByRole('heading', { name: /Since you last looked/ })).toBeVisible();
  const changes = again.page.getByRole('list', { name: 'Changes' }).getByRole('listitem');
  await expect(changes.filter({ hasText: 'made by night' })).toContainText('New');
  await expect(changes.filter({ hasText: 'telegraf on host-7' })).toContainText('Status: Active → Inactive');
  await expect(changes.filter({ hasText: 'token janitor' })).toContainText('Gone');
  await looked(again, after, 'since');
  await again.button('I have seen it').click();
  await expect(again.page.getByText('Nothing changed between these two.')).toBeVisible();
  expect(after.consoleErrors).toEqual([]);
});

test('a server that does not answer keeps its last snapshot, with its age and the reason', async ({
  folder,
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9' });
  const before = await launch({ folder, keyring: true });
  const me = new Person(before);
  await me.connect({ address: server.url, token: server.credential ?? '', name: 'alpha' });
  await expect(me.rows.nth(2)).toBeVisible();
  await before.quit();
  await server.close();

  const after = await launch({ folder, keyring: true });
  const again = new Person(after);
  await expect(again.row('telegraf on host-7')).toBeVisible();
  await expect(again.page.getByText(/connection refused/).first()).toBeVisible();
  await expect(again.page.getByText(/What is shown was read .*, in an earlier run/)).toBeVisible();
  await looked(again, after, 'dead-server');
  await again.tab('History').click();
  await expect(again.page.getByText('Nothing changed between these two.')).toBeVisible();
});

test("a snapshot is exported without a secret, and a colleague's file is compared with the server", async ({
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.7' });
  const app = await launch({ keyring: true });
  const me = new Person(app);
  await me.connect({ address: server.url, token: server.credential ?? '', name: 'alpha' });
  await expect(me.rows.nth(2)).toBeVisible();
  await me.tab('History').click();
  const file = path.join(app.folder, 'theirs.json');
  await app.dialogs.choose({ open: file, save: file });
  await expect(me.button('Export the snapshot')).toBeEnabled();
  await me.button('Export the snapshot').click();
  await expect(me.notice('Snapshot saved')).toBeVisible();
  const text = await readFile(file, 'utf8');
  expect(text).not.toContain(server.credential);

  const theirs = JSON.parse(text) as { name: string; tokens: { description: string; token?: string }[] };
  theirs.name = "Eva's copy";
  const [first, ...others] = theirs.tokens;
  theirs.tokens = others.map((token, at) =>
    at === 0 ? { ...token, description: 'as Eva knew it', token: 'SECRET' } : token,
  );
  await writeFile(file, JSON.stringify(theirs));
  await me.button('Open a file…').click();
  await expect(me.page.getByText(/The file shows Eva's copy/)).toContainText(
    'one field that may hold a value was left out',
  );
  const changes = me.page.getByRole('list', { name: 'Changes' }).getByRole('listitem');
  await expect(changes.filter({ hasText: first?.description ?? '' }).first()).toContainText('New');
  await expect(changes.filter({ hasText: 'as Eva knew it →' })).toHaveCount(1);
  await looked(me, app, 'colleague');
});

test('sample servers have a history of this run, and changes made by the app stand in its journal', async ({
  launch,
}) => {
  const app = await launch({ args: ['--samples'] });
  const me = new Person(app);
  await expect(me.rows.nth(2)).toBeVisible();
  await me.tab('History').click();
  await expect(me.page.getByText(/its snapshots are kept for this run only/)).toBeVisible();
  await me.button('Made by this app').click();
  await expect(me.page.getByText('Nothing was changed by this app')).toBeVisible();
  await looked(me, app, 'journal-empty');
});
