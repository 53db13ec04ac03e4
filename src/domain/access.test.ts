import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { allows, covers, grantThatGives } from './access.ts';
import { Action, type Grant } from './grant.ts';

const WirePermission = z
  .object({
    action: Action,
    resource: z.object({ type: z.string(), id: z.string().optional(), orgID: z.string().optional() }),
  })
  .transform(({ action, resource: { orgID, ...resource } }) => ({ action, ...resource, orgId: orgID }));

const Question = z.object({ held: z.array(WirePermission), wanted: WirePermission, allowed: z.boolean() });

const questions = readFileSync(new URL('../../test/recordings/grants/oss-2.9.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Question.parse(JSON.parse(line)));

test('the matcher answers every recorded question as a real OSS 2.9 did', () => {
  const wrong = questions.filter(({ held, wanted, allowed }) => allows(held, wanted) !== allowed);

  expect(questions).toHaveLength(3010);
  expect(questions.filter(({ allowed }) => allowed).length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

const read: Pick<Grant, 'action' | 'type'> = { action: 'read', type: 'buckets' };

test.each([
  ['a global grant covers one resource of an organization', read, { ...read, id: 'b1', orgId: 'a1' }, true],
  ['a global grant covers the whole type', read, read, true],
  ['writing does not imply reading', { ...read, action: 'write' }, read, false],
  ['another type is not covered', { ...read, type: 'tasks' }, read, false],
  [
    'a grant in an organization covers its resources',
    { ...read, orgId: 'a1' },
    { ...read, id: 'b1', orgId: 'a1' },
    true,
  ],
  ['a grant in an organization covers no other', { ...read, orgId: 'a1' }, { ...read, orgId: 'a2' }, false],
  ['a grant in an organization does not cover the whole type', { ...read, orgId: 'a1' }, read, false],
  [
    'a grant by id covers it in whatever organization',
    { ...read, id: 'b1', orgId: 'a1' },
    { ...read, id: 'b1', orgId: 'a2' },
    true,
  ],
  ['a grant by id covers no other id', { ...read, id: 'b1' }, { ...read, id: 'b2' }, false],
  [
    'a grant by id does not cover the organization',
    { ...read, id: 'b1', orgId: 'a1' },
    { ...read, orgId: 'a1' },
    false,
  ],
  ['an instance grant covers every type', { action: 'read', type: 'instance' }, { ...read, id: 'b1' }, true],
  [
    'an instance grant in one organization covers all others',
    { action: 'read', type: 'instance', orgId: 'a1' },
    { ...read, orgId: 'a2' },
    true,
  ],
  ['an instance grant covers its own action only', { action: 'write', type: 'instance' }, read, false],
] as [string, Grant, Grant, boolean][])('%s', (_, held, wanted, expected) => {
  expect(covers(held, wanted)).toBe(expected);
});

test('of several grants the first that gives what is wanted is named', () => {
  const other: Grant = { ...read, id: 'b2' };
  const first: Grant = { ...read, orgId: 'a1' };

  expect(grantThatGives([other, first, read], { ...read, id: 'b1', orgId: 'a1' })).toBe(first);
  expect(grantThatGives([other], { ...read, id: 'b1' })).toBeUndefined();
});
