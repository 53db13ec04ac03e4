import { expect, test } from 'vitest';
import { databaseLimits } from './database-limits.ts';
import type { Bucket } from './resource.ts';

const database = (facts: Partial<Bucket>): Bucket => ({
  id: 'd',
  name: 'd',
  orgId: '',
  retention: 0,
  system: false,
  ...facts,
});

test.each<[Partial<Bucket>[], string | undefined]>([
  [[], undefined],
  [[{}], undefined],
  [[{ maxTables: 500 }], 'At most 500 tables in a database'],
  [[{ maxColumns: 200 }], 'At most 200 columns in a table'],
  [
    [
      { maxTables: 500, maxColumns: 250 },
      { maxTables: 500, maxColumns: 200 },
    ],
    'At most 500 tables in a database, and 200 to 250 columns in a table',
  ],
  [[{ maxTables: 1500 }, { maxTables: 9, system: true }, {}], 'At most 1,500 tables in a database'],
])('databases of %o are told with: %s', (some, words) => {
  expect(databaseLimits(some.map(database))).toBe(words);
});
