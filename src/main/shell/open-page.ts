import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, Menu, session } from 'electron';
import type { Session } from 'electron';
import type { App } from '#main/app';
import { systemClock } from './clock.ts';
import { denyForeignRequests, denyPermissions } from './hardening.ts';
import { onceBuilt, openDoor, sendEvent } from './ipc.ts';
import type { Answering } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { Page } from './page.ts';
import type { PageOptions } from './page.ts';
import { pageSource } from './page-source.ts';
import { placeFile } from './place-file.ts';
import { PAGE_ORIGIN, serve, serveDevelopment } from './scheme.ts';

const OUT = path.join(import.meta.dirname, '..');

/** A page whose app is still to be built. */
export interface OpenPage {
  page: Page;
  /**
   * Resolves when the page and its first files were handed out, so that its process has work, or when that takes long.
   */
  begun: Promise<void>;
  /** Resolves when the page has its script and begins to work through it, or when that takes long. */
  served: Promise<void>;
  /** Says whose the page is: from now on it is answered, its trouble is written down, its end is told. */
  belongsTo(core: Owner, door: Answering): void;
}

type Owner = Pick<App, 'log' | 'pageGone' | 'lock'>;

/** How long the page's first files and its script are waited for, in ms each. */
const PATIENCE_MS = 2000;

/** Opens the window, its menu and its door, and begins to load its page; what the page asks waits for the app. */
export function openPage(): OpenPage {
  let owner: Owner | undefined;
  let answer: (door: Answering) => void = () => undefined;
  const built = new Promise<Answering>((resolve) => (answer = resolve));
  const { origin, url } = pageSource(app);
  const { session: own, begun } = pageSession(origin);
  const page = new Page(pageOptions(own, url, () => owner));
  openDoor(onceBuilt(built), { window: () => page.window, origin });
  page.open();
  openMenu(page, () => void owner?.lock('person'));
  return {
    page,
    begun: Promise.race([begun, delay(PATIENCE_MS)]),
    served: scriptServed(own, origin),
    belongsTo: (core, door) => {
      owner = core;
      answer(door);
    },
  };
}

function pageOptions(own: Session, url: string, owner: () => Owner | undefined): PageOptions {
  return {
    window: {
      session: own,
      preload: path.join(OUT, 'preload', 'index.cjs'),
      icon: process.platform === 'darwin' ? undefined : path.join(OUT, '..', 'build', 'icons', '128x128.png'),
      developerTools: !app.isPackaged,
      place: placeFile(app.getPath('userData')),
    },
    url,
    log: { error: (text) => owner()?.log.error(text) },
    now: () => systemClock.now(),
    onGone: async () => owner()?.pageGone(),
    quit: () => app.quit(),
  };
}

function openMenu(page: Page, lock: () => void): void {
  const template = menuTemplate({
    platform: process.platform,
    development: !app.isPackaged,
    send: (command) => {
      page.open();
      sendEvent(page.window, { name: 'command', command });
    },
    lock,
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** The page's script is there, or it takes long. A development server is not waited for: it has many scripts. */
async function scriptServed({ webRequest }: Session, origin: string): Promise<void> {
  if (origin !== PAGE_ORIGIN) return;
  const fetched = new Promise<void>((resolve) => {
    webRequest.onCompleted({ urls: [`${PAGE_ORIGIN}/*.js`] }, () => resolve());
  });
  await Promise.race([fetched, delay(PATIENCE_MS)]);
  webRequest.onCompleted(null);
}

// SECURITY: a session that is never written to disk; everything that must survive is main's.
function pageSession(origin: string): { session: Session; begun: Promise<void> } {
  const made = session.fromPartition('explorer', { cache: false });
  denyPermissions(made);
  denyForeignRequests(made, origin);
  if (origin === PAGE_ORIGIN) return { session: made, begun: serve(made, path.join(OUT, 'renderer')) };
  serveDevelopment(made);
  return { session: made, begun: Promise.resolve() };
}
