import { ipcMain } from 'electron';
import type { BrowserWindow, MessagePortMain, WebFrameMain } from 'electron';
import type { AppEvent, Reply } from '#contract/bridge';
import type { StreamPort } from '#main/rpc/stream-port';

/** What answers behind the door; an `App` is one. */
export interface Answering {
  call(path: string, input: unknown): Promise<Reply<unknown>>;
  stream(path: string, input: unknown, port: StreamPort): void;
}

/** Whose calls are answered: the window as it is now (there may be none), and the one origin of its page. */
interface Trusted {
  window(): BrowserWindow | undefined;
  origin: string;
}

/** The part of an IPC event that says who sent it. */
export interface Sender {
  sender: { id: number };
  senderFrame: Pick<WebFrameMain, 'parent' | 'origin'> | null;
}

/**
 * True for the main frame of our window showing our page, and for nothing else.
 * SECURITY: read before any `await`, since `senderFrame` becomes null when the frame goes away; null is refused. The
 * origin is compared whole: `new URL('app://x').origin` is the text "null" in Node and is of no use here.
 */
export function isTrusted(event: Sender, trusted: Trusted): boolean {
  const window = trusted.window();
  const frame = event.senderFrame;
  if (window === undefined || window.isDestroyed() || frame === null) return false;
  return event.sender.id === window.webContents.id && frame.parent === null && frame.origin === trusted.origin;
}

/** The same app while it is still being built: what is asked of it waits until it is there. */
export function onceBuilt(app: Promise<Answering>): Answering {
  return {
    call: async (path, input) => (await app).call(path, input),
    stream: (path, input, port) => void app.then((built) => built.stream(path, input, port)),
  };
}

/** Opens the one door: one handler for calls, one listener for streams. Nothing else in the app listens to a page. */
export function openDoor(app: Answering, trusted: Trusted): void {
  ipcMain.handle('call', async (event, ...args: unknown[]): Promise<Reply<unknown>> => {
    if (!isTrusted(event, trusted)) return { ok: false, failure: { kind: 'untrusted-sender' } };
    const [path, input] = args;
    if (typeof path !== 'string' || args.length > 2) return { ok: false, failure: { kind: 'bad-request' } };
    return app.call(path, input);
  });

  ipcMain.on('stream', (event, ...args: unknown[]) => {
    const [port, ...surplus] = event.ports;
    const wanted = streamRequest(args);
    if (port === undefined || surplus.length > 0 || wanted === undefined || !isTrusted(event, trusted)) {
      for (const unwanted of event.ports) unwanted.close();
      return;
    }
    app.stream(wanted.path, wanted.input, streamPort(port));
  });
}

/** Tells the page something unasked; nothing happens when there is no page. */
export function sendEvent(window: BrowserWindow | undefined, event: AppEvent): void {
  if (window === undefined || window.isDestroyed() || window.webContents.isDestroyed()) return;
  window.webContents.send('event', event);
}

/** Removes the listener that electron-store opens for pages (paths and version for any sender): there is one door. */
export function closeStoreDoor(): void {
  ipcMain.removeAllListeners('electron-store-get-data');
}

function streamRequest(args: unknown[]): { path: string; input: unknown } | undefined {
  const [message] = args;
  if (args.length !== 1 || typeof message !== 'object' || message === null) return undefined;
  if (!('path' in message) || typeof message.path !== 'string') return undefined;
  return { path: message.path, input: 'input' in message ? message.input : undefined };
}

function streamPort(port: MessagePortMain): StreamPort {
  port.start();
  return {
    post: (message) => {
      port.postMessage(message);
    },
    onClose: (run) => {
      port.once('close', run);
    },
    close: () => {
      port.close();
    },
  };
}
