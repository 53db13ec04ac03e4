import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test('G12 names that are long, turned around, full of control characters or markup are text, and 10,000 rights are shown', async ({
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.7', cast: 'workshop', seed: 20 });
  const { state } = server;
  const like = [...state.authorizations.values()][1];
  if (!like) throw new Error('the sample has no tokens');
  const names = {
    long: `long ${'x'.repeat(10_240)}`,
    turned: 'turned \u202eevil\u202c name',
    bells: 'bells \u0007\u0000\u001b[31m name',
    markup: '<script>globalThis.ran = true</script><img src=x onerror="globalThis.ran = true">',
    rights: 'ten thousand rights',
  };
  const many = Array.from({ length: 10_000 }, (_, at) => ({
    action: 'read' as const,
    type: 'buckets',
    orgId: like.orgId,
    id: at.toString(16).padStart(16, '0'),
  }));
  for (const [key, description] of Object.entries(names)) {
    const permissions = key === 'rights' ? many : like.permissions;
    state.addAuthorization({ ...like, id: state.ids.next(Date.now()), description, permissions }, `secret-of-${key}`);
  }

  const app = await launch();
  const me = new Person(app);
  const { page } = app;
  const search = page.getByRole('textbox', { name: 'Search tokens' });
  await me.connect({ address: server.url, token: server.credential ?? '', name: 'workshop' });
  for (const [word, shown] of [
    ['long', /^long x+/],
    ['turned', /turned.*evil/],
    ['bells', /bells/],
    ['script', /<script>/],
    ['thousand', /ten thousand rights/],
  ] as const) {
    await search.fill(word);
    await me.rows.first().click();
    await expect(me.inspector.getByRole('heading', { level: 2 })).toContainText(shown);
    const title = await me.inspector.getByRole('heading', { level: 2 }).textContent();
    expect(title).not.toMatch(/[\u0000-\u0008\u001b\u202e]/);
    expect(await me.inspector.evaluate((aside) => aside.scrollWidth - aside.clientWidth)).toBe(0);
    await app.screenshot(`hostile-${word}`);
  }
  await expect(me.inspector.getByText(/10,000|9,9\d\d|more/).first()).toBeVisible();
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(app.consoleErrors).toEqual([]);
});
