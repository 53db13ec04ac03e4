import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACME,
  ADMIN,
  BOB,
  GLOBEX,
  aBucket,
  aGrant,
  aToken,
  allAccessSet,
  both,
  operatorSet,
  someResources,
} from '#test/tokens';
import type { Grant } from './grant.ts';
import { namesOf } from './names.ts';
import { phraseText } from './phrase.ts';
import type { Phrase } from './phrase.ts';
import { CORE_TYPES } from './resource-type.ts';
import { abilities, longSummary, shortSummary } from './summary.ts';

const home = { orgId: ACME, orgName: 'acme' };
const bucket = (action: Grant['action'], id: string, name?: string): Grant =>
  aGrant(action, 'buckets', { id, name, ...home });
const marked = (phrase: Phrase): string =>
  phrase
    .map(({ text, tone }) => ({ plain: text, name: `**${text}**`, wide: `!${text}!`, dead: `~~${text}~~` })[tone])
    .join('');
const many = Array.from({ length: 9 }, (_, index) => bucket('read', `c${index}`, `cpu-${index}`));

describe('rights in words', () => {
  const table: Array<[name: string, grants: Grant[], short: string, long: string]> = [
    [
      'S0.14 write one bucket and read another',
      [bucket('write', 'b1', 'telemetry'), bucket('read', 'b2', 'downsampled')],
      'Write **telemetry**, read **downsampled**',
      'Can write **telemetry** and read **downsampled** in acme. Nothing else, and no bucket that comes later.',
    ],
    [
      'both on one bucket',
      [bucket('read', 'b1', 'home'), bucket('write', 'b1', 'home'), bucket('write', 'b1', 'home')],
      'Read and write **home**',
      'Can read and write **home** in acme. Nothing else, and no bucket that comes later.',
    ],
    [
      'many buckets',
      many,
      'Read **cpu-0**, **cpu-1**, **cpu-2** and 6 more',
      'Can read **cpu-0**, **cpu-1**, **cpu-2**, **cpu-3**, **cpu-4**, **cpu-5**, **cpu-6**, **cpu-7** and **cpu-8** in acme. Nothing else, and no bucket that comes later.',
    ],
    [
      'all buckets of the organization, also future ones',
      [aGrant('read', 'buckets', home)],
      'Read all buckets, also new ones',
      'Can read all buckets in acme. That includes buckets that come later, and nothing else.',
    ],
    [
      'all buckets of every organization',
      [aGrant('write', 'buckets')],
      'Write !all buckets in every organization!, also new ones',
      'Can write !all buckets in every organization!. That includes buckets that come later, and nothing else.',
    ],
    [
      'a bucket that is gone',
      [bucket('write', '03a2bbf46309a000')],
      'Write ~~bucket 03a2bbf46309a000~~',
      'Can write ~~bucket 03a2bbf46309a000~~ (gone) in acme. Nothing else, and no bucket that comes later. What is gone gives nothing.',
    ],
    [
      'types of an organization',
      [aGrant('read', 'dashboards', home), aGrant('read', 'tasks', home)],
      'Read dashboards and tasks in acme',
      'Can read dashboards and tasks in acme. That includes what comes later of these, and nothing else.',
    ],
    [
      'one resource that has no name by design',
      [aGrant('write', 'telegrafs', { id: '0a1b', ...home })],
      'Write Telegraf configuration **0a1b**',
      'Can write Telegraf configuration **0a1b** in acme. Nothing else.',
    ],
    [
      'one organization and one user, which stand in none',
      [aGrant('read', 'orgs', { id: ACME, name: 'acme' }), aGrant('write', 'users', { id: BOB, name: 'bob' })],
      'Write user **bob**, read organization **acme**',
      'Can write user **bob** and read organization **acme**. Nothing else.',
    ],
    [
      'a type that this app does not know',
      [aGrant('read', 'flows', home)],
      'Read flows in acme, also what comes later',
      'Can read flows in acme. That includes what comes later of these, and nothing else.',
    ],
    [
      'one bucket, and all of another type',
      [bucket('write', 'b1', 'telemetry'), aGrant('read', 'tasks', home)],
      'Write **telemetry**, read tasks',
      'Can write **telemetry** and read tasks in acme. Nothing else, and no bucket that comes later.',
    ],
    [
      'another organization',
      [aGrant('read', 'buckets', { orgId: GLOBEX, orgName: 'globex' }), bucket('write', 'b1', 'telemetry')],
      'Write **telemetry**, read all buckets in globex',
      'Can write **telemetry** in acme and read all buckets in globex. Where it says all, that includes what comes later. Nothing else.',
    ],
    [
      'users by organization, which never match',
      [aGrant('read', 'users', home)],
      'Nothing',
      'Can do nothing. Its rights on users or organizations by organization match nothing, so they give nothing.',
    ],
    ['no grants', [], 'Nothing', 'Can do nothing.'],
    [
      'S0.6 operator',
      operatorSet(),
      '!Everything, in every organization!',
      'Can read and write !everything, in every organization!, also what comes later.',
    ],
    [
      'the whole server behind an all-access set',
      [...allAccessSet(), ...both(['instance'])],
      '!Everything, in every organization!',
      'Can read and write !everything, in every organization!, also what comes later. It holds the server itself, as the type instance.',
    ],
    [
      'S0.13 all access',
      allAccessSet(),
      '!Everything in acme, also what comes later!',
      'Can read and write !everything in acme!, also what comes later. It reaches no other organization.',
    ],
    [
      'all access, its own organization and the tokens of somebody else',
      [
        ...allAccessSet().map((grant) => (grant.type === 'orgs' ? { ...grant, name: 'acme' } : grant)),
        aGrant('write', 'orgs', { id: ACME, name: 'acme' }),
        ...both(['users'], { id: BOB, name: 'bob' }),
      ],
      '!Everything in acme, also what comes later!',
      'Can read and write !everything in acme!, also what comes later. It reaches no other organization. It may also read and write organization **acme** and user **bob**.',
    ],
    [
      'everything read, nothing written',
      operatorSet().filter(({ action }) => action === 'read'),
      '!Read everything, in every organization!',
      'Can !read everything, in every organization!, also what comes later. It can change nothing.',
    ],
    [
      'the whole server, only written',
      [aGrant('write', 'instance')],
      'Write !everything on the server!, also what comes later',
      'Can write !everything on the server!. That includes what comes later.',
    ],
    [
      'every type of the organization, only read',
      CORE_TYPES.filter((type) => type !== 'orgs' && type !== 'users').map((type) => aGrant('read', type, home)),
      'Read !everything in acme!, also what comes later',
      'Can read !everything in acme!. That includes what comes later of these, and nothing else.',
    ],
  ];
  test.each(table)('%s', (_name, grants, short, long) => {
    const token = aToken({ grants });
    expect(marked(shortSummary(token))).toBe(short);
    expect(marked(longSummary(token))).toBe(long);
  });

  test('a bucket that is not among all known ones is gone, whatever it was called', () => {
    const token = aToken({ grants: [bucket('write', 'b9', 'telemetry')] });
    expect(marked(shortSummary(token, namesOf(someResources())))).toBe('Write ~~telemetry~~');
    expect(marked(shortSummary(token, namesOf(someResources({ partial: ['buckets'] }))))).toBe('Write **telemetry**');
  });

  test('a wanted grant gets its name from the known resources', () => {
    const token = { orgId: ACME, grants: [aGrant('write', 'buckets', { id: 'b1', orgId: ACME })] };
    expect(marked(abilities(token, namesOf(someResources())))).toBe(
      'write **telemetry** in acme. Nothing else, and no bucket that comes later.',
    );
  });

  test('the name that counts is the present one', () => {
    const names = namesOf(someResources({ buckets: [aBucket('b1', 'renamed')] }));
    expect(phraseText(shortSummary(aToken(), names))).toBe('Write renamed');
  });

  test('names cannot turn or hide the words around them', () => {
    expect(phraseText(shortSummary(aToken({ grants: [bucket('write', 'b1', 'a\u202eb\nc')] })))).toBe(
      'Write a⟨U+202E⟩b ↵ c',
    );
  });

  test('10,000 grants are told in one line, quickly', () => {
    const grants = Array.from({ length: 10_000 }, (_, index) => bucket('write', `b${index}`, `bucket ${index}`));
    const start = performance.now();
    expect(phraseText(longSummary(aToken({ grants })))).toContain(' and 9,988 more');
    expect(performance.now() - start).toBeLessThan(500);
  });

  test('any grants at all become a sentence', () => {
    const grant = fc.record({
      action: fc.constantFrom('read' as const, 'write' as const),
      type: fc.oneof(fc.constantFrom(...CORE_TYPES, 'instance'), fc.string()),
      id: fc.option(fc.constantFrom('b1', ACME, ADMIN, 'x'), { nil: undefined }),
      orgId: fc.option(fc.constantFrom(ACME, GLOBEX), { nil: undefined }),
      name: fc.option(fc.string(), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(grant, { maxLength: 20 }), (grants) => {
        expect(phraseText(longSummary(aToken({ grants })))).toMatch(/^Can .*\.$/su);
        expect(phraseText(shortSummary(aToken({ grants })))).toMatch(/^\S/u);
      }),
    );
  });
});
