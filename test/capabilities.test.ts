import fs from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { capabilityTable, withTable } from '../scripts/lib/capability-table.ts';

const file = path.resolve(import.meta.dirname, '../README.md');

test('the README says of every server what the code can do there', { timeout: 120_000 }, async () => {
  const readme = fs.readFileSync(file, 'utf8');
  const made = withTable(readme, await capabilityTable());

  expect(readme).toBe(await format(made, { ...(await resolveConfig(file)), filepath: file }));
});
