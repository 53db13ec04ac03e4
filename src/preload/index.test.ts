import { beforeEach, describe, expect, test, vi } from 'vitest';

type Listener = (...args: unknown[]) => void;
const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoked: [] as unknown[][],
  posted: [] as unknown[][],
  listeners: [] as ((...args: unknown[]) => void)[],
}));
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => electron.exposed.set(name, value) },
  ipcRenderer: {
    invoke: (...args: unknown[]) => {
      electron.invoked.push(args);
      return Promise.resolve({ ok: true, value: 1 });
    },
    postMessage: (...args: unknown[]) => electron.posted.push(args),
    on: (_channel: string, listener: Listener) => electron.listeners.push(listener),
    off: (_channel: string, listener: Listener) => electron.listeners.splice(electron.listeners.indexOf(listener), 1),
  },
}));

interface Exposed {
  call(path: string, input: unknown): Promise<unknown>;
  listen(listener: Listener): () => void;
}

let onMessage: Listener;
const page = { addEventListener: (_name: string, listener: Listener) => void (onMessage = listener) };

beforeEach(async () => {
  for (const list of [electron.invoked, electron.posted, electron.listeners]) list.length = 0;
  vi.stubGlobal('window', page);
  vi.resetModules();
  await import('./index.ts');
});

function bridge(): Exposed {
  return electron.exposed.get('bridge') as Exposed;
}

describe('what the preload gives to the page', () => {
  test('B3 one frozen object of two functions', () => {
    expect([...electron.exposed.keys()]).toEqual(['bridge']);
    expect(Object.isFrozen(bridge())).toBe(true);
    expect(Object.entries(bridge()).map(([name, value]) => [name, typeof value])).toEqual([
      ['call', 'function'],
      ['listen', 'function'],
    ]);
  });

  test('B3 a call goes through its one channel, with a path and an input and nothing more', async () => {
    const call = bridge().call as (...args: unknown[]) => Promise<unknown>;
    expect(await call('tokens.get', { a: 1 }, 'surplus')).toEqual({ ok: true, value: 1 });
    expect(electron.invoked).toEqual([['call', 'tokens.get', { a: 1 }]]);
  });

  test('B3 a listener gets the event as data, never Electron’s own event object', () => {
    const seen: unknown[][] = [];
    const end = bridge().listen((...args) => seen.push(args));
    electron.listeners[0]?.({ sender: 'ipcRenderer' }, { name: 'locked', why: 'idle' });
    expect(seen).toEqual([[{ name: 'locked', why: 'idle' }]]);
    end();
    expect(electron.listeners).toEqual([]);
  });

  test('a stream that the page posts to its own window is handed on with its port', () => {
    onMessage({ source: page, ports: ['port'], data: { stream: 'tokens.list', input: { a: 1 }, surplus: 1 } });
    expect(electron.posted).toEqual([['stream', { path: 'tokens.list', input: { a: 1 } }, ['port']]]);
  });

  test.each([
    ['from another window', { source: {}, ports: ['port'], data: { stream: 'x' } }],
    ['without a port', { source: page, ports: [], data: { stream: 'x' } }],
    ['with two ports', { source: page, ports: ['a', 'b'], data: { stream: 'x' } }],
    ['of another kind', { source: page, ports: ['port'], data: { other: 1 } }],
    ['of no object', { source: page, ports: ['port'], data: null }],
  ])('B3 a message %s goes nowhere', (_name, message) => {
    onMessage(message);
    expect(electron.posted).toEqual([]);
  });
});
