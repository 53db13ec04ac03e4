import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Session } from 'electron';
import { backgroundColour, createWindow, preferences } from './window.ts';

type Listener = (...args: unknown[]) => void;
const made = vi.hoisted(() => ({
  options: [] as Record<string, unknown>[],
  listeners: new Map<string, Listener>(),
  dark: false,
}));
vi.mock('electron', () => ({
  BrowserWindow: class {
    maximized = false;
    shown = 0;
    webContents = {
      once: (name: string, listener: Listener) => made.listeners.set(name, listener),
    };
    constructor(options: Record<string, unknown>) {
      made.options.push(options);
    }
    on(name: string, listener: Listener) {
      made.listeners.set(name, listener);
    }
    once(name: string, listener: Listener) {
      made.listeners.set(name, listener);
    }
    maximize() {
      this.maximized = true;
    }
    isDestroyed() {
      return false;
    }
    isMaximized() {
      return this.maximized;
    }
    show() {
      this.shown += 1;
    }
    getNormalBounds() {
      return { x: 1, y: 2, width: 1000, height: 700 };
    }
  },
  nativeTheme: {
    get shouldUseDarkColors() {
      return made.dark;
    },
  },
  screen: {
    getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
    getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
  },
}));

const session = Object.create(null) as Session;
const OPTIONS = {
  session,
  preload: '/out/preload/index.cjs',
  icon: '/out/icon.png',
  developerTools: false,
  place: undefined,
};

describe('the window', () => {
  beforeEach(() => {
    made.options.length = 0;
    made.listeners.clear();
  });

  test('A1 has exactly these web preferences, and they cannot be changed', () => {
    const expected = {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      disableDialogs: true,
      disableBlinkFeatures: 'Auxclick',
      enableWebSQL: false,
      plugins: false,
      webgl: false,
      spellcheck: false,
      devTools: false,
      preload: '/out/preload/index.cjs',
      session,
    };
    expect(preferences(OPTIONS)).toEqual(expected);
    expect(Object.isFrozen(preferences(OPTIONS))).toBe(true);
    createWindow(OPTIONS);
    expect(made.options[0]?.['webPreferences']).toEqual(expected);
  });

  test('A1 has developer tools only where the app is not packaged', () => {
    expect(preferences({ ...OPTIONS, developerTools: true }).devTools).toBe(true);
  });

  test('A1 is made in one place only', () => {
    const source = fileURLToPath(new URL('../..', import.meta.url));
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /(?<!\.test)\.(?:ts|svelte)$/.test(name),
    );
    const makers = files.filter((name) =>
      /new (?:\w+\.)?(?:BrowserWindow|BaseWindow|WebContentsView|BrowserView)\b/.test(
        readFileSync(path.join(source, name), 'utf8'),
      ),
    );
    expect(makers.map((name) => name.replaceAll('\\', '/'))).toEqual(['main/shell/window.ts']);
  });

  test.each([
    ['its page has something to draw', 'dom-ready'],
    ['its page could not be loaded', 'did-stop-loading'],
  ])('never gets smaller than its layout, stays hidden, and is shown once when %s', (_when, event) => {
    const window = createWindow(OPTIONS) as unknown as { shown: number };
    expect(made.options[0]).toMatchObject({ minWidth: 900, minHeight: 600, show: false });
    expect(window.shown).toBe(0);
    made.listeners.get(event)?.();
    expect(window.shown).toBe(1);
    made.listeners.get('did-stop-loading')?.();
    expect(window.shown).toBe(1);
  });

  test('keeps its title whatever the page says', () => {
    createWindow(OPTIONS);
    const event = { preventDefault: vi.fn() };
    made.listeners.get('page-title-updated')?.(event, 'a server said this');
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  test('remembers its place when it is closed and opens there again', () => {
    const place = { path: '/x', store: {} as Record<string, unknown> };
    createWindow({ ...OPTIONS, place });
    made.listeners.get('close')?.();
    expect(place.store).toEqual({ bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximized: false });

    createWindow({ ...OPTIONS, place });
    expect(made.options[1]).toMatchObject({ x: 1, y: 2, width: 1000, height: 700 });
  });

  test('I7 closes also when its place cannot be written', () => {
    const place = {
      path: '/x',
      get store(): Record<string, unknown> {
        return {};
      },
      set store(_place: Record<string, unknown>) {
        throw new Error('ENOSPC');
      },
    };
    createWindow({ ...OPTIONS, place });
    expect(() => made.listeners.get('close')?.()).not.toThrow();
  });

  test('opens in the colour of the theme', () => {
    expect(backgroundColour()).toBe('#ffffff');
    made.dark = true;
    expect(backgroundColour()).toBe('#16181d');
  });
});
