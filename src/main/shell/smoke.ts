import { app } from 'electron';
import type { BrowserWindow } from 'electron';

/** What a smoke run found. Times in ms since Node began in this process (the system's own time of its start is whole seconds on Linux). */
export interface SmokeReport {
  version: string;
  windowMs: number;
  firstRowsMs: number;
  rows: number;
  consoleErrors: string[];
}

const PATIENCE_MS = 60_000;

// The page is only looked at: it does not know that it is watched.
const COUNT_ROWS = `document.querySelectorAll('[role="row"]:has([role="gridcell"], [role="cell"]), tbody > tr').length`;

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
  const windowMs = await until('the window was not shown', () =>
    Promise.resolve(window.isVisible() ? sinceStart() : undefined),
  );
  const rows = await until('no rows were shown', async () => {
    const count: unknown = await window.webContents.executeJavaScript(COUNT_ROWS);
    return typeof count === 'number' && count > 0 ? count : undefined;
  });
  return { version: app.getVersion(), windowMs, firstRowsMs: sinceStart(), rows, consoleErrors };
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

async function until<T>(reason: string, find: () => Promise<T | undefined>): Promise<T> {
  while (sinceStart() < PATIENCE_MS) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(reason);
}

function sinceStart(): number {
  return Math.round(performance.now());
}
