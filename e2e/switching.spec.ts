import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test('a slow answer never shows under another server, and each server keeps what a person set in it', async ({
  launch,
  serve,
}) => {
  let slow = false;
  const held: (() => void)[] = [];
  const first = await serve({
    product: 'oss-2.9',
    before: async ({ url }) => {
      if (slow && url?.startsWith('/api/v2/authorizations')) await new Promise<void>((resolve) => held.push(resolve));
      return false;
    },
  });
  const second = await serve({ product: 'oss-2.7', cast: 'workshop', seed: 20 });
  const app = await launch();
  const me = new Person(app);
  const { page } = app;
  const search = page.getByRole('textbox', { name: 'Search tokens' });
  await me.connect({ address: first.url, token: first.credential ?? '', name: 'first' });
  await expect(me.rows.nth(3)).toBeVisible();
  await me.connect({ address: second.url, token: second.credential ?? '', name: 'second' });
  await expect(me.row('node-red')).toBeVisible();

  await test.step('mode, countdown, search, selection and scroll are each server’s own', async () => {
    await me.open('first');
    await me.unlock();
    await search.fill('telegraf');
    await me.tokens.evaluate((grid) => grid.scrollTo(0, 900));
    await me.rows.nth(9).click();
    // To click a row may move it into sight.
    const place = await me.tokens.evaluate((grid) => grid.scrollTop);
    expect(place).toBeGreaterThan(800);
    const title = await me.inspector.getByRole('heading', { level: 2 }).textContent();

    await me.open('second');
    await expect(me.button('Read-only')).toBeVisible();
    await expect(search).toHaveValue('');
    await expect(me.inspector.getByText('No token chosen')).toBeVisible();
    await expect(me.server('first').getByText('admin mode')).toBeAttached();
    await expect(me.server('second').getByText('admin mode')).not.toBeAttached();

    await me.open('first');
    await expect(me.button(/^Admin mode · 1[45]:\d\d/)).toBeVisible();
    await expect(search).toHaveValue('telegraf');
    await expect(me.inspector.getByRole('heading', { level: 2 })).toHaveText(title ?? '');
    await expect.poll(() => me.tokens.evaluate((grid) => grid.scrollTop)).toBe(place);
  });

  await test.step('the answer that comes late stays with its server', async () => {
    slow = true;
    await me.button('Refresh').click();
    await expect.poll(() => held.length).toBeGreaterThan(0);
    await me.open('second');
    await expect(me.row('node-red')).toBeVisible();
    const shown = await me.rows.allTextContents();
    held.splice(0).forEach((let_) => let_());
    slow = false;
    await expect(me.server('first').getByText(/39\d/)).toBeVisible();
    await page.waitForTimeout(500);
    expect(await me.rows.allTextContents()).toEqual(shown);
    await expect(page.getByRole('heading', { level: 1, name: 'second' })).toBeVisible();
    await me.open('first');
    await expect(page.getByText(/^Read \d+ seconds ago|^Read just now|^Read (a moment|now)/)).toBeVisible();
  });
  expect(app.consoleErrors).toEqual([]);
});

test('a server that is slow to answer, left at once, fills in behind the one that is shown', async ({
  launch,
  serve,
}) => {
  let answered = 0;
  const late = await serve({
    product: 'oss-2.9',
    tokens: 60,
    before: async ({ url }) => {
      if (!url?.startsWith('/api/v2/authorizations')) return false;
      await new Promise((resolve) => setTimeout(resolve, 3000));
      answered += 1;
      return false;
    },
  });
  const quick = await serve({ product: 'oss-2.7', cast: 'workshop', seed: 20 });
  const app = await launch();
  const me = new Person(app);
  const search = app.page.getByRole('textbox', { name: 'Search tokens' });
  const ofLate = new Set([...late.state.authorizations.values()].map(({ description }) => description));
  const ofQuick = new Set([...quick.state.authorizations.values()].map(({ description }) => description));
  const only = [...ofLate].filter((text) => text.length > 3 && !ofQuick.has(text));
  const strangers = async (): Promise<string[]> => {
    const shown = (await me.rows.allTextContents()).join('\n');
    return only.filter((text) => shown.includes(text));
  };
  await me.connect({ address: quick.url, token: quick.credential ?? '', name: 'quick' });
  await expect(me.row('node-red')).toBeVisible();
  await me.unlock();
  await search.fill('node');
  await me.row('node-red').click();

  await me.connect({ address: late.url, token: late.credential ?? '', name: 'late' });
  expect(answered).toBe(0);
  await expect(me.button('Read-only')).toBeVisible();
  await me.open('quick');
  expect(answered).toBe(0);
  await expect(search).toHaveValue('node');
  await expect(me.button(/^Admin mode · 1[45]:\d\d/)).toBeVisible();
  await expect.poll(() => answered, { intervals: [50] }).toBeGreaterThan(0);
  for (let look = 0; look < 10; look += 1) {
    await app.page.waitForTimeout(100);
    expect(await strangers()).toEqual([]);
    await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('quick');
  }
  await expect(me.inspector.getByRole('heading', { name: 'node-red' })).toBeVisible();

  await me.open('late');
  await expect(search).toHaveValue('');
  await expect(me.rows.nth(3)).toBeVisible();
  expect(await strangers()).not.toEqual([]);
  await expect(me.button('Read-only')).toBeVisible();
  expect(app.consoleErrors).toEqual([]);
});
