import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Session } from 'electron';
import { Page } from './page.ts';

class FakeWindow extends EventEmitter {
  static made: FakeWindow[] = [];
  loads: string[] = [];
  focused = 0;
  readonly webContents = new EventEmitter();
  constructor() {
    super();
    FakeWindow.made.push(this);
  }
  loadURL(url: string): Promise<void> {
    this.loads.push(url);
    return Promise.resolve();
  }
  isDestroyed = () => false;
  isMinimized = () => false;
  show = () => undefined;
  focus(): void {
    this.focused += 1;
  }
}

const native = vi.hoisted(() => ({ asked: 0, response: 0 }));
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: () => {
      native.asked += 1;
      return Promise.resolve({ response: native.response });
    },
  },
}));
vi.mock('./window.ts', () => ({ createWindow: () => new FakeWindow() }));

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function openPage() {
  const seen = { gone: 0, quits: 0, errors: [] as string[], now: 0 };
  const page = new Page({
    window: {
      session: Object.create(null) as Session,
      preload: '',
      icon: undefined,
      developerTools: false,
      place: undefined,
    },
    url: 'app://bundle/index.html',
    log: { error: (text) => seen.errors.push(text) },
    now: () => seen.now,
    onGone: () => Promise.resolve(void (seen.gone += 1)),
    quit: () => void (seen.quits += 1),
  });
  page.open();
  const [window] = FakeWindow.made;
  if (!window) throw new Error('no window was made');
  const crash = async () => {
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    await settled();
  };
  return { page, window, seen, crash };
}

describe('the page', () => {
  beforeEach(() => {
    FakeWindow.made = [];
    Object.assign(native, { asked: 0, response: 0 });
  });

  test('N1 a crashed page is given up in main, then loaded again', async () => {
    const { window, seen, crash } = openPage();
    await crash();
    expect(seen.gone).toBe(1);
    expect(window.loads).toEqual(['app://bundle/index.html', 'app://bundle/index.html']);
    expect(seen.errors).toEqual(['the page ended: crashed']);
  });

  test('N1 after three times in a minute the person is asked', async () => {
    const { window, crash } = openPage();
    for (let n = 0; n < 3; n += 1) await crash();
    expect(native.asked).toBe(0);
    await crash();
    expect(native.asked).toBe(1);
    expect(window.loads).toHaveLength(5);
  });

  test('N1 and may quit', async () => {
    const { window, seen, crash } = openPage();
    native.response = 1;
    for (let n = 0; n < 4; n += 1) await crash();
    expect(seen.quits).toBe(1);
    expect(window.loads).toHaveLength(4);
  });

  test('a closed window is forgotten and can be opened again', () => {
    const { page, window, seen } = openPage();
    window.emit('closed');
    expect(seen.gone).toBe(1);
    expect(page.window).toBeUndefined();
    page.open();
    expect(FakeWindow.made).toHaveLength(2);
  });

  test('there is never a second window: opening brings the first to the front', () => {
    const { page, window } = openPage();
    page.open();
    expect(FakeWindow.made).toHaveLength(1);
    expect(window.focused).toBe(1);
  });

  test('a page that is loaded anew is a new page to main', () => {
    const { window, seen } = openPage();
    window.webContents.emit('did-navigate');
    expect(seen.gone).toBe(0);
    window.webContents.emit('did-navigate');
    expect(seen.gone).toBe(1);
  });
});
