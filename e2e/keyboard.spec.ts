import type { Locator } from '@playwright/test';
import { Person } from './support/person.ts';
import { statusOf } from './support/plain-http.ts';
import { expect, test } from './support/test.ts';

/** Goes to a control as a person without a mouse does. */
async function tabTo(me: Person, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await me.page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${target.toString()}`);
}

test('N6 from the samples to a token made and deleted by keyboard alone', async ({ launch }) => {
  const app = await launch({ args: ['--samples'] });
  const me = new Person(app);
  const { page } = app;
  const { keyboard } = page;
  let secret = '';
  const probe = async () => {
    const list = (await page.evaluate(() => window.bridge.call('connections.list', undefined))) as {
      value: { name: string; address: string }[];
    };
    const open = list.value.find(({ name }) => name === 'prod-eu');
    return statusOf(`${open?.address ?? ''}/api/v2/buckets`, secret);
  };

  await test.step('the first sample is open; another one, and back', async () => {
    await expect(me.rows.nth(3)).toBeVisible();
    await app.accelerator('2');
    await page.getByRole('heading', { level: 1, name: 'plant-core' }).waitFor();
    await app.accelerator('1');
    await page.getByRole('heading', { level: 1, name: 'prod-eu' }).waitFor();
    await expect(me.rows.nth(3)).toBeVisible();
  });

  await test.step('find and look', async () => {
    await tabTo(me, page.getByRole('textbox', { name: 'Search tokens' }));
    await keyboard.type('host-12');
    await tabTo(me, me.tokens);
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(me.inspector.getByRole('heading', { level: 2 })).toContainText('host-12');
    await expect(me.tokens).toHaveAttribute('aria-activedescendant', /.+/);
  });

  await test.step('unlock by the accelerator, and create', async () => {
    await expect(me.button('Create token')).toHaveAttribute('aria-disabled', 'true');
    await app.dialogs.pressNext('confirm');
    await app.accelerator('L');
    await me.button(/^Admin mode/).waitFor();
    expect((await app.dialogs.asked()).map(({ message }) => message)).toEqual([expect.stringContaining('prod-eu')]);
    await app.accelerator('N');
    await tabTo(me, page.getByLabel('Description', { exact: true }));
    await keyboard.type('by keys');
    await tabTo(me, page.getByRole('button', { name: 'Read all, also new' }));
    await keyboard.press('Space');
    await keyboard.press('ControlOrMeta+Enter');
    await tabTo(me, me.press('Copy'));
    await keyboard.press('Enter');
    await expect(me.dialog.getByText(/clipboard/i).first()).toBeVisible();
    secret = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
    await tabTo(me, me.press('I have stored it'));
    await keyboard.press('Enter');
    await me.dialog.waitFor({ state: 'detached' });
    expect(await probe()).toBe(200);
  });

  await test.step('delete: focus is trapped in the question and goes back', async () => {
    await app.accelerator('F');
    await expect(page.getByRole('textbox', { name: 'Search tokens' })).toBeFocused();
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('by keys');
    await tabTo(me, me.tokens);
    await keyboard.press('ArrowDown');
    await keyboard.press('Delete');
    await me.dialog.waitFor();
    for (let n = 0; n < 12; n += 1) {
      await keyboard.press('Tab');
      expect(await me.dialog.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
    }
    await keyboard.press('Escape');
    await me.dialog.waitFor({ state: 'detached' });
    await expect(me.tokens).toBeFocused();
    await keyboard.press('Delete');
    await tabTo(me, me.dialog.getByLabel('The text above'));
    await keyboard.type('by keys');
    await tabTo(me, me.press('Delete token'));
    await keyboard.press('Enter');
    await me.dialog.waitFor({ state: 'detached' });
    await expect(page.getByText('No token matches')).toBeVisible();
    expect(await probe()).toBe(401);
  });

  await test.step('lock again', async () => {
    await app.accelerator('L');
    await me.button('Read-only').waitFor();
  });
});

test('N6 a server is connected by keyboard alone', async ({ launch, serve }) => {
  const server = await serve({ product: 'oss-2.9' });
  const app = await launch();
  const me = new Person(app);
  const { keyboard } = app.page;
  await tabTo(me, me.button(/^Connect a server/));
  await keyboard.press('Enter');
  await expect(me.dialog.getByLabel('Address', { exact: true })).toBeFocused();
  await keyboard.type(server.url);
  await tabTo(me, me.dialog.getByLabel(/^API token/));
  await keyboard.type(server.credential ?? '');
  await tabTo(me, me.dialog.getByLabel('Name', { exact: true }));
  await keyboard.type('alpha');
  await keyboard.press('Enter');
  await app.page.getByRole('heading', { level: 1, name: 'alpha' }).waitFor();
  await expect(me.rows.nth(3)).toBeVisible();
});

test('N6 what leads to another view, and what turns into something else, keeps the keyboard', async ({ launch }) => {
  const app = await launch({ args: ['--samples'] });
  const me = new Person(app);
  const { page } = app;
  const { keyboard } = page;
  const view = page.locator('#view');
  await expect(me.rows.nth(3)).toBeVisible();

  await test.step('the mode of a server', async () => {
    await tabTo(me, me.button('Read-only'));
    await app.dialogs.pressNext('confirm');
    await keyboard.press('Enter');
    await expect(me.button(/^Admin mode/)).toBeFocused();
    await keyboard.press('Enter');
    await expect(me.button('Read-only')).toBeFocused();
  });

  await test.step('from a token to what it can do', async () => {
    await tabTo(me, me.tokens);
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await tabTo(me, me.inspector.getByRole('button', { name: 'What it can do' }));
    await keyboard.press('Enter');
    await page
      .getByRole('heading', { name: /^Can|can / })
      .first()
      .waitFor();
    await expect(view).toBeFocused();
  });

  await test.step('from a bucket to who can write it', async () => {
    await tabTo(me, page.getByRole('tab', { selected: true }), 'Shift+Tab');
    await page.getByRole('tab', { name: /^Resources/ }).focus();
    await keyboard.press('Enter');
    await tabTo(me, page.getByRole('grid'));
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: /tokens? can write/ }).waitFor();
    await expect(view).toBeFocused();
  });
});
