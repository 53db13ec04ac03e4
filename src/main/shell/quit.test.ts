import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { quitAfter } from './quit.ts';

class FakeApp {
  listener: ((event: { preventDefault(): void }) => void) | undefined;
  ended = false;
  on(_name: string, listener: FakeApp['listener']): this {
    this.listener = listener;
    return this;
  }
  quit(): void {
    let prevented = false;
    this.listener?.({ preventDefault: () => void (prevented = true) });
    this.ended = !prevented;
  }
}

function quitting(finish: () => Promise<void>): FakeApp {
  const app = new FakeApp();
  quitAfter(app as unknown as Parameters<typeof quitAfter>[0], finish);
  return app;
}

describe('quitting', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('F4 waits until the app has finished, which is asked once', async () => {
    let done = (): void => undefined;
    const finish = vi.fn(() => new Promise<void>((resolve) => void (done = resolve)));
    const app = quitting(finish);

    app.quit();
    app.quit();
    await vi.advanceTimersByTimeAsync(1000);
    expect(app.ended).toBe(false);

    done();
    await vi.advanceTimersByTimeAsync(0);
    expect(app.ended).toBe(true);
    expect(finish).toHaveBeenCalledOnce();
  });

  test('happens also when finishing fails', async () => {
    const app = quitting(() => Promise.reject(new Error('x')));
    app.quit();
    await vi.advanceTimersByTimeAsync(0);
    expect(app.ended).toBe(true);
  });

  test('does not wait for ever', async () => {
    const app = quitting(() => new Promise(() => undefined));
    app.quit();
    await vi.advanceTimersByTimeAsync(5000);
    expect(app.ended).toBe(true);
  });
});
