import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { app, Menu, nativeTheme, powerMonitor, safeStorage, session } from 'electron';
import type { BrowserWindow, Session } from 'electron';
import { createApp } from '#main/app';
import type { App, AppOptions } from '#main/app';
import { onFatal } from '#main/log';
import type { Ports } from '#main/ports';
import { systemClock } from './clock.ts';
import { nativeDesktop } from './desktop.ts';
import { denyForeignRequests, denyPermissions } from './hardening.ts';
import { openDoor, sendEvent } from './ipc.ts';
import { systemKeychain } from './keychain.ts';
import { nativeMachine } from './machine.ts';
import { menuTemplate } from './menu.ts';
import { Page } from './page.ts';
import { pageSource } from './page-source.ts';
import { policyFile } from './policy-file.ts';
import { systemPower } from './power.ts';
import { privateFolder } from './private-file.ts';
import { quitAfter } from './quit.ts';
import { PAGE_ORIGIN, serve, serveDevelopment } from './scheme.ts';
import { openDispensable, openStore } from './settings-store.ts';
import { reportSmoke } from './smoke.ts';
import type { Switches } from './switches.ts';
import { followingTheme } from './theme.ts';
import { backgroundColour } from './window.ts';

const OUT = path.join(import.meta.dirname, '..');
const REAL_PLATFORMS = ['linux', 'darwin', 'win32'] as const;

/** Runs the app in this process once Electron is ready; answers what brings its window to the front. */
export async function run(switches: Switches, startSamples: AppOptions['startSamples']): Promise<() => void> {
  const folder = app.getPath('userData');
  await privateFolder(folder);
  const held: { page?: Page } = {};
  const window = (): BrowserWindow | undefined => held.page?.window;

  const core = createApp(ports(folder, window), options(switches, startSamples));
  dieOrderly(core);
  const page = new Page(pageOptions(folder, core));
  held.page = page;

  const door = followingTheme(core);
  await door.call('settings.get', undefined);
  openDoor(door, { window, origin: pageSource(app).origin });
  page.open();
  openMenu(core, page);
  obeySystem(page, core);
  void core.start();
  if (switches.smoke) void reportSmoke(page.window, core);
  return () => page.open();
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

function pageOptions(folder: string, core: App): ConstructorParameters<typeof Page>[0] {
  const source = pageSource(app);
  return {
    window: {
      session: pageSession(source.origin),
      preload: path.join(OUT, 'preload', 'index.cjs'),
      icon: process.platform === 'darwin' ? undefined : path.join(OUT, '..', 'build', 'icons', '128x128.png'),
      developerTools: !app.isPackaged,
      place: openDispensable(folder, 'window.json'),
    },
    url: source.url,
    log: core.log,
    now: () => systemClock.now(),
    onGone: () => core.pageGone(),
    quit: () => app.quit(),
  };
}

// SECURITY: a session that is never written to disk; everything that must survive is main's.
function pageSession(origin: string): Session {
  const made = session.fromPartition('explorer', { cache: false });
  denyPermissions(made);
  denyForeignRequests(made, origin);
  if (origin === PAGE_ORIGIN) serve(made, path.join(OUT, 'renderer'));
  else serveDevelopment(made);
  return made;
}

function openMenu(core: App, page: Page): void {
  const template = menuTemplate({
    platform: process.platform,
    development: !app.isPackaged,
    send: (command) => {
      page.open();
      sendEvent(page.window, { name: 'command', command });
    },
    lock: () => void core.lock('person'),
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
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
