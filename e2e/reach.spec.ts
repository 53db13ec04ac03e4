import { axeFindings } from './support/axe.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true }, record: false });

test('from a bucket to who can write it and back, to what one of them can do, and to how two tokens differ', async ({
  launch,
}) => {
  const app = await launch({ args: ['--samples'] });
  const me = new Person(app);
  await expect(me.rows.nth(3)).toBeVisible();

  await me.page.getByRole('tab', { name: /^(Resources|Databases)/ }).click();
  await me.page.getByRole('searchbox', { name: /^Search/ }).fill('telemetry');
  const bucket = me.page.getByRole('row', { name: /^telemetry/ }).first();
  const count = bucket.getByTitle('Who can write it?');
  const counted = (await count.textContent())?.trim() ?? 'none';
  await count.click();
  await expect(me.page.getByRole('heading', { name: `${counted} tokens can write telemetry` })).toBeVisible();
  expect(await axeFindings(me.page)).toEqual([]);
  await me.button('Show the bucket').click();
  await expect(me.page.getByRole('searchbox', { name: /^Search/ })).toHaveValue('');
  await expect(bucket).toHaveAttribute('aria-selected', 'true');
  await expect(bucket).toBeInViewport({ ratio: 1 });

  await me.page.getByRole('tab', { name: /^Access/ }).click();
  await me.page.getByRole('gridcell').first().dblclick();
  const inspector = me.page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'What it can do' }).click();
  await expect(me.page.getByRole('heading', { name: / can read \d+ and write \d+ of \d+ buckets/ })).toBeVisible();
  expect(await axeFindings(me.page)).toEqual([]);
  await me.button('Show the token').click();
  await inspector.getByRole('button', { name: 'Compare', exact: true }).click();
  await me.page.getByRole('button', { name: 'Add a token', exact: true }).click();
  await me.page.locator('.popover-layer .layer-item').first().click();
  await expect(me.page.getByText(/rights? (is|are) the same; /)).toBeVisible();
  expect(app.consoleErrors).toEqual([]);
});

test('the graph opens with people, tokens and what they reach in sight', async ({ launch }) => {
  const app = await launch({ args: ['--samples'] });
  const me = new Person(app);
  await expect(me.rows.nth(3)).toBeVisible();
  await me.page.getByRole('tab', { name: /^Access/ }).click();
  await me.button('Graph').click();
  for (const name of [/ owns \d+ tokens?$/, /: \d+ tokens?, reaching /, / is reached by \d+ tokens?$/])
    await expect(me.page.getByRole('button', { name }).first()).toBeInViewport({ ratio: 1 });
});
