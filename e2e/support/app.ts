import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { _electron as electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronPath } from '../../scripts/lib/electron.mjs';
import { axeFindings, type AxeRules, type Finding } from './axe.ts';
import { NativeDialogs } from './native-dialogs.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SCREENS = path.join(ROOT, 'test-results', 'screens');

export interface LaunchOptions {
  /** Switches of the app, such as `--samples` or `--read-only`. */
  args?: string[];
  /** With the key store of the desktop that the tests run on; else, as on a Linux without one, there is none. */
  keyring?: boolean;
  /** A data folder of an earlier start; without it a new one is made, which goes with `close`. */
  folder?: string;
  /** The size of the page, in px; null leaves the window as it opens. */
  size?: { width: number; height: number } | null;
  env?: Record<string, string>;
}

/** The app as it is built in `out/`, running in the real Electron with a data folder of its own. */
export class RunningApp {
  /** Everything that the page wrote to its console as an error, and errors that nothing caught. */
  readonly consoleErrors: string[] = [];
  readonly dialogs: NativeDialogs;
  private ended = false;

  private constructor(
    readonly electron: ElectronApplication,
    readonly page: Page,
    readonly folder: string,
    private readonly ownsFolder: boolean,
  ) {
    this.dialogs = new NativeDialogs(electron);
    electron.once('close', () => (this.ended = true));
    page.on('console', (message) => {
      if (message.type() === 'error') this.consoleErrors.push(message.text());
    });
    page.on('pageerror', (error) => this.consoleErrors.push(error.message));
  }

  /** Starts the app and waits for its window. */
  static async launch(options: LaunchOptions = {}): Promise<RunningApp> {
    const folder = options.folder ?? (await mkdtemp(path.join(os.tmpdir(), 'token-explorer-e2e-')));
    const launched = await electron.launch({
      args: [ROOT, `--user-data-dir=${folder}`, ...(options.args ?? [])],
      cwd: ROOT,
      colorScheme: null, // else Playwright puts a light one over what the app says
      env: { ...environment(), ...options.env },
      // Without a path Playwright starts Electron with `--password-store=basic`: the case of no key store.
      ...(options.keyring === true ? { executablePath: electronPath() } : {}),
    });
    const page = await launched.firstWindow();
    const app = new RunningApp(launched, page, folder, options.folder === undefined);
    await onceMore(() => app.dialogs.take());
    const { size } = options;
    if (size !== null) await onceMore(() => app.resize(size ?? { width: 1280, height: 800 }));
    await page.waitForLoadState('load');
    return app;
  }

  /** Gives the page this size, in px. */
  async resize(size: { width: number; height: number }): Promise<void> {
    await this.electron.evaluate(({ BrowserWindow }, { width, height }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.unmaximize();
      window?.setMinimumSize(1, 1);
      window?.setContentSize(width, height);
    }, size);
    await this.page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size);
  }

  /** Wears the theme as if the system had it, and waits until every colour has arrived. */
  async wear(theme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme: theme });
    await this.page.waitForFunction(
      () => !document.getAnimations().some((each) => each instanceof CSSTransition && each.playState === 'running'),
    );
  }

  /** Presses Ctrl (on macOS Cmd) with this key as the system hands it to the window: menu accelerators see it too. */
  async accelerator(keyCode: string): Promise<void> {
    await this.electron.evaluate(
      ({ BrowserWindow }, { code, modifier }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.focus();
        for (const type of ['keyDown', 'keyUp'] as const)
          contents?.sendInputEvent({ type, keyCode: code, modifiers: [modifier] });
      },
      { code: keyCode, modifier: process.platform === 'darwin' ? ('meta' as const) : ('control' as const) },
    );
  }

  /** Makes a picture in test-results/screens; answers its path. A large one is made faster as a JPEG. */
  async screenshot(name: string, type: 'png' | 'jpeg' = 'png'): Promise<string> {
    const file = path.join(SCREENS, `${name}.${type}`);
    await this.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    return file;
  }

  /** The same of what the window itself draws: a zoomed page is only seen whole there. */
  async photograph(name: string): Promise<void> {
    await this.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(undefined)))),
    );
    const picture = await this.electron.evaluate(async ({ BrowserWindow }) => {
      const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
      return image?.toPNG().toString('base64') ?? '';
    });
    await mkdir(SCREENS, { recursive: true });
    await writeFile(path.join(SCREENS, `${name}.png`), picture, 'base64');
  }

  /** What axe finds on the page as it is now, as far as it is serious or critical. */
  async seriousFindings(rules: AxeRules = 'all'): Promise<Finding[]> {
    return axeFindings(this.page, rules);
  }

  /** Quits as a person does and waits until the process is gone; the data folder stays. */
  async quit(): Promise<void> {
    await this.electron.close();
  }

  /** Ends the process at once, as a power cut would; the data folder stays. */
  async kill(): Promise<void> {
    const child = this.electron.process();
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGKILL');
    await gone;
  }

  /** Quits if need be and removes the data folder, if it was made here. */
  async close(): Promise<void> {
    if (!this.ended) await this.quit();
    if (this.ownsFolder) await rm(this.folder, { recursive: true, force: true });
  }
}

function environment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(entries.filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE'));
}

/**
 * Takes a step that changes nothing when it is taken twice. While main starts, V8 may collect what the answer is waited
 * for with before the inspector has read it (Playwright's issue 33737).
 */
async function onceMore(step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    if (!String(error).includes('Resulting promise was garbage collected')) throw error;
    await step();
  }
}
