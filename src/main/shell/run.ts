import { randomBytes } from 'node:crypto';
import { app, nativeTheme, powerMonitor, safeStorage } from 'electron';
import type { BrowserWindow } from 'electron';
import { createApp } from '#main/app';
import type { App, AppOptions } from '#main/app';
import { onFatal } from '#main/log';
import type { Ports } from '#main/ports';
import { systemClock } from './clock.ts';
import { nativeDesktop } from './desktop.ts';
import { sendEvent } from './ipc.ts';
import { systemKeychain } from './keychain.ts';
import { nativeMachine } from './machine.ts';
import type { OpenPage } from './open-page.ts';
import type { Page } from './page.ts';
import { policyFile } from './policy-file.ts';
import { systemPower } from './power.ts';
import { privateFolder } from './private-file.ts';
import { quitAfter } from './quit.ts';
import { openStore } from './settings-store.ts';
import { reportSmoke } from './smoke.ts';
import type { Switches } from './switches.ts';
import { followingTheme } from './theme.ts';
import { backgroundColour } from './window.ts';

const REAL_PLATFORMS = ['linux', 'darwin', 'win32'] as const;

/** Builds the app behind an opened page, in this process. */
export async function run(
  opened: OpenPage,
  switches: Switches,
  startSamples: AppOptions['startSamples'],
): Promise<void> {
  const { page } = opened;
  const window = (): BrowserWindow | undefined => page.window;
  const folder = app.getPath('userData');
  await privateFolder(folder);

  const core = createApp(ports(folder, window), options(switches, startSamples));
  dieOrderly(core);
  obeySystem(page, core);
  const door = followingTheme(core);
  await door.call('settings.get', undefined);
  void core.start(opened.served);
  opened.belongsTo(core, door);
  if (switches.smoke) void reportSmoke(page.window, core);
}

function ports(folder: string, window: () => BrowserWindow | undefined): Ports {
  return {
    clock: systemClock,
    keychain: systemKeychain({ safeStorage, platform: process.platform }),
    desktop: nativeDesktop(window),
    machine: nativeMachine(),
    power: systemPower({ monitor: powerMonitor, app, now: () => systemClock.now() }),
    folder,
    openStore: (fileName) => openStore(folder, fileName),
    emit: (event) => sendEvent(window(), event),
    random: () => randomBytes(16).toString('hex'),
  };
}

function options(switches: Switches, startSamples: AppOptions['startSamples']): AppOptions {
  return {
    version: app.getVersion(),
    platform: REAL_PLATFORMS.find((platform) => platform === process.platform) ?? 'linux',
    readOnlySwitch: switches.readOnly,
    policyFile: policyFile(process.platform, process.env),
    startSamples,
    openSamples: switches.samples,
  };
}

function obeySystem(page: Page, core: App): void {
  app.on('activate', () => page.open());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  nativeTheme.on('updated', () => page.window?.setBackgroundColor(backgroundColour()));
  quitAfter(app, () => core.quit());
}

function dieOrderly(core: App): void {
  const die = onFatal(core.log, (code) => app.exit(code));
  process.on('uncaughtException', die);
  process.on('unhandledRejection', die);
}
