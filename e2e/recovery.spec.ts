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
      const shown: unknown = await contents.executeJavaScript(`document.querySelector('#app').childElementCount`);
      return { url: contents.getURL(), shown: Number(shown) > 0 };
    });

  expect(await crash()).toEqual({ url: 'app://bundle/index.html', shown: true });
  expect(await crash()).toEqual({ url: 'app://bundle/index.html', shown: true });
  expect(await app.dialogs.asked()).toEqual([]);
});

test('N1 a page that crashes for the fourth time within a minute is left to the person', async ({ launch }) => {
  const app = await launch();
  await app.dialogs.pressAlways('Quit');
  const ended = app.electron.waitForEvent('close');
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    for (let n = 0; n < 3; n += 1) {
      const loaded = new Promise<void>((resolve) => contents?.once('did-finish-load', () => resolve()));
      contents?.forcefullyCrashRenderer();
      await loaded;
    }
    setImmediate(() => contents?.forcefullyCrashRenderer());
  });
  await ended;
});
