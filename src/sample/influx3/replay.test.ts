import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { replayFile } from '../../../test/recordings/replay.mjs';
import { startSample, type RunningSample } from '../serve.ts';
import type { State } from './state.ts';

const recordings = fileURLToPath(new URL('../../../test/recordings/core-3.10/', import.meta.url));
const lives = readdirSync(recordings).filter((name) => name.endsWith('.jsonl'));

let sample: RunningSample<State> | undefined;
afterEach(() => sample?.close());

test('there are recorded lives, with authentication and without', () => {
  expect(lives).toContain('life-of-tokens.jsonl');
  expect(lives).toContain('without-auth.jsonl');
});

// Again, should a token be made on a whole second: a table of text is then narrower than the recorded one.
test.each(lives)('the sample core-3.10 answers as the real server did: %s', { retry: 1 }, async (life) => {
  sample = await startSample({ product: 'core-3.10', empty: true, withoutAuth: life === 'without-auth.jsonl' });
  const differences: string[] = [];

  const { asked, equal } = await replayFile(new URL(sample.url), `${recordings}${life}`, ({ step }, differ) => {
    differences.push(...differ.map((difference) => `${step}: ${difference}`));
  });

  expect(differences).toEqual([]);
  expect(asked).toBeGreaterThan(0);
  expect(equal).toBe(asked);
});
