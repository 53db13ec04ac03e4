import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Session, WebPreferences } from 'electron';
import type { ObjectStore } from '#main/ports';
import { openingPlace, SMALLEST, storedPlace } from './window-place.ts';

/** What every page of this app may and may not do; nothing but the four places below is left to choose. */
const PREFERENCES = Object.freeze({
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  disableBlinkFeatures: 'Auxclick',
  enableWebSQL: false,
  plugins: false,
  webgl: false,
  spellcheck: false,
} satisfies WebPreferences);

export interface WindowOptions {
  session: Session;
  /** The preload's absolute path. */
  preload: string;
  /** The icon's absolute path (Linux and Windows windows have one; macOS takes the app's). */
  icon: string | undefined;
  developerTools: boolean;
  /** Where the window's place is kept; without it the window opens in the middle and forgets. */
  place: ObjectStore | undefined;
}

/** The web preferences of every window. SECURITY: devTools only where the app is not packaged. */
export function preferences(
  options: Pick<WindowOptions, 'session' | 'preload' | 'developerTools'>,
): Readonly<WebPreferences> {
  return Object.freeze({
    ...PREFERENCES,
    session: options.session,
    preload: options.preload,
    devTools: options.developerTools,
  });
}

/**
 * Makes the window, hidden until its page has something to draw, and not drawn before: the page's thread would wait for
 * the process that draws, which comes up beside it. SECURITY: the only place that makes one.
 */
export function createWindow(options: WindowOptions): BrowserWindow {
  const { place } = options;
  const left = place && storedPlace(place);
  const window = new BrowserWindow({
    ...openingPlace(left, workAreas()),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    paintWhenInitiallyHidden: false,
    title: 'Token Explorer',
    backgroundColor: backgroundColour(),
    ...(options.icon === undefined ? {} : { icon: options.icon }),
    webPreferences: { ...preferences(options) },
  });
  let shown = false;
  const show = (): void => {
    if (shown || window.isDestroyed()) return;
    shown = true;
    if (left?.maximized === true) window.maximize();
    window.show();
  };
  window.webContents.once('dom-ready', show);
  // A page that could not be loaded is shown, too.
  window.webContents.once('did-stop-loading', show);
  // SECURITY: a page names no window: a title may hold what a server said.
  window.on('page-title-updated', (event) => {
    event.preventDefault();
  });
  window.on('close', () => {
    if (place) remember(window, place);
  });
  return window;
}

/** The colour behind the page, by theme: the same as the page's canvas, so that opening does not flash. */
export function backgroundColour(): string {
  return nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff';
}

function remember(window: BrowserWindow, place: ObjectStore): void {
  try {
    place.store = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  } catch {
    // A full or read-only disk costs the window's place and nothing more; it must not keep the window from closing.
  }
}

function workAreas(): Electron.Rectangle[] {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  return [primary, ...others].map((display) => display.workArea);
}
