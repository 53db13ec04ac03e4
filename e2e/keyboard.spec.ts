import type { Locator } from '@playwright/test';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test('N6 from the start to a token made and deleted by keyboard alone', async ({ launch, serve }) => {
  const server = await serve({ product: 'oss-2.9' });
  const app = await launch({ keyring: true });
  const me = new Person(app);
  const { page } = app;
  const { keyboard } = page;
  const tabTo = async (target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
    await target.waitFor();
    for (let presses = 0; presses < 80; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press(key);
    }
    throw new Error(`${key} does not lead to ${target.toString()}`);
  };

  await test.step('connect', async () => {
    await tabTo(me.button(/^Connect a server/));
    await keyboard.press('Enter');
    await expect(me.dialog.getByLabel('Address', { exact: true })).toBeFocused();
    await keyboard.type(server.url);
    await tabTo(me.dialog.getByLabel(/^API token/));
    await keyboard.type(server.credential ?? '');
    await tabTo(me.dialog.getByLabel('Name', { exact: true }));
    await keyboard.type('alpha');
    await keyboard.press('Enter');
    await expect(me.rows.nth(3)).toBeVisible();
  });

  await test.step('find and look', async () => {
    await tabTo(page.getByRole('textbox', { name: 'Search tokens' }));
    await keyboard.type('host-12');
    await tabTo(me.tokens);
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(me.inspector.getByRole('heading', { level: 2 })).toContainText('host-12');
    await expect(me.tokens).toHaveAttribute('aria-activedescendant', /.+/);
  });

  await test.step('unlock and create', async () => {
    await tabTo(me.button('Read-only'), 'Shift+Tab');
    await app.dialogs.pressNext('confirm');
    await keyboard.press('Enter');
    await me.button(/^Admin mode/).waitFor();
    await tabTo(me.button('Create token'));
    await keyboard.press('Enter');
    await tabTo(page.getByLabel('Description', { exact: true }));
    await keyboard.type('by keys');
    await tabTo(page.getByRole('button', { name: 'Read all, also new' }));
    await keyboard.press('Space');
    await keyboard.press('ControlOrMeta+Enter');
    await tabTo(me.press('Copy'));
    await keyboard.press('Enter');
    await tabTo(me.press('I have stored it'));
    await keyboard.press('Enter');
    await me.dialog.waitFor({ state: 'detached' });
  });

  await test.step('delete: focus is trapped in the question and goes back', async () => {
    await tabTo(page.getByRole('textbox', { name: 'Search tokens' }), 'Shift+Tab');
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('by keys');
    await tabTo(me.tokens);
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
    await tabTo(me.press('Delete token'));
    await keyboard.press('Enter');
    await me.dialog.waitFor({ state: 'detached' });
    await expect(page.getByText('No token matches')).toBeVisible();
  });
  expect([...server.state.authorizations.values()].map(({ description }) => description)).not.toContain('by keys');
});
