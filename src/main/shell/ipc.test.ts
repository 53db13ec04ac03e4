import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { BrowserWindow } from 'electron';
import type { StreamMessage } from '#contract/bridge';
import type { StreamPort } from '#main/rpc/stream-port';
import { closeStoreDoor, isTrusted, onceBuilt, openDoor, sendEvent } from './ipc.ts';
import type { Answering, Sender } from './ipc.ts';

type Listener = (...args: unknown[]) => unknown;
const door = vi.hoisted(() => ({ handlers: new Map<string, Listener>(), listeners: new Map<string, Listener>() }));
vi.mock('electron', () => ({
  ipcMain: {
    handle: (name: string, handler: Listener) => door.handlers.set(name, handler),
    on: (name: string, listener: Listener) => door.listeners.set(name, listener),
    removeAllListeners: (name: string) => door.listeners.delete(name),
  },
}));

const ORIGIN = 'app://bundle';

function fakeWindow(id = 1, gone = false) {
  const sent: unknown[] = [];
  const window = {
    isDestroyed: () => gone,
    webContents: { id, isDestroyed: () => gone, send: (...args: unknown[]) => sent.push(args) },
  };
  return { window: window as unknown as BrowserWindow, sent };
}

function sender(change: Partial<{ id: number; origin: string; parent: object | null; frame: null }> = {}): Sender {
  const frame = { origin: change.origin ?? ORIGIN, parent: change.parent ?? null } as unknown as Sender['senderFrame'];
  return { sender: { id: change.id ?? 1 }, senderFrame: change.frame === null ? null : frame };
}

class FakePort extends EventEmitter {
  posted: unknown[] = [];
  closed = 0;
  started = 0;
  start(): void {
    this.started += 1;
  }
  postMessage(message: unknown): void {
    this.posted.push(message);
  }
  close(): void {
    this.closed += 1;
  }
}

class RecordingApp implements Answering {
  calls: unknown[][] = [];
  streams: { path: string; input: unknown; port: StreamPort }[] = [];
  call(...args: [string, unknown]) {
    this.calls.push(args);
    return Promise.resolve({ ok: true as const, value: 'answer' });
  }
  stream(path: string, input: unknown, port: StreamPort): void {
    this.streams.push({ path, input, port });
  }
}

describe('who is answered', () => {
  const { window } = fakeWindow();
  const trusted = { window: () => window, origin: ORIGIN };

  test('B1 the main frame of our window showing our page', () => {
    expect(isTrusted(sender(), trusted)).toBe(true);
  });

  test.each([
    ['another window', sender({ id: 2 })],
    ['a frame within the page', sender({ parent: {} })],
    ['a frame that is gone', sender({ frame: null })],
    ['another origin', sender({ origin: 'https://example.com' })],
    ['an origin that begins like ours', sender({ origin: 'app://bundle.evil' })],
    ['a longer origin', sender({ origin: 'app://bundle/' })],
    ['an opaque origin', sender({ origin: 'null' })],
    ['no origin', sender({ origin: '' })],
    ['a development server', sender({ origin: 'http://localhost:5173' })],
  ])('B1 not %s', (_name, event) => {
    expect(isTrusted(event, trusted)).toBe(false);
  });

  test('B1 nobody, when there is no window or it is destroyed', () => {
    expect(isTrusted(sender(), { window: () => undefined, origin: ORIGIN })).toBe(false);
    expect(isTrusted(sender(), { window: () => fakeWindow(1, true).window, origin: ORIGIN })).toBe(false);
  });
});

describe('the door', () => {
  const { window } = fakeWindow();
  let app: RecordingApp;
  const call = async (event: Sender, ...args: unknown[]): Promise<unknown> =>
    door.handlers.get('call')?.(event, ...args);
  const stream = (event: Sender, ports: FakePort[], ...args: unknown[]): unknown =>
    door.listeners.get('stream')?.({ ...event, ports }, ...args);

  beforeEach(() => {
    door.handlers.clear();
    door.listeners.clear();
    app = new RecordingApp();
    openDoor(app, { window: () => window, origin: ORIGIN });
  });

  test('there is one handler for calls and one listener for streams', () => {
    expect([...door.handlers.keys()]).toEqual(['call']);
    expect([...door.listeners.keys()]).toEqual(['stream']);
  });

  test('the listener that electron-store opens is removed', () => {
    door.listeners.set('electron-store-get-data', () => undefined);
    closeStoreDoor();
    expect([...door.listeners.keys()]).toEqual(['stream']);
  });

  test('a call of our page is handed on and its reply handed back', async () => {
    expect(await call(sender(), 'tokens.get', { id: 1 })).toEqual({ ok: true, value: 'answer' });
    expect(app.calls).toEqual([['tokens.get', { id: 1 }]]);
  });

  test('B1 a call of anyone else is refused before anything is done', async () => {
    expect(await call(sender({ frame: null }), 'tokens.get', {})).toEqual({
      ok: false,
      failure: { kind: 'untrusted-sender' },
    });
    expect(app.calls).toEqual([]);
  });

  test.each([[[]], [[7, {}]], [[{ path: 'x' }, {}]], [['x', {}, 'more']]])(
    'B2 a call with %j is a bad request',
    async (args) => {
      expect(await call(sender(), ...args)).toEqual({ ok: false, failure: { kind: 'bad-request' } });
      expect(app.calls).toEqual([]);
    },
  );

  test('a stream answers through the port that came with it', () => {
    const port = new FakePort();
    stream(sender(), [port], { path: 'tokens.list', input: { a: 1 } });

    const [asked] = app.streams;
    expect(asked).toMatchObject({ path: 'tokens.list', input: { a: 1 } });
    const message: StreamMessage<unknown, unknown> = { chunk: [1] };
    asked?.port.post(message);
    expect(port.posted).toEqual([message]);
    expect(port.started).toBe(1);
  });

  test('a stream hears when the page closes its port', () => {
    const port = new FakePort();
    stream(sender(), [port], { path: 'tokens.list' });
    const closed = vi.fn();
    app.streams[0]?.port.onClose(closed);

    port.emit('close');

    expect(closed).toHaveBeenCalledOnce();
  });

  test.each([
    ['of anyone else', sender({ id: 9 }), 1, [{ path: 'x' }]],
    ['without a port', sender(), 0, [{ path: 'x' }]],
    ['with two ports', sender(), 2, [{ path: 'x' }]],
    ['without a path', sender(), 1, [{ input: 1 }]],
    ['that is no object', sender(), 1, ['x']],
    ['with more than one message', sender(), 1, [{ path: 'x' }, 1]],
  ])('B1 B2 a stream %s is dropped and its ports closed', (_name, event, count, args) => {
    const ports = Array.from({ length: count }, () => new FakePort());
    stream(event, ports, ...args);
    expect(app.streams).toEqual([]);
    expect(ports.map((port) => port.closed)).toEqual(ports.map(() => 1));
  });
});

describe('events', () => {
  test('go to the window through one channel, and nowhere when there is none', () => {
    const { window, sent } = fakeWindow();
    sendEvent(window, { name: 'locked', why: 'idle' });
    sendEvent(undefined, { name: 'locked', why: 'idle' });
    sendEvent(fakeWindow(1, true).window, { name: 'locked', why: 'idle' });
    expect(sent).toEqual([['event', { name: 'locked', why: 'idle' }]]);
  });
});

describe('an app that is still being built', () => {
  test('answers what was asked before it was there', async () => {
    const app = new RecordingApp();
    let finish: (built: Answering) => void = () => undefined;
    const early = onceBuilt(new Promise((resolve) => (finish = resolve)));
    const port: StreamPort = { post: () => undefined, onClose: () => undefined, close: () => undefined };
    const answer = early.call('app.facts', undefined);
    early.stream('tokens.list', { connectionId: 'a' }, port);
    await Promise.resolve();
    expect([app.calls, app.streams]).toEqual([[], []]);

    finish(app);
    expect(await answer).toEqual({ ok: true, value: 'answer' });
    expect(app.calls).toEqual([['app.facts', undefined]]);
    expect(app.streams).toEqual([{ path: 'tokens.list', input: { connectionId: 'a' }, port }]);
  });
});
