import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Permission } from './permissions.ts';
import { allows } from './reach.ts';

interface WirePermission {
  action: Permission['action'];
  resource: { type: string; id?: string; orgID?: string };
}

interface Question {
  held: WirePermission[];
  wanted: WirePermission;
  allowed: boolean;
}

const lines = readFileSync(new URL('../../../test/recordings/grants/oss-2.9.jsonl', import.meta.url), 'utf8');
const questions = lines
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Question);

const permissionOf = ({ action, resource: { type, id, orgID } }: WirePermission): Permission => ({
  action,
  type,
  ...(id !== undefined && { id }),
  ...(orgID !== undefined && { orgId: orgID }),
});

test('decides every recorded question as a real OSS 2.9 did', () => {
  const wrong = questions.filter(
    ({ held, wanted, allowed }) => allows(held.map(permissionOf), permissionOf(wanted)) !== allowed,
  );

  expect(questions).toHaveLength(3010);
  expect(questions.filter(({ allowed }) => allowed).length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});
