import type { RunningApp } from './support/app.ts';
import { Person } from './support/person.ts';
import { writesTo } from './support/servers.ts';
import { expect, test } from './support/test.ts';

const bodies = (servers: readonly { requests: readonly { body: string }[] }[]): string[] =>
  servers.flatMap(({ requests }) => requests.map(({ body }) => body)).filter((body) => body !== '');

/** Presses every button that is there and not refused, one after another, closing what opened. */
async function pressEverything(app: RunningApp): Promise<number> {
  const { page } = app;
  const buttons = page.locator('main button:visible');
  const count = await buttons.count();
  let pressed = 0;
  for (let at = 0; at < count; at += 1) {
    const button = buttons.nth(at);
    if ((await button.count()) === 0 || !(await button.isVisible())) continue;
    await button.click({ force: true, timeout: 2000 }).catch(() => undefined);
    pressed += 1;
    for (let n = 0; n < 3 && (await page.getByRole('dialog').count()) > 0; n += 1) await page.keyboard.press('Escape');
    if ((await page.getByRole('menu').count()) > 0) await page.keyboard.press('Escape');
  }
  return pressed;
}

test('E3 E7 with every server locked no screen, dialog, row, menu or key sends anything but reads', async ({
  launch,
  serve,
}) => {
  test.setTimeout(180_000);
  const servers = [
    await serve({ product: 'oss-2.9' }),
    await serve({ product: 'oss-2.7', cast: 'staging', seed: 27 }),
    await serve({ product: 'oss-2.9', empty: true }),
  ];
  const app = await launch();
  const me = new Person(app);
  const { page } = app;
  for (const [at, { url, credential }] of servers.entries())
    await me.connect({ address: url, name: `server-${at}`, ...(credential !== undefined && { token: credential }) });

  await test.step('E7 what would write is absent or refused with its reason', async () => {
    await me.open('server-0');
    await expect(me.rows.nth(3)).toBeVisible();
    await me.rows.nth(1).click();
    await expect(me.tokens.getByRole('button', { name: /^Delete/ })).toHaveCount(0);
    await expect(me.inspector.getByRole('button', { name: 'Edit the description' })).toHaveCount(0);
    await expect(me.inspector.getByRole('switch')).toHaveCount(0);
    await expect(me.button('Create token')).toHaveAttribute('aria-disabled', 'true');
    await expect(me.button('Create token')).toHaveAccessibleDescription('Unlock server-0 to create tokens.');
    for (const name of ['Clone', 'Deactivate', 'Delete']) {
      const button = me.inspector.getByRole('button', { name, exact: true });
      await expect(button).toHaveAttribute('aria-disabled', 'true');
      await expect(button).toHaveAccessibleDescription(/Unlock server-0/);
    }
    await me.tokens.press('Delete');
    await expect(me.dialog).toHaveCount(0);
    await page.keyboard.press('ControlOrMeta+n');
    await expect(page.getByRole('heading', { name: 'Create a token' })).toHaveCount(0);
  });

  await test.step('filters, commands, raw, and holding to look where the server shows values', async () => {
    await me.open('server-1');
    for (const label of ['Kind', 'Status', 'Owner', 'Organization']) {
      await page
        .getByRole('search', { name: 'Tokens' })
        .getByRole('button', { name: new RegExp(`^${label}`) })
        .click();
      const menu = page.getByLabel(`Filter by ${label.toLowerCase()}`);
      await menu.getByRole('button').first().click();
      await expect(menu).toHaveCount(0);
    }
    await me.button('As a command').click();
    await expect(page.getByText('This list as a command')).toBeVisible();
    await page.keyboard.press('Escape');
    const held = servers[1]?.state.authorizationOf(servers[1].credential ?? '');
    await me.pick(held?.description ?? '');
    await me.inspector.getByRole('button', { name: 'Raw', exact: true }).click();
    await expect(me.inspector.getByLabel('The token as JSON')).toBeVisible();
    await me.inspector.getByRole('button', { name: 'Hold to look' }).hover();
    await page.mouse.down();
    await expect(me.inspector.getByLabel('Value of the token')).toHaveText(held?.token ?? '');
    await page.waitForTimeout(500); // a button that moves away from the pointer would have let go by now
    await expect(me.inspector.getByLabel('Value of the token')).toHaveText(held?.token ?? '', { timeout: 1 });
    await page.mouse.up();
    await expect(me.inspector.getByLabel('Value of the token')).toHaveText(/^•+$/);
    await page.getByRole('textbox', { name: 'Search tokens' }).fill('');
  });

  await test.step('what is in the server’s other tabs, the settings, and a test from the dialog that edits', async () => {
    await me.tab('Resources').click();
    for (const list of ['organizations', 'users', 'buckets']) {
      await page
        .getByRole('group', { name: 'What is shown' })
        .getByRole('button', { name: new RegExp(list, 'i') })
        .click();
      await expect(page.getByRole('grid', { name: list })).toBeVisible();
    }
    await me.tab('Server').click();
    await expect(page.getByRole('table', { name: 'Configuration' })).toBeVisible();
    await me.button('Settings').click();
    await expect(me.dialog.getByRole('heading', { name: 'Settings' })).toBeVisible();
    await page.keyboard.press('Escape');
    await me.server('server-1').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Edit' }).click();
    await me.press('Test').click();
    await expect(me.dialog.getByText(/The token is .*operator/)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(me.dialog).toHaveCount(0);
  });

  await test.step('every tab of every server, and all that can be pressed there', async () => {
    for (const name of ['server-0', 'server-1']) {
      for (const tab of ['Tokens', 'Resources', 'Server'] as const) {
        await me.open(name);
        await me.tab(tab).click();
        if (tab === 'Tokens') await me.rows.nth(2).click();
        expect(await pressEverything(app)).toBeGreaterThan(3);
      }
    }
    await me.open('server-2');
    await me.button('Set it up').click();
    await me.press(/^Unlock/).click();
    await page.keyboard.press('Escape');
  });

  await test.step('the menu of a server of the rail', async () => {
    for (const item of ['Open', 'Duplicate', 'Test', 'Edit', 'Copy address']) {
      await me.server('server-1').first().click({ button: 'right' });
      await page.getByRole('menuitem', { name: item }).click();
      if (item === 'Test') await expect(me.dialog.getByText(/operator/).first()).toBeVisible();
      while ((await page.getByRole('dialog').count()) > 0) await page.keyboard.press('Escape');
    }
  });

  await test.step('the call itself, made past the page', async () => {
    const replies = await page.evaluate(async () => {
      const listed = (await window.bridge.call('connections.list', undefined)) as { value: { id: string }[] };
      const connectionId = listed.value[0]?.id ?? '';
      const token = { store: 'api', id: '0000000000000001' };
      const input = { username: 'a', password: 'passwordpassword', organization: 'a', bucket: 'a', retention: 0 };
      return Promise.all([
        window.bridge.call('tokens.update', { connectionId, token, change: { status: 'inactive' } }),
        window.bridge.call('server.setUp', { connectionId, input }),
      ]);
    });
    for (const reply of replies) expect(reply).toMatchObject({ ok: false, failure: { kind: 'read-only' } });
  });

  const received = servers.map((server) => server.requests.length);
  expect(Math.min(...received)).toBeGreaterThan(1);
  expect(servers.flatMap(writesTo)).toEqual([]);
  expect(bodies(servers)).toEqual([]);
  expect(app.consoleErrors).toEqual([]);
});
