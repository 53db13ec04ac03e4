import { expect, test } from 'vitest';
import { createLimiter } from './limiter.ts';

const never = () => new AbortController().signal;

/** Work that ends when it is told to, and counts how much of it runs at once. */
function workplace() {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => ends.push(resolve));
    running -= 1;
  };
  const finishAll = async (calls: Promise<unknown>[]) => {
    const done = Promise.all(calls);
    for (let round = 0; round < calls.length; round += 1) {
      for (const end of ends.splice(0)) end();
      await new Promise(setImmediate);
    }
    await done;
  };
  return { work, ends, finishAll, most: () => most, running: () => running };
}

test('G8 at most six calls to one server run at once, and all get their turn', async () => {
  const limiter = createLimiter();
  const { work, finishAll, most } = workplace();
  await finishAll(Array.from({ length: 20 }, () => limiter.run('a', never(), work)));
  expect(most()).toBe(6);
});

test('G8 at most twenty-four calls run at once over all servers', async () => {
  const limiter = createLimiter();
  const { work, finishAll, most } = workplace();
  await finishAll(Array.from({ length: 80 }, (_, number) => limiter.run(`server ${number % 10}`, never(), work)));
  expect(most()).toBe(24);
});

test('G8 a server that never answers does not hold up another', async () => {
  const limiter = createLimiter();
  const dead = workplace();
  for (let call = 0; call < 30; call += 1) void limiter.run('dead', never(), dead.work);
  await expect(limiter.run('alive', never(), () => Promise.resolve('answer'))).resolves.toBe('answer');
  expect(dead.running()).toBe(6);
});

test('G7 a call that is cancelled while it waits ends at once and never runs', async () => {
  const limiter = createLimiter({ perServer: 1, overall: 1 });
  const busy = workplace();
  void limiter.run('a', never(), busy.work);
  const controller = new AbortController();
  let ran = false;
  const waiting = limiter.run('a', controller.signal, async () => {
    ran = true;
  });
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ facts: { kind: 'cancelled' } });
  busy.ends[0]?.();
  await expect(limiter.run('a', never(), () => Promise.resolve(1))).resolves.toBe(1);
  expect(ran).toBe(false);
});

test('a call that fails leaves its place to the next', async () => {
  const limiter = createLimiter({ perServer: 1, overall: 1 });
  await expect(limiter.run('a', never(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(limiter.run('a', never(), () => Promise.resolve(1))).resolves.toBe(1);
});
