import fs from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { findingsList } from '../scripts/lib/findings-list.ts';

const root = path.resolve(import.meta.dirname, '..');
const file = path.join(root, 'docs', 'findings.md');

test('the list of rules in the docs is the one of the code, and the README leads there', async () => {
  const written = fs.readFileSync(file, 'utf8');

  expect(written).toBe(await format(findingsList(), { ...(await resolveConfig(file)), filepath: file }));
  expect(fs.readFileSync(path.join(root, 'README.md'), 'utf8')).toContain('](docs/findings.md)');
});
