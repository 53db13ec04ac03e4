import { z } from 'zod';
import { Document } from '#main/storage/document';
import { FakeClock } from './clock.ts';
import { storesIn } from './stores.ts';

/** What `keepWriting` writes: one number, many times, so that a torn file shows. */
export const REPEATED = {
  file: 'repeated.json',
  version: 1,
  content: z.object({ numbers: z.array(z.number()) }),
  initial: { numbers: [] as number[] },
  migrations: {},
};

/** Writes ever higher numbers until the process is killed; says on standard output which ones are safe. */
export function keepWriting(folder: string): never {
  const document = new Document(REPEATED, { clock: new FakeClock(), folder, openStore: storesIn(folder) }, () => {});
  for (let n = (document.value.numbers[0] ?? 0) + 1; ; n++) {
    document.write({ numbers: Array<number>(20_000).fill(n) });
    process.stdout.write(`${n}\n`);
  }
}
