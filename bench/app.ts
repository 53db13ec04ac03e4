import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { electronPath, sandboxSwitches } from '../scripts/lib/electron.mjs';

const root = path.resolve(import.meta.dirname, '..');

/** The app under measurement, in a folder of its own. */
export interface MeasuredApp {
  app: ElectronApplication;
  page: Page;
  close(): Promise<void>;
}

/** Starts the built app without servers, or in a folder of an earlier start, which stays. */
export async function startApp(earlier?: string): Promise<MeasuredApp> {
  const folder = earlier ?? fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const switches = earlier === undefined ? ['--fresh', ...sandboxSwitches] : sandboxSwitches;
  // Without a path there is no key store, and no token in the next start.
  const keyStore = earlier === undefined ? {} : { executablePath: electronPath() };
  const app = await _electron.launch({ args: [root, `--user-data-dir=${folder}`, ...switches], ...keyStore });
  const page = await app.firstWindow();
  await page.getByRole('heading', { level: 1 }).waitFor();
  // tsx wraps functions that have a name in a helper of this name; those that run in the page need one there.
  await page.evaluate('globalThis.__name = (made) => made');
  return {
    app,
    page,
    close: async () => {
      await app.close();
      if (earlier === undefined) fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Milliseconds from the start of a process to the first line of its standard output that is JSON. Ends with it. The
 * folder of an `earlier` start stays.
 */
export function msToFirstLine(args: readonly string[], earlier?: string): Promise<number> {
  const folder = earlier ?? fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
  const began = performance.now();
  const child = spawn(electronPath(), [...args, `--user-data-dir=${folder}`, ...sandboxSwitches], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    let seen: number | undefined;
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString();
      if (/^\{.*\}$/m.test(said)) seen ??= performance.now() - began;
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (earlier === undefined) fs.rmSync(folder, { recursive: true, force: true });
      if (seen === undefined || code !== 0) reject(new Error(`${args.join(' ')} ended with ${String(code)}: ${said}`));
      else resolve(seen);
    });
  });
}
