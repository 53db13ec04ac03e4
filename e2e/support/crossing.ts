import type { ElectronApplication } from '@playwright/test';

declare global {
  var crossed: string[];
}

/**
 * Keeps everything that main says to the page from now on, in main: answers of calls, events, and what streams through
 * ports. The app knows nothing of it.
 */
export async function recordCrossing(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ BrowserWindow, ipcMain, MessageChannelMain }) => {
    type Handler = (...args: unknown[]) => unknown;
    const crossed: string[] = [];
    globalThis.crossed = crossed;
    const keep = (value: unknown): void => void crossed.push(JSON.stringify([value]));

    const { _invokeHandlers: handlers } = ipcMain as unknown as { _invokeHandlers: Map<string, Handler> };
    for (const [channel, answer] of handlers) {
      handlers.set(channel, async (...args) => {
        const reply = await answer(...args);
        keep({ path: args[1], reply });
        return reply;
      });
    }

    const { port1, port2 } = new MessageChannelMain();
    const ports = Object.getPrototypeOf(port1) as { postMessage: Handler };
    const post = ports.postMessage;
    ports.postMessage = function (...args) {
      keep(args[0]);
      return Reflect.apply(post, this, args);
    };
    port1.close();
    port2.close();

    const [window] = BrowserWindow.getAllWindows();
    const send = window?.webContents.send.bind(window.webContents);
    if (!window || !send) throw new Error('there is no window');
    Object.assign(window.webContents, {
      send: (channel: string, ...args: unknown[]) => {
        keep(args);
        send(channel, ...args);
      },
    });
  });
}

/** What crossed so far, each as a JSON list of one: `{ path, reply }` of a call, an event, or a message of a stream. */
export function crossedSoFar(electron: ElectronApplication): Promise<string[]> {
  return electron.evaluate(() => globalThis.crossed);
}
