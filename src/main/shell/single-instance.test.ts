import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { isFirstInstance } from './single-instance.ts';

type Listener = (...args: unknown[]) => void;

function fakeApp(lock: boolean) {
  const listeners = new Map<string, Listener>();
  const app = {
    requestSingleInstanceLock: () => lock,
    on: (name: string, listener: Listener) => listeners.set(name, listener),
  };
  return { app: app as unknown as Parameters<typeof isFirstInstance>[0], listeners };
}

describe('a second instance', () => {
  test('A12 whatever it brings along, the first one only comes to the front', () => {
    const { app, listeners } = fakeApp(true);
    const focus = vi.fn();
    expect(isFirstInstance(app, focus)).toBe(true);
    expect([...listeners.keys()]).toEqual(['second-instance']);

    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), fc.anything(), (argv, folder, extra) => {
        focus.mockClear();
        const frozen = Object.freeze([...argv, '--read-only=no', 'token-explorer://connect?x']);
        listeners.get('second-instance')?.({}, frozen, folder, extra);
        expect(focus.mock.calls).toEqual([[]]);
      }),
    );
  });

  test('A12 it learns that it is not the first', () => {
    expect(isFirstInstance(fakeApp(false).app, vi.fn())).toBe(false);
  });
});
