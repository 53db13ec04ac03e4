import { everyScreen } from './support/every-screen.ts';
import { layoutFaults } from './support/layout.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test('N6 axe finds nothing serious on any screen or dialog, in light and in dark', async ({ launch, serve }) => {
  test.setTimeout(600_000);
  const used = await serve({ product: 'oss-2.9' });
  const empty = await serve({ product: 'oss-2.9', empty: true });
  const app = await launch({ keyring: true, size: { width: 1360, height: 820 } });
  const found: unknown[] = [];
  await everyScreen(app, { used, empty }, async (screen) => {
    for (const [theme, rules] of [
      ['light', 'all'],
      ['dark', 'colours'],
    ] as const) {
      await app.wear(theme);
      for (const finding of await app.seriousFindings(rules)) found.push({ screen, theme, ...finding });
    }
  });
  expect(found).toEqual([]);
  expect(app.consoleErrors.filter((text) => !text.includes('ERR_CONNECTION'))).toEqual([]);
});

for (const { name, size, zoom } of [
  { name: '900x600', size: { width: 900, height: 600 }, zoom: 1 },
  { name: '1360x820', size: { width: 1360, height: 820 }, zoom: 1 },
  { name: '200-percent', size: { width: 1800, height: 1200 }, zoom: 2 },
  { name: '4k', size: { width: 3840, height: 2160 }, zoom: 1 },
]) {
  test(`the layout holds at ${name}: the page never scrolls sideways and no control is cut off`, async ({
    launch,
    serve,
  }) => {
    test.setTimeout(300_000);
    const used = await serve({ product: 'oss-2.9' });
    const empty = await serve({ product: 'oss-2.9', empty: true });
    const app = await launch({ keyring: true, size });
    if (zoom !== 1) {
      await app.electron.evaluate(({ BrowserWindow }, factor) => {
        BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor);
      }, zoom);
      await app.page.waitForFunction((width) => innerWidth <= width, size.width / zoom);
    }
    const faults: string[] = [];
    await everyScreen(app, { used, empty }, async (screen) => {
      const picture = `layout-${name}-${screen}`;
      await (zoom === 1 ? app.screenshot(picture, size.width > 2_000 ? 'jpeg' : 'png') : app.photograph(picture));
      faults.push(...(await layoutFaults(app.page)).map((fault) => `${screen}: ${fault}`));
    });
    expect(faults).toEqual([]);
  });
}

test('in the window that opens at first every column stands beside the inspector, and the table does not scroll sideways', async ({
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9' });
  const app = await launch();
  const me = new Person(app);
  await me.connect({ address: server.url, token: server.credential ?? '', name: 'alpha' });
  await me.unlock();
  await me.rows.nth(3).click();
  await expect(me.inspector.getByRole('heading', { level: 2 })).toBeVisible();
  const { inner, outer } = await me.tokens.evaluate((grid) => ({ inner: grid.scrollWidth, outer: grid.clientWidth }));
  expect(inner).toBe(outer);
  await app.screenshot('looks-first-window');
});
