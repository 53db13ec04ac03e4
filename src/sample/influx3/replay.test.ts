import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test, vi } from 'vitest';
import { replayFile } from '../../../test/recordings/replay.mjs';
import { startSample, type RunningSample } from '../serve.ts';
import type { State } from './state.ts';

const recordings = fileURLToPath(new URL('../../../test/recordings/core-3.10/', import.meta.url));
const lives = readdirSync(recordings).filter((name) => name.endsWith('.jsonl'));

let sample: RunningSample<State> | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await sample?.close();
});

test('there are recorded lives, with authentication and without', () => {
  expect(lives).toContain('life-of-tokens.jsonl');
  expect(lives).toContain('without-auth.jsonl');
});

test.each(lives)('the sample core-3.10 answers as the real server did: %s', async (life) => {
  // A token made on a whole second has a time without a fraction, and a table of text is narrower than the recorded
  // one.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-06-17T13:02:33.123Z') });
  sample = await startSample({ product: 'core-3.10', empty: true, withoutAuth: life === 'without-auth.jsonl' });
  const differences: string[] = [];

  const { asked, equal } = await replayFile(new URL(sample.url), `${recordings}${life}`, ({ step }, differ) => {
    differences.push(...differ.map((difference) => `${step}: ${difference}`));
  });

  expect(differences).toEqual([]);
  expect(asked).toBe(readFileSync(`${recordings}${life}`, 'utf8').trim().split('\n').length);
  expect(equal).toBe(asked);
});
