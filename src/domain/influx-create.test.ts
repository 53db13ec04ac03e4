import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACME, ADMIN, BOB, GLOBEX, aGrant, allAccessSet, both, operatorSet } from '#test/tokens';
import type { Grant } from './grant.ts';
import { grantKey } from './grant.ts';
import { influxCreateCommand } from './influx-create.ts';
import type { CreateMeant } from './influx-create.ts';
import { grantableTypes, KNOWN_TYPES } from './resource-type.ts';
import type { NewToken } from './token.ts';

const TYPES = [...KNOWN_TYPES, 'instance'];
const B1 = '03a2bbf46309a000';
const B2 = 'd7d556c8e60661dc';
const bucket = (action: Grant['action'], id: string): Grant => aGrant(action, 'buckets', { id, orgId: ACME });

function meant(
  grants: Grant[],
  changes: Partial<Omit<CreateMeant, 'wanted'>> & { wanted?: Partial<NewToken> } = {},
): CreateMeant {
  const wanted = { orgId: ACME, description: '', status: 'active' as const, grants, ...changes.wanted };
  return { owner: { id: ADMIN, name: 'admin' }, orgName: 'acme', types: TYPES, version: '2.9.1', ...changes, wanted };
}
const command = (one: CreateMeant): string => {
  const made = influxCreateCommand(one);
  return 'command' in made ? made.command : `no: ${made.reason}`;
};

describe('S1.12 the same as a command', () => {
  test.each([
    ['S1.15', allAccessSet(), 'influx auth create --org acme --user admin --all-access'],
    ['S1.16', operatorSet(), 'influx auth create --org acme --user admin --operator'],
    ['S1.14', [bucket('write', B1)], `influx auth create --org acme --user admin --write-bucket ${B1}`],
    [
      'S1.17',
      [
        bucket('read', B1),
        bucket('read', B2),
        ...['dashboards', 'tasks', 'telegrafs'].map((type) => aGrant('read', type, { orgId: ACME })),
        aGrant('read', 'users'),
      ],
      `influx auth create --org acme --user admin --read-bucket ${B1} --read-bucket ${B2} --read-dashboards --read-tasks --read-telegrafs --read-users`,
    ],
    [
      'all buckets',
      [aGrant('read', 'buckets', { orgId: ACME })],
      'influx auth create --org acme --user admin --read-buckets',
    ],
  ])('%s %#', (_id, grants, expected) => {
    expect(command(meant(grants))).toBe(expected);
  });

  test('texts are quoted for a shell', () => {
    const one = meant([bucket('write', B1)], {
      orgName: "o'neill $HOME",
      owner: { id: ADMIN, name: 'Ilse van Dam' },
      wanted: { description: '-x `id`' },
    });
    expect(command(one)).toBe(
      `influx auth create --org 'o'\\''neill $HOME' --user 'Ilse van Dam' --description='-x \`id\`' --write-bucket ${B1}`,
    );
  });

  test('an organization without a known name goes by its id', () => {
    expect(command(meant([bucket('write', B1)], { orgName: undefined }))).toContain(`--org-id ${ACME} `);
  });

  test.each<[why: string, one: CreateMeant]>([
    ['the owner has no known name', meant([bucket('read', B1)], { owner: { id: BOB } })],
    ['the server finds no user by name', meant([bucket('read', B1)], { version: 'v2.0.8' })],
    ['it is to be inactive', meant([bucket('read', B1)], { wanted: { status: 'inactive' } })],
    ['the description has a line end', meant([bucket('read', B1)], { wanted: { description: 'a\nb' } })],
    ['the description turns its direction', meant([bucket('read', B1)], { wanted: { description: 'a\u202eb' } })],
    ['users by id', meant([aGrant('read', 'users', { id: ADMIN })])],
    ['organizations by organization, which the flag makes global', meant([aGrant('read', 'orgs', { orgId: ACME })])],
    ['a single task', meant([aGrant('read', 'tasks', { id: B1, orgId: ACME })])],
    ['a bucket without its organization', meant([aGrant('read', 'buckets', { id: B1 })])],
    ['all buckets of every organization', meant([aGrant('read', 'buckets')])],
    ['another organization', meant([aGrant('read', 'tasks', { orgId: GLOBEX })])],
    ['the whole server', meant(both(['instance']))],
    ['a type that the command does not know', meant([aGrant('read', 'flows', { orgId: ACME })])],
    ['an operator token of an older server', meant(operatorSet(TYPES.slice(0, 18)))],
    ['all access for another owner', meant(allAccessSet(ACME, BOB))],
    ['no rights', meant([])],
  ])('none is printed when %s', (_why, one) => {
    expect(influxCreateCommand(one)).toEqual({
      reason: expect.stringMatching(/^\S.*\.$/u) as string,
      help: 'cli-auth-create',
    });
  });

  test('whatever is printed makes exactly the token that is meant', () => {
    const grant = fc.record({
      action: fc.constantFrom('read' as const, 'write' as const),
      type: fc.constantFrom(...TYPES, 'flows'),
      id: fc.option(fc.constantFrom(B1, B2, ACME, ADMIN), { nil: undefined }),
      orgId: fc.option(fc.constantFrom(ACME, GLOBEX), { nil: undefined }),
    });
    const own = fc
      .constantFrom(...KNOWN_TYPES)
      .map((type) => aGrant('read', type, type === 'users' || type === 'orgs' ? {} : { orgId: ACME }));
    const grants = fc.oneof(
      fc.array(grant, { maxLength: 4 }),
      fc.array(own),
      fc.constantFrom(operatorSet(), allAccessSet()),
    );
    let commands = 0;
    fc.assert(
      fc.property(
        grants,
        fc.string(),
        fc.constantFrom('admin', 'bob', "o'neill", '-x'),
        (wanted, description, name) => {
          const made = influxCreateCommand(
            meant(wanted, { owner: { id: `id of ${name}`, name }, wanted: { description } }),
          );
          if (!('command' in made)) return;
          commands += 1;
          const body = runInflux(made.command);
          expect(body.userId).toBe(`id of ${name}`);
          expect(body.description).toBe(description);
          expect(new Set(body.grants.map(grantKey))).toEqual(new Set(wanted.map(grantKey)));
        },
      ),
      { numRuns: 500 },
    );
    expect(commands).toBeGreaterThan(50);
  });
});

/** What the vendor's command sends for a command line, told from its recorded requests and its source. */
function runInflux(line: string): { userId: string; description: string; grants: Grant[] } {
  const words = [...line.matchAll(/(?:[^\s'\\]|\\.|'[^']*')+/gsu)].map(([word]) =>
    word.replace(
      /\\(.)|'([^']*)'/gsu,
      (_whole, one: string | undefined, quoted: string | undefined) => one ?? quoted ?? '',
    ),
  );
  const flags = words.slice(3);
  let user = '',
    description = '';
  const grants: Grant[] = [];
  for (let at = 0; at < flags.length; at += 1) {
    const [flag = '', tied] = flags[at]!.match(/^(--[^=]+)(?:=(.*))?$/su)?.slice(1) ?? [];
    const value = (): string => tied ?? flags[(at += 1)]!;
    const single = /^--(read|write)-bucket$/u.exec(flag);
    const typed = /^--(read|write)-(\w+)$/u.exec(flag);
    if (flag === '--org') value();
    else if (flag === '--user') user = value();
    else if (flag === '--description') description = value();
    else if (flag === '--operator') grants.push(...both(grantableTypes(TYPES)));
    else if (flag === '--all-access') grants.push(...allAccessSet(ACME, `id of ${user}`));
    else if (single) grants.push(aGrant(single[1] as 'read', 'buckets', { id: value(), orgId: ACME }));
    else if (typed)
      grants.push(aGrant(typed[1] as 'read', typed[2]!, ['users', 'orgs'].includes(typed[2]!) ? {} : { orgId: ACME }));
    else throw new Error(`flag provided but not defined: ${flag}`);
  }
  return { userId: `id of ${user}`, description, grants };
}
