import '#main/shell/scrubbed';
import { app, protocol } from 'electron';
import type { RunningSample } from '#main/services/samples';
import { useThrowAwayFolder } from '#main/shell/data-folder';
import { failToStart } from '#main/shell/fail-to-start';
import { denyNavigation, enableSandbox } from '#main/shell/hardening';
import { run } from '#main/shell/run';
import { SCHEME } from '#main/shell/scheme';
import { isFirstInstance } from '#main/shell/single-instance';
import { deniedSwitches, ownSwitches } from '#main/shell/switches';

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

/** In this order: one process per data folder, then what Electron must know before it is ready, then the app. */
function start(): void {
  let focus = (): void => undefined;
  if (!isFirstInstance(app, () => focus())) {
    app.exit(0);
    return;
  }
  enableSandbox(app);
  protocol.registerSchemesAsPrivileged([SCHEME]);
  denyNavigation(app);

  app
    .whenReady()
    .then(async () => {
      focus = await run(switches, startSamples);
    })
    .catch((error: unknown) => failToStart(error, switches));
}

async function startSamples(): Promise<RunningSample[]> {
  const { startSampleWorkspace } = await import('#sample/workspace');
  const samples = await startSampleWorkspace();
  return samples.map((sample) => ({
    name: sample.name,
    environment: sample.environment,
    note: sample.note,
    address: sample.url,
    token: sample.credential ?? '',
    close: () => sample.close(),
  }));
}
