import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import type { Session } from 'electron';
import { denyForeignRequests, denyNavigation, denyPermissions, enableSandbox } from './hardening.ts';

type Listener = (...args: unknown[]) => unknown;

/** Collects what is listened to, and lets a test say that it happened. */
class Listening {
  readonly listeners = new Map<string, Listener>();
  windowOpen: Listener | undefined;

  on(name: string, listener: Listener): this {
    this.listeners.set(name, listener);
    return this;
  }

  setWindowOpenHandler(handler: Listener): void {
    this.windowOpen = handler;
  }

  /** Answers whether the default was prevented. */
  emit(name: string, ...args: unknown[]): boolean {
    const event = { preventDefault: vi.fn() };
    const listener = this.listeners.get(name);
    if (!listener) throw new Error(`nobody listens to ${name}`);
    listener(event, ...args);
    return event.preventDefault.mock.calls.length === 1;
  }
}

function hardenedApp(): Listening {
  const app = new Listening();
  denyNavigation(app as unknown as Parameters<typeof denyNavigation>[0]);
  return app;
}

describe('the ways out of a page', () => {
  test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'A6 %s is prevented for every webContents',
    (name) => {
      const app = hardenedApp();
      for (const contents of [new Listening(), new Listening()]) {
        app.emit('web-contents-created', contents);
        expect(contents.emit(name, 'https://example.com')).toBe(true);
      }
    },
  );

  test('A6 no page opens a window', () => {
    const contents = new Listening();
    hardenedApp().emit('web-contents-created', contents);
    expect(contents.windowOpen?.({ url: 'https://example.com' })).toEqual({ action: 'deny' });
  });

  test('A6 a bad certificate, a certificate question and a password question are answered with no', () => {
    const app = hardenedApp();
    const callback = vi.fn();
    expect(app.emit('certificate-error', null, 'https://x', 'net::ERR', {}, callback)).toBe(true);
    expect(callback).toHaveBeenLastCalledWith(false);
    expect(app.emit('select-client-certificate', null, 'https://x', [{}], callback)).toBe(true);
    expect(callback).toHaveBeenLastCalledWith();
    expect(app.emit('login', null, {}, {}, callback)).toBe(true);
    expect(callback).toHaveBeenLastCalledWith();
  });
});

describe('the sandbox', () => {
  function app(switches: string[]) {
    return { commandLine: { hasSwitch: (name: string) => switches.includes(name) }, enableSandbox: vi.fn() };
  }

  test('A2 is asked for', () => {
    const fake = app([]);
    enableSandbox(fake as unknown as Parameters<typeof enableSandbox>[0]);
    expect(fake.enableSandbox).toHaveBeenCalledOnce();
  });

  test('A2 is asked for before Electron is ready, in the order of index.ts', () => {
    const source = readFileSync(new URL('../index.ts', import.meta.url), 'utf8');
    expect(source.indexOf('enableSandbox(app)')).toBeGreaterThan(0);
    expect(source.indexOf('enableSandbox(app)')).toBeLessThan(source.indexOf('whenReady('));
  });
});

/** Electron's session as far as it is hardened; keeps the handlers. */
function fakeSession() {
  const handlers: Record<string, Listener | null> = {};
  const keep =
    (name: string) =>
    (handler: Listener | null): void => {
      handlers[name] = handler;
    };
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    setBluetoothPairingHandler: keep('bluetooth'),
    setUSBProtectedClassesHandler: keep('usb'),
    setDisplayMediaRequestHandler: keep('display'),
    setSpellCheckerDictionaryDownloadURL: vi.fn(),
    allowNTLMCredentialsForDomains: vi.fn(),
    on: (name: string, listener: Listener) => {
      handlers[name] = listener;
    },
    webRequest: { onBeforeRequest: keep('onBeforeRequest') },
  };
  return { session: session as unknown as Session, handlers };
}

/** Every permission name in Electron's own typings, and one that nobody knows. */
function permissionNames(): string[] {
  const folder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const typings = readFileSync(path.join(folder, 'electron.d.ts'), 'utf8');
  const lines = typings.split('\n').filter((line) => /setPermission(?:Check|Request)Handler\(handler/.test(line));
  const names = lines.flatMap((line) => /permission: ([^,]*),/.exec(line)?.[1]?.match(/'[^']+'/g) ?? []);
  return [...new Set(names.map((name) => name.slice(1, -1))), 'a permission of tomorrow'];
}

describe('the permissions of a page', () => {
  const names = permissionNames();

  test('the names were found', () => {
    expect(names.length).toBeGreaterThan(30);
    expect(names).toEqual(expect.arrayContaining(['media', 'clipboard-read', 'notifications', 'usb']));
  });

  test.each(names)('A7 %s is denied, asked or checked', (name) => {
    const { session, handlers } = fakeSession();
    denyPermissions(session);
    const callback = vi.fn();
    handlers['request']?.({}, name, callback, {});
    expect(callback.mock.calls).toEqual([[false]]);
    expect(handlers['check']?.(null, name, 'app://bundle', {})).toBe(false);
    expect(handlers['check']?.({}, name, 'app://bundle', {})).toBe(false);
  });

  test('A7 no device is handed out, no screen captured, no file downloaded', () => {
    const { session, handlers } = fakeSession();
    denyPermissions(session);
    for (const deviceType of ['hid', 'serial', 'usb']) expect(handlers['device']?.({ deviceType })).toBe(false);
    const callback = vi.fn();
    handlers['bluetooth']?.({}, callback);
    expect(callback).toHaveBeenCalledWith({ confirmed: false });
    expect(handlers['usb']?.({ protectedClasses: ['audio', 'hid'] })).toEqual(['audio', 'hid']);
    expect(handlers['display']).toBeNull();
    const event = { preventDefault: vi.fn() };
    handlers['will-download']?.(event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });
});

describe('the requests of a page', () => {
  function cancelled(url: string, origin = 'app://bundle'): unknown {
    const { session, handlers } = fakeSession();
    denyForeignRequests(session, origin);
    const callback = vi.fn();
    handlers['onBeforeRequest']?.({ url }, callback);
    return (callback.mock.calls[0]?.[0] as { cancel: unknown }).cancel;
  }

  test.each([
    'https://example.com/',
    'http://127.0.0.1:8086/',
    'app://bundle.evil/x',
    'app://other/x',
    'file:///etc/hosts',
    'ws://x/',
  ])('A5 %s is cancelled', (url) => {
    expect(cancelled(url)).toBe(true);
  });

  test.each(['app://bundle/index.html', 'data:image/png;base64,AA==', 'devtools://devtools/x'])(
    '%s is let through',
    (url) => {
      expect(cancelled(url)).toBe(false);
    },
  );

  test('a development page reaches its server and that server’s reload socket', () => {
    expect(cancelled('http://localhost:5173/main.ts', 'http://localhost:5173')).toBe(false);
    expect(cancelled('ws://localhost:5173/', 'http://localhost:5173')).toBe(false);
    expect(cancelled('http://localhost:51730/', 'http://localhost:5173')).toBe(true);
  });
});
