import { expect, test } from 'vitest';
import { Begun } from './begun.ts';

const never = new AbortController().signal;

test('who asks gets what came before, what comes after, and the end', async () => {
  let push: (part: string) => void = () => undefined;
  let finish: (end: string) => void = () => undefined;
  const begun = new Begun<string, string>((given) => {
    push = given;
    return new Promise((resolve) => (finish = resolve));
  });
  push('a');
  push('b');
  const got: string[] = [];
  const end = begun.follow((part) => got.push(part), never);
  push('c');
  finish('whole');

  expect(await end).toBe('whole');
  expect(got).toEqual(['a', 'b', 'c']);
});

test('a failure waits for who asks', async () => {
  const begun = new Begun(() => Promise.reject(new Error('no answer')));
  await new Promise((later) => setTimeout(later));
  await expect(begun.follow(() => undefined, never)).rejects.toThrow('no answer');
});

test('who asked ends it by no longer waiting', async () => {
  let ended = false;
  const begun = new Begun((_push, signal) => {
    signal.addEventListener('abort', () => (ended = true));
    return new Promise<void>(() => undefined);
  });
  const waiting = new AbortController();
  void begun.follow(() => undefined, waiting.signal);
  expect(ended).toBe(false);
  waiting.abort();
  expect(ended).toBe(true);
});

test('who had ceased to wait before gets nothing begun', () => {
  let ended = false;
  const begun = new Begun((_push, signal) => {
    signal.addEventListener('abort', () => (ended = true));
    return new Promise<void>(() => undefined);
  });
  void begun.follow(() => undefined, AbortSignal.abort());
  expect(ended).toBe(true);
});

test('it is over when it has ended, well or not', async () => {
  const failed = new Begun(() => Promise.reject(new Error('no answer')));
  await expect(failed.over).resolves.toBeUndefined();

  let finish: (end: string) => void = () => undefined;
  const begun = new Begun<string, string>(() => new Promise((resolve) => (finish = resolve)));
  let over = false;
  const watched = begun.over.then(() => (over = true));
  await new Promise((later) => setTimeout(later));
  expect(over).toBe(false);
  finish('whole');
  await watched;
});
