import type { RunningSample } from '../src/sample/serve.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

/** How many tokens the open server shows, by the title of the tab. */
async function countOf(me: Person): Promise<number> {
  const title = await me.tab('Tokens').textContent();
  return Number(title?.replace(/\D/g, ''));
}

/** Makes a token behind the app's back, as a colleague would; like the given one in all but id and description. */
function addToken({ state }: RunningSample, description: string): void {
  const like = [...state.authorizations.values()].find(({ status }) => status === 'active');
  if (!like) throw new Error('a sample without tokens');
  state.addAuthorization({ ...like, id: 'ffffffffffff0001', description }, `secret of ${description}`);
}

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
    await search.fill('');
    const before = await countOf(me);
    expect(before).toBeGreaterThan(300);
    slow = true;
    await me.button('Refresh').click();
    await expect.poll(() => held.length).toBe(1);
    await me.open('second');
    await expect(me.row('node-red')).toBeVisible();
    const shown = await me.rows.allTextContents();
    const ofSecond = await countOf(me);
    expect(shown.length).toBeGreaterThan(5);
    // What is asked for already is answered with this one too, so that its arrival can be seen.
    addToken(first, 'came while nobody looked');
    slow = false;
    held.splice(0).forEach((goOn) => goOn());

    await expect(me.server('first')).toContainText(new RegExp(`(?<!\\d)${before + 1} ?tokens`));
    expect(await me.rows.allTextContents()).toEqual(shown);
    expect(await countOf(me)).toBe(ofSecond);
    await expect(page.getByRole('main').getByText('came while nobody looked')).not.toBeAttached();
    await expect(page.getByRole('heading', { level: 1, name: 'second' })).toBeVisible();
    await me.open('first');
    expect(await countOf(me)).toBe(before + 1);
    await search.fill('came while nobody looked');
    await expect(me.row('came while nobody looked')).toBeVisible();
    expect(held).toEqual([]);
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
  await me.connect({ address: quick.url, token: quick.credential ?? '', name: 'quick' });
  await expect(me.row('node-red')).toBeVisible();
  await me.unlock();
  await me.row('node-red').click();
  const shown = await me.rows.allTextContents();
  const ofQuick = await countOf(me);
  expect(shown.length).toBeGreaterThan(5);
  const descriptions = [...late.state.authorizations.values()].map(({ description }) => description);
  const only = descriptions.filter((text) => text.length > 3 && !shown.join('\n').includes(text));
  const strangers = async (): Promise<string[]> => {
    const now = (await me.rows.allTextContents()).join('\n');
    return only.filter((text) => now.includes(text));
  };

  await me.connect({ address: late.url, token: late.credential ?? '', name: 'late' });
  expect(answered).toBe(0);
  await expect(me.button('Read-only')).toBeVisible();
  await me.open('quick');
  expect(answered).toBe(0);
  await expect(me.button(/^Admin mode · 1[45]:\d\d/)).toBeVisible();
  // From before the answer until after it: the rail tells when it has arrived.
  const arrived = me.server('late').getByText('tokens');
  await expect(arrived).not.toBeAttached();
  let looks = 0;
  for (let after = 0; after < 5; looks += 1) {
    expect(await me.rows.allTextContents()).toEqual(shown);
    expect(await countOf(me)).toBe(ofQuick);
    await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('quick');
    after += await arrived.count();
    await app.page.waitForTimeout(50);
  }
  expect(looks).toBeGreaterThan(5);
  expect(answered).toBeGreaterThan(0);
  await expect(me.inspector.getByRole('heading', { name: 'node-red' })).toBeVisible();

  await me.open('late');
  await expect(search).toHaveValue('');
  await expect(me.rows.nth(3)).toBeVisible();
  expect((await strangers()).length).toBeGreaterThan(5);
  await expect(me.button('Read-only')).toBeVisible();
  expect(app.consoleErrors).toEqual([]);
});
