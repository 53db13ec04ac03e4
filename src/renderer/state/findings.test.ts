import { afterEach, expect, test, vi } from 'vitest';
import { aToken } from '#test/tokens';
import { known } from '#test/known';
import { ServerFindings } from './findings.svelte.ts';

const many = (description: string) =>
  known(Array.from({ length: 2_500 }, (_, at) => aToken({ id: `${description} ${at}`, description })));

afterEach(() => vi.unstubAllGlobals());

/** A thread that never answers, and tells whether it was ended. */
class SilentThread {
  static ended = 0;
  postMessage = () => undefined;
  terminate() {
    SilentThread.ended++;
  }
}

test('where no thread can be had the findings are told all the same', async () => {
  const findings = new ServerFindings();
  await findings.check(many(''));
  expect(findings.found?.map(({ rule }) => rule)).toContain('no-description');
});

test('a later question ends the thread of the one before, whose answer never comes', async () => {
  vi.stubGlobal('Worker', SilentThread);
  const findings = new ServerFindings();
  const first = findings.check(many(''));
  vi.unstubAllGlobals();
  await findings.check(many('telegraf'));
  await first;
  expect(SilentThread.ended).toBe(1);
  expect(findings.found?.map(({ rule }) => rule)).not.toContain('no-description');
  expect(findings.found?.map(({ rule }) => rule)).toContain('same-description');
});
