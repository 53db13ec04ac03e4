import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { axeFindings } from './support/axe.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true }, record: false });

test('an auditor finds everyone who can write one bucket, on three servers of three products, and saves the answer', async ({
  launch,
  serve,
  folder,
}) => {
  const servers = {
    'oss-2.9': await serve({ product: 'oss-2.9' }),
    'enterprise-3.10': await serve({ product: 'enterprise-3.10' }),
    clustered: await serve({ product: 'clustered' }),
  };
  const app = await launch();
  const me = new Person(app);
  for (const [name, { url, path: prefix, credential }] of Object.entries(servers)) {
    await me.connect({ address: `${url}${prefix}`, token: credential ?? '', name });
    await expect(me.rows.nth(3)).toBeVisible();
  }
  await me.open('oss-2.9');
  await me.page.getByRole('tab', { name: /^Access/ }).click();
  await expect(me.page.getByRole('heading', { name: /tokens can write telemetry$/ })).toBeVisible();
  await me.choose(me.page.getByLabel('Where'), 'every server');
  const section = (name: string) => me.page.getByRole('region', { name });
  for (const name of Object.keys(servers))
    await expect(section(name).getByText(/tokens? can write telemetry$/)).toBeVisible();

  const file = path.join(folder, 'answer.csv');
  await app.dialogs.choose({ save: file });
  await me.button('Save as CSV').click();
  await expect(me.notice('Saved')).toBeVisible();
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
  expect(lines[0]).toBe('question,who can write telemetry');
  for (const name of Object.keys(servers)) {
    const said =
      (await section(name)
        .getByText(/tokens? can write telemetry$/)
        .textContent()) ?? '';
    const told = lines.filter((line) => line.startsWith(`${name},`) && line.endsWith(',active')).length;
    expect(said).toBe(`${told} ${told === 1 ? 'token' : 'tokens'} can write telemetry`);
  }
  const secrets = Object.values(servers).map(({ credential }) => credential ?? '');
  for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret);
  expect(app.consoleErrors).toEqual([]);
});

test('the matrix, comparing and the graph are used by keys alone, and axe has nothing to say', async ({ launch }) => {
  const app = await launch({ args: ['--samples'] });
  const me = new Person(app);
  await expect(me.rows.nth(3)).toBeVisible();
  await me.page.getByRole('tab', { name: /^Access/ }).click();
  await expect(me.page.getByRole('heading', { name: /can write telemetry$/ })).toBeVisible();
  expect(await axeFindings(me.page)).toEqual([]);

  await me.button('Matrix').focus();
  await me.page.keyboard.press('Enter');
  const grid = me.page.getByRole('grid', { name: 'Tokens and what they can do' });
  await grid.focus();
  for (const key of ['Control+End', 'Control+Home', 'ArrowDown', 'ArrowRight']) await me.page.keyboard.press(key);
  const active = me.page.locator(`[id="${(await grid.getAttribute('aria-activedescendant')) ?? ''}"]`);
  await expect(active).toHaveText('rw');
  await expect(me.page.getByRole('status').filter({ hasText: 'reads and writes through everything' })).toBeVisible();
  expect(await axeFindings(me.page)).toEqual([]);
  await me.page.keyboard.press('Enter');
  await expect(me.tokens).toBeVisible();

  await me.page.getByRole('tab', { name: /^Access/ }).click();
  await me.button('Graph').click();
  const box = me.page.getByRole('button', { name: /^telemetry is reached by \d+ tokens/ });
  await box.focus();
  await me.page.keyboard.press('Enter');
  await expect(box).toHaveAttribute('aria-pressed', 'true');
  expect(await axeFindings(me.page)).toEqual([]);
  await me.button('Compare').first().click();
  await expect(me.page.getByRole('heading', { name: 'Equal rights' })).toBeVisible();
  expect(await axeFindings(me.page)).toEqual([]);
  await me.page.emulateMedia({ colorScheme: 'dark' });
  for (const shape of ['List', 'Matrix', 'Graph']) {
    await me.button(shape).click();
    expect(await axeFindings(me.page, 'colours')).toEqual([]);
  }
  expect(app.consoleErrors).toEqual([]);
});
