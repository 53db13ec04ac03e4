import '#main/shell/scrubbed';
import path from 'node:path';
import { app, Menu, protocol } from 'electron';
import { useCodeCache } from '#main/shell/code-cache';
import { useThrowAwayFolder } from '#main/shell/data-folder';
import { failToStart } from '#main/shell/fail-to-start';
import { denyNavigation, enableSandbox } from '#main/shell/hardening';
import { openPage } from '#main/shell/open-page';
import { SCHEME } from '#main/shell/scheme';
import { loadRun } from '#main/shell/load-run';
import { isFirstInstance } from '#main/shell/single-instance';
import { deniedSwitches, ownSwitches } from '#main/shell/switches';
import type { RunningSample } from '#main/services/samples';

useCodeCache(path.join(import.meta.dirname, 'chunks'));
const args = process.argv.slice(1);
const switches = ownSwitches(args);
const denied = app.isPackaged ? deniedSwitches(args, process.platform) : [];

if (denied.length > 0) {
  process.stderr.write(`Token Explorer does not start with ${denied.join(' ')}\n`);
  app.exit(1);
} else {
  if (switches.fresh || switches.smoke) useThrowAwayFolder(app);
  start();
}

/** In this order: one process per data folder, what Electron must know before it is ready, the window, the app. */
function start(): void {
  let focus = (): void => undefined;
  if (!isFirstInstance(app, () => focus())) {
    app.exit(0);
    return;
  }
  // At once, beside the window that comes up.
  let early = switches.samples ? startSampleThread() : undefined;
  early?.catch(() => undefined);
  enableSandbox(app);
  protocol.registerSchemesAsPrivileged([SCHEME]);
  denyNavigation(app);
  // Ours comes with the window; until then Electron need not build its own.
  Menu.setApplicationMenu(null);

  app
    .whenReady()
    .then(async () => {
      const opened = openPage();
      focus = () => opened.page.open();
      const { run } = await loadRun(opened.begun);
      await run(opened, switches, () => {
        const samples = early ?? startSampleThread();
        early = undefined;
        return samples;
      });
    })
    .catch((error: unknown) => failToStart(error, switches));
}

/** The thread's entry is built beside this file. */
async function startSampleThread(): Promise<RunningSample[]> {
  const { startOnThread } = await import('#sample/on-thread');
  return startOnThread(path.join(import.meta.dirname, 'samples.cjs'));
}
