import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Person } from './support/person.ts';
import { writesTo } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test('C9 servers of the influx CLI are offered, seen first, saved, and travel on with their tokens sealed', async ({
  launch,
  serve,
  folder,
}) => {
  const server = await serve({ product: 'oss-2.9' });
  const configs = path.join(folder, 'configs');
  const exported = path.join(folder, 'connections.json');
  const text = `[mine]\n  url = "${server.url}"\n  token = "${server.credential ?? ''}"\n  org = "acme"\n[broken]\n  url = \n`;
  await writeFile(configs, text);
  const app = await launch({ env: { INFLUX_CONFIGS_PATH: configs } });
  const me = new Person(app);

  await test.step('what was found is offered, and read when one says so', async () => {
    await me.button(/^Import what I have/).click();
    await expect(me.dialog.getByText(configs)).toBeVisible();
    await app.screenshot('import-1-found');
    await me.dialog.getByRole('listitem').filter({ hasText: configs }).getByRole('button').click();
    await expect(me.dialog.getByRole('row').filter({ hasText: 'mine' })).toContainText('new');
    await expect(me.dialog.getByRole('list', { name: 'Problems' })).toContainText('Line 6');
    await app.screenshot('import-2-preview');
    expect(server.requests).toEqual([]);
  });

  await test.step('the chosen one is saved, and its token works', async () => {
    await me.press('Import 1 server').click();
    await expect(me.dialog.getByRole('status')).toHaveText('1 added.');
    await me.press('Done').click();
    await me.open('mine');
    await expect(me.rows.nth(3)).toBeVisible();
    expect(writesTo(server)).toEqual([]);
    expect(await readFile(configs, 'utf8')).toBe(text);
  });

  await test.step('the servers are exported, their tokens sealed, and come back the same', async () => {
    await me.button('Import…').click();
    await me.press('Export the servers…').click();
    await me.dialog.getByRole('checkbox', { name: /With their tokens/ }).check();
    await me.dialog.getByLabel('Passphrase again').fill('correct horse battery');
    await me.dialog.getByRole('textbox').first().fill('correct horse battery');
    await app.screenshot('import-3-export');
    await app.dialogs.choose({ save: exported, open: exported });
    await me.press('Export…').click();
    await me.dialog.waitFor({ state: 'detached' });
    expect(await readFile(exported, 'utf8')).not.toContain(server.credential ?? '');

    await me.button('Import…').click();
    await me.press('Choose a file…').click();
    await me.dialog.getByRole('textbox').first().fill('correct horse battery');
    await me.press('Open the tokens').click();
    await expect(me.dialog.getByRole('row').filter({ hasText: 'mine' })).toContainText(/yes.*same/);
    await app.screenshot('import-4-sealed');
  });
});
