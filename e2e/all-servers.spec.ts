import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { axeFindings } from './support/axe.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true }, record: false });

test('the sample servers stand in one list, are searched by server and product, and are saved with their origin', async ({
  launch,
  folder,
}) => {
  const app = await launch({ args: ['--samples'] });
  const me = new Person(app);
  await expect(me.rows.nth(3)).toBeVisible();
  await me.openAll();
  await me.button('Servers').click();
  const panel = me.page.getByRole('region', { name: 'How each server was read' });
  const entries = panel.getByRole('listitem');
  await expect(entries).not.toHaveCount(0);
  await expect(panel.getByText(/Being read|Waits for its turn|Not read$/)).toHaveCount(0, { timeout: 30_000 });
  const servers = await entries.count();
  await expect(me.page.getByText(`${servers} servers,`)).toBeVisible();
  expect(await panel.getByText(/tokens?, read /).count()).toBeGreaterThan(3);
  expect(await axeFindings(me.page)).toEqual([]);
  for (const scheme of ['light', 'dark'] as const) {
    await me.page.emulateMedia({ colorScheme: scheme });
    await me.page.screenshot({ path: test.info().outputPath(`all-servers-${scheme}.png`) });
    expect(await axeFindings(me.page, 'colours')).toEqual([]);
  }
  await me.button('Servers').click();

  const search = me.page.getByRole('searchbox', { name: 'Search all servers' });
  await search.fill('product:"InfluxDB 3" kind:admin');
  await expect(me.page.getByText(/^\d+ of [\d,]+ shown$/)).not.toHaveText(/^0 of/);
  await expect(me.allRows.filter({ hasText: 'Operator' })).toHaveCount(0);
  await search.fill('can:write bucket:telemetry');
  await expect(me.allRows.first()).toBeVisible();

  const file = path.join(folder, 'tokens.csv');
  await app.dialogs.choose({ save: file });
  await me.button('Export').click();
  await me.page.getByRole('menuitem', { name: 'Save as CSV' }).click();
  await expect(me.notice('Saved')).toBeVisible();
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
  const shown = Number(((await me.page.getByText(/^\d+ of [\d,]+ shown$/).textContent()) ?? '').split(' ')[0]);
  expect(lines[1]).toBe('search,can:write bucket:telemetry -status:revoked');
  expect(lines.filter((line) => line.startsWith('source,'))).toHaveLength(servers);
  expect(lines).toHaveLength(3 + servers + shown);

  await me.allRows.first().dblclick();
  await expect(me.inspector).toBeVisible();
  expect(app.consoleErrors).toEqual([]);
});

test('servers where nobody listens hold up nobody, and say why they show nothing', async ({ launch, serve }) => {
  const living = await serve({ product: 'oss-2.9' });
  const app = await launch();
  const me = new Person(app);
  await me.connect({ address: living.url, token: living.credential ?? '', name: 'living' });
  await expect(me.rows.nth(3)).toBeVisible();
  // Ports of this machine where nobody listens.
  for (const [name, address] of [
    ['dead-1', 'http://127.0.0.1:9'],
    ['dead-2', 'http://127.0.0.1:11'],
  ] as const)
    await me.connect({ address, token: 'some-token-that-nobody-knows', name });
  await me.openAll();
  await expect(me.allRows.first()).toBeVisible();
  await expect(me.page.getByText('1 of 3 read')).toBeVisible();
  await expect(me.page.getByText(/dead-1: .*; dead-2: /)).toBeVisible();
  expect(app.consoleErrors).toEqual([]);
});

test('a search over all servers is kept under a name, and is there after a restart', async ({ launch, folder }) => {
  const first = await launch({ folder, args: ['--samples'] });
  const me = new Person(first);
  await expect(me.rows.nth(3)).toBeVisible();
  await me.openAll();
  await me.page.getByRole('searchbox', { name: 'Search all servers' }).fill('kind:operator env:production');
  await me.button('Views').click();
  await me.page.getByRole('textbox', { name: 'Name of the view' }).fill('Operators');
  await me.page.keyboard.press('Enter');
  await expect(me.button('Operators')).toBeVisible();
  await expect.poll(() => readFile(path.join(folder, 'views.json'), 'utf8').catch(() => '')).toContain('"page":');
  await first.close();

  const again = new Person(await launch({ folder, args: ['--samples'] }));
  await expect(again.rows.nth(3)).toBeVisible();
  await again.openAll();
  await again.button('Views').click();
  await again.button('Operators').click();
  await expect(again.page.getByRole('searchbox', { name: 'Search all servers' })).toHaveValue(
    'kind:operator env:production',
  );
  await expect(again.allRows.first()).toContainText('Operator');
});
