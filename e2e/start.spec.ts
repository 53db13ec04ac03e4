import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './support/test.ts';

test('the window opens on the page of the app, without an error in its console', async ({ launch }) => {
  const app = await launch();
  expect(app.page.url()).toBe('app://bundle/index.html');
  expect(await app.page.title()).toBe('Token Explorer');
  await expect(app.page.locator('#app')).not.toBeEmpty();
  expect(app.consoleErrors).toEqual([]);
});

test('A2 the renderer is sandboxed and isolated', async ({ launch }) => {
  const app = await launch();
  const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const contents = window?.webContents as { getLastWebPreferences?: () => object } | undefined;
    return contents?.getLastWebPreferences?.();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
  });
  const leaked = await app.page.evaluate(() =>
    ['process', 'require', 'module', 'Buffer', 'global', '__dirname', 'ipcRenderer', 'electron'].filter(
      (name) => name in globalThis,
    ),
  );
  expect(leaked).toEqual([]);
});

test('B3 the page finds one frozen bridge of two functions and nothing behind it', async ({ launch }) => {
  const app = await launch();
  const found = await app.page.evaluate(async () => {
    const reachable = new Set<string>();
    const seen = new Set<unknown>();
    const walk = (value: unknown, name: string): void => {
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
      if (value === Object.prototype || value === Function.prototype) return;
      seen.add(value);
      for (const key of Reflect.ownKeys(value)) {
        const inner = `${name}.${String(key)}`;
        reachable.add(inner);
        if (!['prototype', 'constructor', 'caller', 'arguments'].includes(String(key)))
          walk(Reflect.get(value, key), inner);
      }
    };
    walk(window.bridge, 'bridge');
    const end = window.bridge.listen(() => undefined);
    end();
    return {
      reachable: [...reachable].filter((name) => !/\.(?:length|name|prototype|caller|arguments)$/.test(name)),
      frozen: Object.isFrozen(window.bridge),
      endKind: typeof end,
    };
  });
  expect(found).toEqual({
    reachable: ['bridge.call', 'bridge.listen'],
    frozen: true,
    endKind: 'function',
  });
});

test('B3 a page that replaces built-in functions sees nothing of the preload and cannot replace the bridge', async ({
  launch,
}) => {
  const app = await launch();
  await app.page.getByRole('heading', { level: 1 }).waitFor();
  const seen = await app.page.evaluate(async () => {
    let arguments_: string[] = [];
    const push: (...items: unknown[]) => number = Array.prototype.push;
    Array.prototype.push = function (...items: unknown[]) {
      for (const item of items) arguments_[arguments_.length] = typeof item;
      return Reflect.apply(push, this, items);
    };
    const call = Function.prototype.call;
    Function.prototype.call = function (...args) {
      arguments_[arguments_.length] = 'call';
      return Reflect.apply(this, args[0], args.slice(1)) as unknown;
    };
    // The page's own work pushes and calls too. It is over when nothing of it was seen for a quarter of a second.
    for (let quiet = 0; quiet < 5; quiet = arguments_.length === 0 ? quiet + 1 : 0) {
      arguments_ = [];
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    arguments_ = [];
    [].push.call([], 'the traps work' as never);
    const trapped = arguments_;
    arguments_ = [];
    const reply = await window.bridge.call('app.facts', undefined);
    Array.prototype.push = push;
    Function.prototype.call = call;
    const replaced = Reflect.set(window, 'bridge', {}) || Reflect.set(window.bridge, 'call', () => 1);
    return { trapped, arguments_, ok: reply.ok, replaced };
  });
  expect(seen).toEqual({ trapped: ['call', 'string'], arguments_: [], ok: true, replaced: false });
});

test('A8 I6 nothing of the page’s own storage reaches the disk, and the folder is its owner’s alone', async ({
  launch,
}) => {
  const canary = 'canary-5d1f3b7a';
  const app = await launch();
  await app.page.evaluate(async (text) => {
    localStorage.setItem('key', text);
    sessionStorage.setItem('key', text);
    document.cookie = `key=${text}`;
    await new Promise((resolve, reject) => {
      const opening = indexedDB.open(text);
      opening.onupgradeneeded = () => opening.result.createObjectStore(text).put(text, text);
      opening.onsuccess = resolve;
      opening.onerror = reject;
    });
  }, canary);
  await app.quit();

  const holding: string[] = [];
  for (const file of await readdir(app.folder, { recursive: true, withFileTypes: true })) {
    const at = path.join(file.parentPath, file.name);
    if (!file.isFile()) continue;
    const bytes = await readFile(at);
    if (bytes.includes(canary) || bytes.includes(Buffer.from(canary, 'utf16le'))) holding.push(at);
  }
  expect(holding).toEqual([]);
  expect(await readdir(app.folder)).not.toContain('Partitions');
  if (process.platform !== 'win32') expect((await stat(app.folder)).mode & 0o777).toBe(0o700);
});

test('without a key store of the system the app starts and says that it keeps no token', async ({ launch }) => {
  const app = await launch();
  const reply = await app.page.evaluate(() => window.bridge.call('app.facts', undefined));
  expect(reply).toMatchObject({ ok: true, value: { keyStore: { available: false } } });
});

test('with the desktop’s key store tokens can be sealed', async ({ launch }) => {
  test.skip(process.platform === 'linux' && !process.env['DBUS_SESSION_BUS_ADDRESS'], 'there is no session bus here');
  const app = await launch({ keyring: true });
  await expect
    .poll(() => app.page.evaluate(() => window.bridge.call('app.facts', undefined)))
    .toMatchObject({ ok: true, value: { keyStore: { available: true } } });
});

test('the theme that a person sets is worn by the page and by what is native', async ({ launch }) => {
  const app = await launch();
  const isDark = () => app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  for (const [theme, dark] of [
    ['dark', true],
    ['light', false],
  ] as const) {
    await app.page.evaluate((wanted) => window.bridge.call('settings.setTheme', { theme: wanted }), theme);
    await expect.poll(isDark).toBe(dark);
    expect(await app.electron.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(dark);
  }
});
