import { dialog } from 'electron';
import type { BrowserWindow } from 'electron';
import type { Log } from '#main/log';
import { Recovery } from './recovery.ts';
import { createWindow } from './window.ts';
import type { WindowOptions } from './window.ts';

export interface PageOptions {
  window: WindowOptions;
  /** The address of the page. */
  url: string;
  log: Pick<Log, 'error'>;
  now: () => number;
  /** The page is gone: closed, crashed or loaded anew. */
  onGone: () => Promise<void>;
  quit: () => void;
}

/** The one window and its page: opened, brought to the front, brought back when it crashes. */
export class Page {
  readonly #options: PageOptions;
  readonly #recovery: Recovery;
  #window: BrowserWindow | undefined;

  constructor(options: PageOptions) {
    this.#options = options;
    this.#recovery = new Recovery(options.now);
  }

  /** The window, while there is one. */
  get window(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Shows the window, making it when there is none; answers it. */
  open(): BrowserWindow {
    if (this.#window) {
      this.focus();
      return this.#window;
    }
    const window = createWindow(this.#options.window);
    this.#window = window;
    window.once('closed', () => {
      this.#window = undefined;
      void this.#options.onGone();
    });
    this.#watch(window);
    this.#load(window);
    return window;
  }

  /** Brings the window to the front; nothing else. */
  focus(): void {
    if (this.#window?.isMinimized() === true) this.#window.restore();
    this.#window?.show();
    this.#window?.focus();
  }

  #watch(window: BrowserWindow): void {
    const { log, onGone } = this.#options;
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      log.error(`the page ended: ${reason}`);
      void onGone().then(() => this.#recover(window));
    });
    // A reload (developers only) forgets what the page knew: so does main.
    let shown = false;
    window.webContents.on('did-navigate', () => {
      if (shown) void onGone();
      shown = true;
    });
  }

  async #recover(window: BrowserWindow): Promise<void> {
    if (window.isDestroyed()) return;
    if (this.#recovery.mayReload()) {
      this.#load(window);
      return;
    }
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: 'The window stopped working several times',
      detail: 'Nothing was changed on any server by this. Open it again, or quit and start anew.',
      buttons: ['Open again', 'Quit'],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (response === 0 && !window.isDestroyed()) this.#load(window);
    else this.#options.quit();
  }

  // SECURITY: the only call of loadURL.
  #load(window: BrowserWindow): void {
    window.loadURL(this.#options.url).catch((error: unknown) => {
      this.#options.log.error(
        `the page could not be loaded: ${error instanceof Error ? error.message : 'unknown cause'}`,
      );
    });
  }
}
