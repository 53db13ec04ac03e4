import type { App, Session, WebContents } from 'electron';

/**
 * Sandboxes every process of Chromium. Call it before Electron is ready. Where a developer had to say `--no-sandbox`
 * (as root Chromium starts in no other way) it would end every child process; a packaged app refuses that switch.
 */
export function enableSandbox(app: Pick<App, 'commandLine' | 'enableSandbox'>): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/**
 * Shuts every way out of the page, for every webContents there will ever be: no navigation, no redirect, no new
 * window, no webview, no answer to a server that asks for a password or a client certificate.
 */
export function denyNavigation(app: Pick<App, 'on'>): void {
  app.on('web-contents-created', (_created, contents) => {
    guard(contents);
  });
  // SECURITY: these come for requests without a webContents too.
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _certificates, callback) => {
    event.preventDefault();
    callback();
  });
  app.on('login', (event, _contents, _request, _authInfo, callback) => {
    event.preventDefault();
    callback();
  });
}

// SECURITY: `loadURL` and `reload` from main pass none of these events; window.ts has the only calls of both.
function guard(contents: WebContents): void {
  const prevent = (event: { preventDefault(): void }): void => {
    event.preventDefault();
  };
  contents.on('will-navigate', prevent);
  contents.on('will-frame-navigate', prevent);
  contents.on('will-redirect', prevent);
  contents.on('will-attach-webview', prevent);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/**
 * Answers no to every permission, device and capture of this session, and takes from it what the page never needs:
 * downloads, spell checker downloads, preconnects of other hosts.
 */
export function denyPermissions(session: Session): void {
  // SECURITY: without handlers Electron grants everything. The check handler may get no webContents: nothing is asked
  // of it.
  session.setPermissionRequestHandler((_contents, _permission, callback) => {
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setBluetoothPairingHandler((_details, callback) => {
    callback({ confirmed: false });
  });
  session.setUSBProtectedClassesHandler((details) => details.protectedClasses);
  session.setDisplayMediaRequestHandler(null);
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  session.setSpellCheckerDictionaryDownloadURL('http://127.0.0.1:0/');
  session.allowNTLMCredentialsForDomains('');
}

/**
 * Cancels every request of the page that does not go to its own origin (while developing also the reload socket of
 * that server), to a data: or blob: text of its own or to the developer tools.
 */
export function denyForeignRequests(session: Session, origin: string): void {
  const own = [origin, origin.replace(/^http/, 'ws')];
  session.webRequest.onBeforeRequest((details, callback) => {
    const mine =
      /^(?:data|blob|devtools):/.test(details.url) || own.some((start) => details.url.startsWith(`${start}/`));
    callback({ cancel: !mine });
  });
}
