import { Person } from './support/person.ts';
import { writesTo } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test('started with --read-only no server can be unlocked: not by the button, the menu or the call', async ({
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9' });
  const app = await launch({ args: ['--read-only'] });
  await app.dialogs.pressAlways('confirm');
  const me = new Person(app);
  await me.connect({ address: server.url, token: server.credential ?? '', name: 'alpha' });
  await expect(me.page.getByText('Started with --read-only: no server can be changed in this run')).toBeVisible();
  await me.rows.nth(2).click();
  await app.screenshot('read-only-switch');

  const mode = me.button('Read-only');
  await expect(mode).toHaveAttribute('aria-disabled', 'true');
  await mode.click({ force: true });
  await app.electron.evaluate(({ BrowserWindow, Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    const unlock = items.find(({ label }) => label === 'Unlock or lock changes');
    if (!unlock) throw new Error('the menu has no item that unlocks');
    (unlock.click as (event: undefined, window?: object) => void)(undefined, BrowserWindow.getAllWindows()[0]);
  });
  const reply = await me.page.evaluate(async () => {
    const listed = (await window.bridge.call('connections.list', undefined)) as { value: { id: string }[] };
    return window.bridge.call('modes.unlock', { connectionId: listed.value[0]?.id });
  });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'read-only', why: 'policy' } });
  await expect(me.page.getByText('Admin mode')).toHaveCount(0);
  expect(await app.dialogs.asked()).toEqual([]);
  expect(writesTo(server)).toEqual([]);
});
