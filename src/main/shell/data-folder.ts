import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { App } from 'electron';

/**
 * Gives this run a data folder of its own that goes with it, unless a person named one by `--user-data-dir`: a first
 * start has nothing stored, and a smoke run touches nothing of anyone's.
 */
export function useThrowAwayFolder(app: Pick<App, 'commandLine' | 'setPath' | 'on'>): void {
  if (app.commandLine.hasSwitch('user-data-dir')) return;
  const folder = mkdtempSync(path.join(os.tmpdir(), 'token-explorer-'));
  app.setPath('userData', folder);
  process.on('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
}
