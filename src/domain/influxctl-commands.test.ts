import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Printed } from './command.ts';
import {
  managementCreate,
  managementList,
  managementRevoke,
  tokenCreate,
  tokenGet,
  tokenList,
  tokenRevoke,
  tokenUpdate,
} from './influxctl-commands.ts';
import { shellWord } from './shell-word.ts';

const ID = '55555555-5555-4555-8555-555555555555';
const OTHER = '66666666-6666-4666-8666-666666666666';
const DEDICATED = { accountId: '11111111-1111-4111-8111-111111111111', clusterId: '33333333-3333-4333-8333-333333333333' };
const AT = Date.UTC(2030, 0, 1);

const text = (made: Printed): string => ('command' in made ? made.command : `no: ${made.reason}`);
const notes = (made: Printed): string => ('command' in made ? made.notes.join(' ') : '');
const right = (action: 'read' | 'write' | 'drop', id?: string, type = 'databases') => ({ action, type, ...(id && { id }) });

test('S4.10 management tokens are listed, made and revoked by commands for this cluster', () => {
  expect(text(managementList({ profile: 'on prem' }))).toBe("influxctl --profile 'on prem' management list");
  expect(text(managementCreate(DEDICATED, { description: "CI's own", expiresAt: AT }))).toBe(
    `influxctl --account ${DEDICATED.accountId} --cluster ${DEDICATED.clusterId} management create --description 'CI'\\''s own' --expires-at 2030-01-01T00:00:00Z`,
  );
  expect(text(managementRevoke({}, [ID, OTHER]))).toBe(`influxctl management revoke ${ID} ${OTHER}`);
});

test('S4.7 S4.9 S4.12 to make a management token says what it is for, who must be there, and that its value is shown once', () => {
  const said = notes(managementCreate({}, { description: 'ci' }));
  expect(said).toContain('automation only');
  expect(said).toContain('authorized through the identity provider');
  expect(said).toContain('this once');
});

test.each<[Printed, string]>([
  [tokenList({}), 'influxctl token list'],
  [tokenList({}, { revoked: true }), 'influxctl token list --include-revoked'],
  [tokenGet({}, ID), `influxctl token get --include-revoked ${ID}`],
  [tokenRevoke({}, [ID]), `influxctl token revoke ${ID}`],
  [
    tokenCreate({}, { description: 'my app', grants: [right('read', 'a/b'), right('write')], expiresAt: AT }),
    "influxctl token create --read-database a/b --write-database '*' --expires-at 2030-01-01T00:00:00Z 'my app'",
  ],
  [tokenUpdate({}, ID, { description: 'x y' }), `influxctl token update --description 'x y' ${ID}`],
  [tokenUpdate({}, ID, { grants: [right('read', 'db')] }), `influxctl token update --read-database db ${ID}`],
])('database tokens: %#', (made, expected) => {
  expect(text(made)).toBe(expected);
});

test.each<[Printed, RegExp]>([
  [managementCreate({}, { description: '' }), /wants a description/],
  [managementCreate({}, { description: 'a\nb' }), /typed safely/],
  [managementRevoke({}, ['--force']), /ids as its lists show them/],
  [managementRevoke({}, []), /ids as its lists show them/],
  [tokenCreate({}, { description: '--force', grants: [] }), /for a flag/],
  [tokenCreate({}, { description: 'd', grants: [right('drop', 'db')] }), /reading and writing databases only/],
  [tokenCreate({}, { description: 'd', grants: [right('read', 'b', 'buckets')] }), /reading and writing databases only/],
  [tokenUpdate({}, ID, { grants: [] }), /takes every right away/],
  [tokenRevoke({}, ['a; rm -rf ~']), /ids as its lists show them/],
])('what no command does exactly is not printed: %#', (made, reason) => {
  expect(text(made)).toMatch(/^no: /);
  expect(text(made)).toMatch(reason);
});

test('nothing that was entered leaves its quotes', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (description) => {
      const made = managementCreate({}, { description });
      const word = shellWord(description);
      expect(text(made).startsWith('no: ')).toBe(word === undefined);
      if (word !== undefined) expect(text(made).endsWith(word)).toBe(true);
    }),
  );
});
