import { expect, test } from './support/test.ts';

test('N1 a crashed page comes back by itself; main and its window go on', async ({ launch }) => {
  const app = await launch();
  const crash = () =>
    app.electron.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      if (!contents) throw new Error('there is no window');
      const loaded = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
      contents.forcefullyCrashRenderer();
      await loaded;
      // It asks main for its servers before it draws.
      const shown: unknown = await contents.executeJavaScript(`new Promise((resolve) => {
        const look = (tries) => {
          const drawn = document.querySelector('#app').childElementCount;
          if (drawn > 0 || tries === 0) resolve(drawn);
          else setTimeout(look, 50, tries - 1);
        };
        look(100);
      })`);
      return { url: contents.getURL(), shown: Number(shown) > 0 };
    });

  expect(await crash()).toEqual({ url: 'app://bundle/index.html', shown: true });
  expect(await crash()).toEqual({ url: 'app://bundle/index.html', shown: true });
  expect(await app.dialogs.asked()).toEqual([]);
});

test('N1 a page that crashes for the fourth time within a minute is left to the person', async ({ launch }) => {
  const app = await launch();
  await app.dialogs.pressAlways('Quit');
  const child = app.electron.process();
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    for (let n = 0; n < 3; n += 1) {
      const loaded = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()));
      contents?.forcefullyCrashRenderer();
      await loaded;
    }
    setImmediate(() => contents?.forcefullyCrashRenderer());
  });
  // The person was asked, and quit: the app ends in order.
  expect(await ended).toBe(0);
});

test('N2 an error that nothing caught in main ends the process with 1, without a box', async ({ launch }) => {
  const app = await launch();
  const child = app.electron.process();
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  await app.electron.evaluate(() => {
    setImmediate(() => {
      throw new Error('a fault of ours');
    });
  });
  expect(await code).toBe(1);
});

test('after the process is killed the next start finds what was set', async ({ launch }) => {
  const first = await launch();
  await first.page.evaluate(() => window.bridge.call('settings.setTheme', { theme: 'dark' }));
  await first.kill();

  const second = await launch({ folder: first.folder });

  const settings = await second.page.evaluate(() => window.bridge.call('settings.get', undefined));
  expect(settings).toMatchObject({ ok: true, value: { theme: 'dark' } });
  expect(second.consoleErrors).toEqual([]);
});

test('the window opens where it was left', async ({ launch }) => {
  const first = await launch();
  const bounds = { x: 40, y: 60, width: 1010, height: 650 };
  const boundsOf = (app: typeof first) =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
  await first.electron.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(wanted);
  }, bounds);
  await expect.poll(() => boundsOf(first)).toEqual(bounds);
  await first.quit();

  const second = await launch({ folder: first.folder, size: null });

  expect(await boundsOf(second)).toMatchObject({ width: 1010, height: 650 });
});
