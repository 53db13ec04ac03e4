import fs from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { codeOf } from './storage-failure.ts';

const CURRENT = 'journal.jsonl';
const TURNED = /^journal-(\d+)\.jsonl$/;

/**
 * Every line of the journal from the oldest, turned files first. A line that is torn or of another kind is handed on
 * too.
 */
export async function* journalLines(folder: string): AsyncGenerator<string> {
  const turned = fs
    .readdirSync(folder)
    .filter((name) => TURNED.test(name))
    .sort();
  for (const name of [...turned, CURRENT]) {
    try {
      yield* createInterface({ input: fs.createReadStream(join(folder, name)), crlfDelay: Infinity });
    } catch (thrown) {
      if (codeOf(thrown) !== 'ENOENT') throw thrown;
    }
  }
}
