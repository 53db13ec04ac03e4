import { crossedSoFar, recordCrossing } from './support/crossing.ts';
import { filesHolding, heapOf, secretsIn } from './support/canary.ts';
import { Person } from './support/person.ts';
import { expect, test, type Fixtures } from './support/test.ts';

/** The app, what it writes to its output, and everything kept that crosses between its processes. */
async function watched(launch: Fixtures['launch']) {
  // A snapshot cuts strings after 1,024 characters unless told otherwise: a secret further in would not be seen.
  const app = await launch({ keyring: true, args: ['--js-flags=--heap-snapshot-string-limit=100000000'] });
  const output: string[] = [];
  for (const stream of [app.electron.process().stdout, app.electron.process().stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  await recordCrossing(app.electron);
  return { app, output };
}

test('B5 C1 D1 D7 F2 no token that was not looked at reaches the page, and none at all a file, a log or the output', async ({
  launch,
  serve,
}) => {
  test.setTimeout(120_000);
  const old = await serve({ product: 'oss-2.7', cast: 'staging', seed: 27, tokens: 400 });
  const fresh = await serve({ product: 'oss-2.9', empty: true });
  const typed = old.credential ?? '';
  const { app, output } = await watched(launch);
  const me = new Person(app);
  const { page } = app;
  const copied = async (): Promise<string> => {
    await me.press('Copy').click();
    await expect(me.dialog.getByText(/On the clipboard/).last()).toBeVisible();
    const text = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
    await me.press('I have stored it').click();
    return text;
  };

  await me.connect({ address: old.url, token: typed, name: 'old' });
  await expect(me.rows.nth(3)).toBeVisible();
  await me.unlock();
  await me.rows.nth(2).click();
  await me.inspector.getByRole('button', { name: 'Raw' }).click();
  await me.tab('Resources').click();
  await me.tab('Server').click();
  await me.tab('Tokens').click();

  await me.button('Create token').click();
  await page.getByLabel('Description', { exact: true }).fill('canary');
  await page.getByRole('button', { name: 'Read all, also new' }).click();
  await page.keyboard.press('ControlOrMeta+Enter');
  const made = await copied();
  await me.pick('canary');
  await me.inspector.getByRole('button', { name: 'Edit the description' }).click();
  await me.inspector.getByRole('textbox', { name: 'Description' }).fill('canary two');
  await me.inspector.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(me.notice('Description changed')).toBeVisible();
  await me.inspector.getByRole('button', { name: 'Copy the value' }).click();
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(made);

  await me.connect({ address: fresh.url, name: 'fresh' });
  await me.button('Set it up').click();
  await app.dialogs.pressAlways('confirm');
  await me.press(/^Unlock/).click();
  for (const [label, text] of Object.entries({
    User: 'admin',
    Password: 'correct horse battery',
    Organization: 'acme',
    Bucket: 'b',
  }))
    await me.dialog.getByLabel(label, { exact: true }).fill(text);
  await me.press('Set up').click();
  const operator = await copied();
  await me.press('Make and switch').click();
  await me.dialog.waitFor({ state: 'detached' });
  await expect(me.rows).toHaveCount(2);

  const listed = [...old.state.authorizations.values()].flatMap(({ token }) => (token ? [token] : []));
  const unseen = [...listed.filter((token) => token !== typed), made, operator];
  const all = [...unseen, typed, 'correct horse battery'];
  expect(unseen.length).toBeGreaterThan(400);

  await test.step('D1 the page', async () => {
    const probe = `${'0123456789'.repeat(800)}-probe`;
    await page.evaluate((text) => Object.assign(globalThis, { probe: { text } }), probe);
    const heap = await heapOf(page);
    expect(heap.includes(probe)).toBe(true); // `toContain` would print the whole heap
    expect(secretsIn(heap, unseen)).toEqual([]);
    expect(secretsIn(await page.content(), all)).toEqual([]);
  });
  await test.step('B5 what main said', async () => {
    const crossed = await crossedSoFar(app.electron);
    expect(crossed.some((text) => text.includes('"canary two"'))).toBe(true);
    expect(crossed.length).toBeGreaterThan(20);
    expect(secretsIn(crossed.join('\n'), [...unseen, typed])).toEqual([]);
  });
  await test.step('B5 but the deliberate look', async () => {
    await me.open('old');
    await me.pick('canary two');
    const look = me.inspector.getByRole('button', { name: 'Hold to look' });
    await look.hover();
    await page.mouse.down();
    await expect(me.inspector.getByLabel('Value of the token')).toHaveText(made);
    await page.mouse.up();
    await expect(me.inspector.getByLabel('Value of the token')).toHaveText(/^•+$/);
    const holding = (await crossedSoFar(app.electron)).filter((text) => secretsIn(text, unseen).length > 0);
    expect(holding.map((text) => (JSON.parse(text) as [{ path: string }])[0].path)).toEqual(['tokens.look']);
  });
  await test.step('D7 C1 the output and the disk', async () => {
    expect(secretsIn(output.join(''), all)).toEqual([]);
    await app.quit();
    expect(await filesHolding(app.folder, all)).toEqual([]);
    expect(await filesHolding(app.folder, ['canary two'])).not.toEqual([]);
    expect(secretsIn(app.consoleErrors.join('\n'), all)).toEqual([]);
  });
});

test('B5 C1 D1 D7 the same over every family of servers', async ({ launch, serve }) => {
  test.setTimeout(120_000);
  const { app, output } = await watched(launch);
  const me = new Person(app);
  const typed: string[] = [];
  const made: string[] = [];
  for (const [product, kind, label] of [
    ['core-3.10', 'Admin', 'Name'],
    ['enterprise-3.10', 'Admin', 'Name'],
    ['serverless', 'All access', 'Description'],
    ['cloud-tsm', 'All access', 'Description'],
    ['dedicated', 'Database token', 'Description'],
    ['clustered', 'Database token', 'Description'],
  ] as const) {
    const server = await serve({ product });
    typed.push(server.credential ?? '');
    await me.connect({ address: `${server.url}${server.path}`, token: server.credential ?? '', name: product });
    await expect(me.rows.nth(3)).toBeVisible();
    await me.unlock();
    await me.button('Create token').click();
    await app.page.getByRole('radio', { name: kind, exact: true }).check({ force: true });
    await app.page.getByLabel(label, { exact: true }).fill('canary');
    if (kind === 'Database token') await app.page.getByRole('button', { name: 'Read all, also new' }).click();
    await app.page.keyboard.press('ControlOrMeta+Enter');
    await me.press('Copy').click();
    await expect(me.dialog.getByText(/On the clipboard/).last()).toBeVisible();
    made.push(await app.electron.evaluate(({ clipboard }) => clipboard.readText()));
    await me.press('I have stored it').click();
    await me.dialog.waitFor({ state: 'detached' });
    await me.tab('Server').click();
  }
  expect(new Set(made).size).toBe(6);

  expect(secretsIn(await heapOf(app.page), made)).toEqual([]);
  expect(secretsIn(await app.page.content(), [...made, ...typed])).toEqual([]);
  const crossed = await crossedSoFar(app.electron);
  expect(crossed.length).toBeGreaterThan(60);
  expect(secretsIn(crossed.join('\n'), [...made, ...typed])).toEqual([]);
  expect(secretsIn(output.join(''), [...made, ...typed])).toEqual([]);
  await app.quit();
  expect(await filesHolding(app.folder, [...made, ...typed])).toEqual([]);
  expect(secretsIn(app.consoleErrors.join('\n'), [...made, ...typed])).toEqual([]);
});
