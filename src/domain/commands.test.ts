import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACME, ADMIN, aGrant } from '#test/tokens';
import type { Printed } from './command.ts';
import { curlCreate, curlDelete, curlGet, curlList, curlPatch } from './curl-commands.ts';
import { influxActive, influxDelete, influxGet, influxInactive, influxList, influxRename } from './influx-commands.ts';
import { recoveryCommands } from './recovery-commands.ts';
import { flag, shellWord } from './shell-word.ts';
import { isBefore } from './version.ts';

const HOST = 'https://influx.example:8086';
const ID = '11acdca2075db000';
const api = { store: 'api', id: ID } as const;
const v1 = { store: 'v1', id: ID } as const;
const text = (made: Printed): string => ('command' in made ? made.command : `no: ${made.reason}`);

describe('influx', () => {
  test('S1.2 the list is printed without the filters that the command ignores, and says so', () => {
    const list = influxList('api', { ownerId: ADMIN, orgId: ACME });
    expect(text(list)).toBe('influx auth list');
    expect('notes' in list && list.notes[0]).toContain('ignores them');
  });

  test('the command for 1.x logins does filter by ids', () => {
    expect(text(influxList('v1', { ownerId: ADMIN, orgId: ACME }))).toBe(
      `influx v1 auth list --user-id ${ADMIN} --org-id ${ACME}`,
    );
  });

  test.each<[made: Printed, expected: string]>([
    [influxGet(api), `influx auth list --id ${ID}`],
    [influxGet({ ...v1, username: 'grafana' }), 'influx v1 auth list --username grafana'],
    [influxDelete(api), `influx auth delete --id ${ID}`],
    [influxDelete(v1), `influx v1 auth delete --id ${ID}`],
    [influxActive(api), `influx auth active --id ${ID}`],
    [influxActive(v1), `influx v1 auth set-active --id ${ID}`],
    [influxInactive(api), `influx auth inactive --id ${ID}`],
    [influxInactive(v1), `influx v1 auth set-inactive --id ${ID}`],
  ])('S0.4 %#', (made, expected) => {
    expect(text(made)).toBe(expected);
  });

  test('what the command cannot do has a reason', () => {
    expect(text(influxGet(v1))).toMatch(/^no: .*username/u);
    expect(text(influxRename(api))).toMatch(/^no: /u);
    expect(text(influxDelete({ store: 'api', id: '$(id)' }))).toMatch(/^no: /u);
  });

  test('active and inactive act on the active profile only, and say so', () => {
    const made = influxInactive(api);
    expect('notes' in made && made.notes.join(' ')).toContain('neither --host nor --token');
  });
});

describe('curl', () => {
  const wanted = {
    orgId: ACME,
    ownerId: ADMIN,
    description: "it's\n\u202eodd",
    status: 'inactive' as const,
    grants: [aGrant('read', 'buckets', { id: 'b1', orgId: ACME, name: 'telemetry' }), aGrant('write', 'tasks')],
  };

  test('S1.18 S1.19 S1.21 makes exactly the token, by ids, with the value out of the environment', () => {
    const made = text(curlCreate(HOST, wanted));
    expect(made).toContain(`curl --request POST ${HOST}/api/v2/authorizations`);
    expect(made).toContain('--header "Authorization: Token $INFLUX_TOKEN"');
    expect(bodyOf(made)).toEqual({
      orgID: ACME,
      userID: ADMIN,
      description: wanted.description,
      status: 'inactive',
      permissions: [
        { action: 'read', resource: { type: 'buckets', id: 'b1', orgID: ACME } },
        { action: 'write', resource: { type: 'tasks' } },
      ],
    });
  });

  test('S1.20 never scopes by name, which a server would ignore', () => {
    expect(text(curlCreate(HOST, wanted))).not.toContain('telemetry');
  });

  test('no text breaks out of its quotes, and nothing unseen stands in the command', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (description) => {
        const made = text(curlPatch(HOST, api, { description }));
        expect(shellWord(made.replaceAll('\n', ' '))).toBeDefined();
        expect(bodyOf(made)).toEqual({ description });
      }),
    );
  });

  test.each<[made: Printed, first: string]>([
    [curlList(HOST, 'api'), `curl ${HOST}/api/v2/authorizations \\`],
    [
      curlList(HOST, 'v1', { orgId: ACME, ownerId: ADMIN }),
      `curl '${HOST}/private/legacy/authorizations?orgID=${ACME}&userID=${ADMIN}' \\`,
    ],
    [curlGet(`${HOST}/influx`, api), `curl ${HOST}/influx/api/v2/authorizations/${ID} \\`],
    [curlDelete(HOST, v1), `curl --request DELETE ${HOST}/private/legacy/authorizations/${ID} \\`],
    [
      curlDelete(HOST, { store: 'api', id: '../x?' }),
      `curl --request DELETE ${HOST}/api/v2/authorizations/..%2Fx%3F \\`,
    ],
    [curlPatch(HOST, api, { status: 'inactive' }), `curl --request PATCH ${HOST}/api/v2/authorizations/${ID} \\`],
  ])('S0.4 %#', (made, first) => {
    expect(text(made).split('\n')[0]).toBe(first);
  });
});

/** The body as a POSIX shell would hand it to curl. */
function bodyOf(command: string): unknown {
  const [, quoted = ''] = /--data '(.*)'$/su.exec(command) ?? [];
  return JSON.parse(quoted.replaceAll("'\\''", "'"));
}

describe('S0.10 recovery without an operator token', () => {
  test('2.0 has none', () => {
    expect(recoveryCommands('2.0.9')).toHaveProperty('reason');
  });

  test.each(['2.1.1', 'v2.7.12', 'v2.9.x-dev'])('%s has exact commands', (version) => {
    expect(recoveryCommands(version)).toHaveProperty('lines', [
      'influxd recovery auth list',
      'influxd recovery auth create-operator --org ORGANIZATION --username USER',
    ]);
  });

  test('hashes are told of from 2.8 on', () => {
    const toldOf = (version: string): boolean =>
      JSON.stringify(recoveryCommands(version)).includes('--store-token-hashes');
    expect(['2.1.0', '2.7.12', '2.8.0', '2.9.1'].map(toldOf)).toEqual([false, false, true, true]);
  });
});

test.each([
  ['2.0.8', '2.0.9', true],
  ['v2.0.9', '2.0.9', false],
  ['2.1.1, 2.1.1', '2.8', true],
  ['2.10.0', '2.9', false],
  ['nightly', '2.1', false],
])('%s before %s: %s', (version, other, before) => {
  expect(isBefore(version, other)).toBe(before);
});

test('words of a shell', () => {
  expect([shellWord('host-7'), shellWord(''), shellWord("a'b"), shellWord('=ls'), shellWord('a\u0007')]).toEqual([
    'host-7',
    "''",
    "'a'\\''b'",
    "'=ls'",
    undefined,
  ]);
  expect([flag('user', 'bob'), flag('user', '-bob'), flag('user', '\n')]).toEqual([
    '--user bob',
    '--user=-bob',
    undefined,
  ]);
});
