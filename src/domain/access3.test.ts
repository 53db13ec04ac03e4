import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Wanted } from './access.ts';
import { decide, grantThatGives3, type Wanted3 } from './access3.ts';
import { Action, type Grant } from './grant.ts';
import { grantsOf3 } from './grants3.ts';
import { parsePermission, permission } from './permission3.ts';

const Question = z.object({
  permissions: z.array(z.string()),
  wanted: z.union([
    z.strictObject({ database: z.string().nullable(), action: Action }),
    z.strictObject({ system: z.string(), action: Action }),
  ]),
  allowed: z.boolean(),
});

const questions = readFileSync(new URL('../../test/recordings/grants/influxdb3.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Question.parse(JSON.parse(line)));

const inGrants = (wanted: Wanted3): Wanted => {
  if ('system' in wanted) return { action: wanted.action, type: 'system', id: wanted.system };
  return { action: wanted.action, type: 'databases', ...(wanted.database !== null && { id: wanted.database }) };
};

test("decides every recorded question as the vendor's own code did", () => {
  const wrong = questions.filter(
    ({ permissions, wanted, allowed }) => decide(permissions.map(parsePermission), wanted) !== allowed,
  );

  expect(questions).toHaveLength(3085);
  expect(questions.filter(({ allowed }) => allowed).length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

test("grants answer every recorded question as the vendor's own code did", () => {
  const wrong = questions.filter(({ permissions, wanted, allowed }) => {
    const { grants } = grantsOf3(permissions.map(parsePermission));
    return (grantThatGives3(grants, inGrants(wanted)) !== undefined) !== allowed;
  });

  expect(wrong).toEqual([]);
});

const read = (database: string | null): Wanted3 => ({ database, action: 'read' });

test.each([
  ['a right on one database hides those on all', ['db:*:read', 'db:foo:write'], read('foo'), false],
  ['it hides them for that database only', ['db:*:read', 'db:foo:write'], read('bar'), true],
  ['it hides them also when it gives nothing', ['db:*:read', 'db:foo:'], read('foo'), false],
  ['rights on the same database add up', ['db:foo:write', 'db:foo,bar:read'], read('foo'), true],
  ['writing does not imply reading', ['db:foo:write'], read('foo'), false],
  [
    'a database that does not exist yet needs a right on all',
    ['db:foo:create'],
    { database: null, action: 'create' },
    false,
  ],
  ['a right on all reaches one that does not exist yet', ['db:*:create'], { database: null, action: 'create' }, true],
  ['_internal is not among all databases', ['db:*:read'], read('_internal'), false],
  ['_internal is not given by its name', ['db:_internal:read'], read('_internal'), false],
  ['_internal is for administrators', ['*:*:*'], read('_internal'), true],
  ['database names tell case apart', ['db:Foo:read'], read('foo'), false],
  ['system names do not', ['system: Health:read'], { system: 'HEALTH', action: 'read' }, true],
  ['a database made again has another id', ['db:3:read'], read('7'), false],
  ['a database has the rights of its id', ['db:3:read'], read('3'), true],
  ['databases give nothing on the system', ['db:*:read'], { system: 'ping', action: 'read' }, false],
  ['an administrator may do everything', ['*:*:*'], { database: 'foo', action: 'drop' }, true],
  ['a type that is not known gives nothing', ['*:*:read', 'table:foo:read', 'foo'], read('foo'), false],
  ['no permissions give nothing', [], read('foo'), false],
] as [string, string[], Wanted3, boolean][])('%s', (_, permissions, wanted, expected) => {
  expect(decide(permissions.map(parsePermission), wanted)).toBe(expected);
});

const action = fc.constantFrom(...Action.options);
const database = fc.constantFrom('a', 'b', '3', '_internal', '*');
const system = fc.constantFrom('health', 'PING', ' ready', '*');
const some = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 3 });
const held = fc.oneof(
  { arbitrary: fc.tuple(fc.constant('db'), some(database), some(action)), weight: 6 },
  { arbitrary: fc.tuple(fc.constant('system'), some(system), some(action)), weight: 3 },
  { arbitrary: fc.tuple(fc.constant('*'), fc.constant(['*']), fc.constant(['*'])), weight: 1 },
);
const wanted: fc.Arbitrary<Wanted3> = fc.oneof(
  fc.record({ database: fc.option(fc.constantFrom('a', 'b', 'c', '3', '_internal')), action }),
  fc.record({ system: fc.constantFrom('health', 'Ping', 'ready', 'metrics'), action }),
);

test('grants answer as the permissions do that they come from', () => {
  const answers = { yes: 0, no: 0 };
  fc.assert(
    fc.property(fc.array(held, { maxLength: 5 }), wanted, (given, asked) => {
      const permissions = given.map(([type, names, actions]) => permission(type, names, actions));
      const allowed = decide(permissions, asked);
      answers[allowed ? 'yes' : 'no'] += 1;
      expect(grantThatGives3(grantsOf3(permissions).grants, inGrants(asked)) !== undefined).toBe(allowed);
    }),
    { numRuns: 2000 },
  );
  expect(Math.min(answers.yes, answers.no)).toBeGreaterThan(100);
});

test('the grant that gives it is named: the exact one before the one on all, the instance last', () => {
  const exact: Grant = { action: 'read', type: 'databases', id: 'foo', name: 'foo' };
  const all: Grant = { action: 'read', type: 'databases' };
  const instance: Grant = { action: 'read', type: 'instance' };
  const held = [instance, all, exact];

  expect(grantThatGives3(held, { action: 'read', type: 'databases', id: 'foo' })).toBe(exact);
  expect(grantThatGives3(held, { action: 'read', type: 'databases', id: 'bar' })).toBe(all);
  expect(grantThatGives3(held, { action: 'read', type: 'system', id: 'ping' })).toBe(instance);
  expect(grantThatGives3(held, { action: 'write', type: 'system', id: 'ping' })).toBeUndefined();
});

test('what is neither a database nor the system needs the instance', () => {
  const asked: Wanted = { action: 'write', type: 'authorizations' };

  expect(grantThatGives3([{ action: 'write', type: 'authorizations' }], asked)).toBeUndefined();
  expect(grantThatGives3([{ action: 'write', type: 'instance' }], asked)).toBeDefined();
});

test('a grant with an empty id is no grant on all', () => {
  const held: Grant[] = [{ action: 'read', type: 'databases', id: '' }];

  expect(grantThatGives3(held, { action: 'read', type: 'databases', id: 'foo' })).toBeUndefined();
});
