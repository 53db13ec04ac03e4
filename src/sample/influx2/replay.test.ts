import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { replayFile } from '../../../test/recordings/replay.mjs';
import { startSample, type RunningSample } from '../serve.ts';
import type { Oss2Product } from './versions.ts';

const recordings = fileURLToPath(new URL('../../../test/recordings/', import.meta.url));
const recorded: readonly Oss2Product[] = ['oss-2.0', 'oss-2.7', 'oss-2.9'];

let sample: RunningSample | undefined;
afterEach(() => sample?.close());

describe.each(recorded)('the sample %s answers as the real server did', (product) => {
  const lives = readdirSync(`${recordings}${product}`).filter((name) => name.endsWith('.jsonl'));

  test.each(lives)('%s', async (life) => {
    sample = await startSample({ product, empty: true });
    const differences: string[] = [];

    const { asked, equal } = await replayFile(
      new URL(sample.url),
      `${recordings}${product}/${life}`,
      ({ step }, differ) => {
        differences.push(...differ.map((difference) => `${step}: ${difference}`));
      },
    );

    expect(differences).toEqual([]);
    expect(asked).toBe(readFileSync(`${recordings}${product}/${life}`, 'utf8').trim().split('\n').length);
    expect(equal).toBe(asked);
  });
});
