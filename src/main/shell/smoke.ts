import { app } from 'electron';
import type { BrowserWindow } from 'electron';

/**
 * What a smoke run found. Times in ms since Node began in this process (the system's own time of its start is whole
 * seconds on Linux).
 */
interface SmokeReport {
  version: string;
  windowMs: number;
  firstRowsMs: number;
  rows: number;
  consoleErrors: string[];
}

const PATIENCE_MS = 60_000;

// The page is only looked at: it does not know that it is watched. Answers how many rows there are when the first are
// drawn.
const FIRST_ROWS = `new Promise((resolve) => {
  const look = () => {
    const rows = document.querySelectorAll('[role="row"]:has([role="gridcell"], [role="cell"]), tbody > tr').length;
    if (rows === 0) return;
    watcher.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(rows)));
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true });
  look();
})`;

/**
 * Waits for the window and for the first rows of tokens in it, prints one line of JSON and ends the process: 0 with a
 * report, 1 with `{ failure }`, which says what did not come.
 */
export async function reportSmoke(window: BrowserWindow | undefined, core: { quit(): Promise<void> }): Promise<void> {
  const report = await look(window).catch((error: unknown) => ({
    failure: error instanceof Error ? error.message : 'unknown',
  }));
  await new Promise<void>((resolve) => {
    process.stdout.write(`${JSON.stringify(report)}\n`, () => {
      resolve();
    });
  });
  await core.quit();
  app.exit('failure' in report ? 1 : 0);
}

async function look(window: BrowserWindow | undefined): Promise<SmokeReport> {
  if (window === undefined) throw new Error('there is no window');
  const consoleErrors = collectErrors(window);
  const shown = new Promise<number>((resolve) => {
    if (window.isVisible()) resolve(sinceStart());
    else window.once('show', () => resolve(sinceStart()));
  });
  const rows = await within('no rows were shown', window.webContents.executeJavaScript(FIRST_ROWS) as Promise<number>);
  const firstRowsMs = sinceStart();
  const windowMs = await within('the window was not shown', shown);
  return { version: app.getVersion(), windowMs, firstRowsMs, rows, consoleErrors };
}

function collectErrors(window: BrowserWindow): string[] {
  const errors: string[] = [];
  // Electron 35 moved level and message into the event; before, the level was a number and 3 an error.
  window.webContents.on(
    'console-message',
    (details: { level?: unknown; message?: string }, level: number, message: string) => {
      if ((details.level ?? level) === 'error' || level === 3) errors.push(details.message ?? message);
    },
  );
  window.webContents.on('preload-error', (_event, _path, error) => errors.push(error.message));
  return errors;
}

async function within<T>(reason: string, found: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(reason)), PATIENCE_MS);
  });
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

function sinceStart(): number {
  return Math.round(performance.now());
}
