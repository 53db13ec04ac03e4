import type { RunningSample } from '../src/sample/serve.ts';
import { newerServer, UNKNOWN_FIELDS } from './support/newer-server.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

type Stored = Parameters<RunningSample['state']['addAuthorization']>[0];

/** Puts a token like the sample's own ones on the server, past all of its checks. */
function stored({ state }: RunningSample, description: string, permissions?: Stored['permissions']): Stored {
  const like = [...state.authorizations.values()][1];
  if (!like) throw new Error('the sample has no tokens');
  const token = { ...like, id: state.ids.next(Date.now()), description, ...(permissions && { permissions }) };
  state.addAuthorization(token, `secret-of-${token.id}`);
  return token;
}

test('G12 names that are long, turned around, full of control characters or markup are text', async ({
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.7', cast: 'workshop', seed: 20 });
  for (const name of [
    `long ${'x'.repeat(10_240)}`,
    'turned \u202eevil\u202c name',
    'bells \u0007\u0000\u001b[31m name',
    '<script>globalThis.ran = true</script><img src=x onerror="globalThis.ran = true">',
  ])
    stored(server, name);

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
  ] as const) {
    await search.fill(word);
    await me.rows.first().click();
    await expect(me.inspector.getByRole('heading', { level: 2 })).toContainText(shown);
    const title = await me.inspector.getByRole('heading', { level: 2 }).textContent();
    expect(title).not.toMatch(/[\u0000-\u0008\u001b\u202e]/);
    expect(await me.inspector.evaluate((aside) => aside.scrollWidth - aside.clientWidth)).toBe(0);
    await app.screenshot(`hostile-${word}`);
  }
  expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(app.consoleErrors).toEqual([]);
});

test('a token with 10,000 rights opens at once: few of them are drawn and all are counted', async ({
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.7', cast: 'workshop', seed: 20 });
  const { orgId } = stored(server, 'one right', [{ action: 'read', type: 'buckets', id: 'a'.repeat(16) }]);
  const ids = Array.from({ length: 10_000 }, (_, at) => (at + 1).toString(16).padStart(16, '0'));
  stored(
    server,
    'ten thousand rights',
    ids.map((id) => ({ action: 'read', type: 'buckets', orgId, id })),
  );

  const app = await launch();
  const me = new Person(app);
  const drawn = () => me.inspector.evaluate((aside) => aside.querySelectorAll('*').length);
  const rights = me.inspector.getByRole('listitem').filter({ hasText: /read$/ });
  await me.connect({ address: server.url, token: server.credential ?? '', name: 'workshop' });
  await me.pick('one right');
  const few = await drawn();
  await me.pick('ten thousand rights');

  await expect(me.inspector.getByText(/^Can read bucket .* and 9,988 more/)).toBeVisible();
  await expect(rights).toHaveCount(50);
  expect(await drawn()).toBeLessThan(few + 50 * 8);
  await app.screenshot('hostile-thousand');
  // All of them come frame by frame: the page answers before the last is there.
  await me.inspector.getByRole('button', { name: 'Show all 10,000' }).click();
  const listed = () => me.inspector.evaluate((aside) => aside.querySelectorAll('li.item').length);
  expect(await listed()).toBeLessThan(10_000);
  await expect.poll(listed, { timeout: 30_000 }).toBe(10_000);
  await me.inspector.getByRole('button', { name: 'Raw' }).click();
  const raw = me.inspector.getByRole('region', { name: 'The token as JSON' });
  await expect(raw).toContainText('"ten thousand rights"');
  expect((await raw.textContent())?.length).toBeLessThan(10_100);
  expect(await me.inspector.evaluate((aside) => aside.scrollWidth - aside.clientWidth)).toBe(0);
  expect(app.consoleErrors).toEqual([]);
});

test('resource types and fields that nobody knows yet are text like all others, and hide nothing', async ({
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.7', cast: 'workshop', seed: 20 });
  const token = stored(server, 'of tomorrow');
  server.state.addAuthorization(
    {
      ...token,
      permissions: [
        { action: 'read', type: 'buckets', orgId: token.orgId },
        { action: 'write', type: 'holograms', orgId: token.orgId },
        { action: 'read', type: '<b>quantum</b>' },
      ],
    },
    'secret-of-tomorrow',
  );
  const newer = await newerServer(server.url);
  const seen = server.state.authorizations.size + server.state.legacy.size;

  const app = await launch();
  const me = new Person(app);
  await me.connect({ address: newer.url, token: server.credential ?? '', name: 'tomorrow' });
  await expect(me.page.getByText(`${seen} of ${seen} shown`)).toBeVisible();
  await me.pick('of tomorrow');
  const tree = me.inspector.getByRole('list').filter({ hasText: 'All holograms in werkstatt' }).first();
  await expect(tree.getByText('All buckets in werkstatt')).toBeVisible();
  await expect(tree.getByText('All <b>quantum</b>, in every organization')).toBeVisible();
  await me.inspector.getByRole('button', { name: 'Raw' }).click();
  await expect(me.inspector.getByRole('region', { name: 'The token as JSON' })).toContainText('"holograms"');
  await app.screenshot('hostile-tomorrow');
  await me.tab('Resources').click();
  await expect(
    me.page
      .getByRole('row')
      .filter({ has: me.page.getByRole('gridcell') })
      .first(),
  ).toBeVisible();
  await me.tab('Server').click();
  const options = me.page.getByRole('table', { name: 'Configuration' });
  await expect(options.getByRole('row', { name: `zzTop ${UNKNOWN_FIELDS.zzTop}` })).toBeVisible();
  await expect(options.getByRole('row', { name: 'bolt-path' })).toBeVisible();
  expect(newer.asked).toContain('GET /api/v2/authorizations');
  expect(app.consoleErrors).toEqual([]);
  await newer.close();
});
