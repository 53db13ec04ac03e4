import { describe, expect, test } from 'vitest';
import { aQuietDatabaseServer, aQuietServer, known, NOW } from '#test/known';
import { ACME, aGrant, allAccessSet, aToken, both, operatorSet, someResources } from '#test/tokens';
import { namesOf } from '#domain/names';
import { phraseText } from '#domain/phrase';
import { CORE_TYPES } from '#domain/resource-type';
import type { Token } from '#domain/token';
import { findingsOf, findingSteps } from './find.ts';
import { type Known, useByNotes } from './finding.ts';
import { RULE_IDS, type RuleId } from './rules.ts';

const DAY = 24 * 60 * 60 * 1000;
const V3 = aQuietDatabaseServer();

const operator = (changes: Partial<Token> = {}) =>
  aToken({ id: 'op1', description: 'root', grants: operatorSet(), ...changes });
const allAccess = (changes: Partial<Token> = {}) =>
  aToken({ id: 'aa1', description: 'people of acme', grants: allAccessSet(), ...changes });
const onV3 = (changes: Partial<Token> = {}) =>
  aToken({
    description: 'plant',
    orgId: '',
    orgName: undefined,
    ownerId: '',
    ownerName: undefined,
    kind: 'database',
    exactFirst: true,
    expiresAt: NOW + 60 * DAY,
    grants: [aGrant('write', 'databases', { id: 'plant', name: 'plant' })],
    ...changes,
  });
const oneRight = (changes: Partial<Token> = {}) => aToken(changes);
const server = (changes: Parameters<typeof aQuietServer>[0]) => known([], { server: aQuietServer(changes) });
const without = (user: 'users' | 'organizations') => namesOf(someResources({ [user]: [] }));
const writer = (...ids: string[]) => ids.map((id) => aGrant('write', 'buckets', { id, orgId: ACME, name: id }));
const bucketNames = { names: namesOf(someResources({ partial: ['buckets'] })) };

/** For each rule what it must find, and the nearest thing that it must not. */
const CASES: Record<RuleId, readonly [fires: Known, silent: Known]> = {
  'operator-extra': [
    known([operator(), operator({ id: 'op2', description: 'second' })]),
    known([operator(), operator({ id: 'op2', status: 'inactive' })]),
  ],
  'hidden-instance': [
    known([oneRight({ grants: [aGrant('read', 'instance', { orgId: ACME })] })]),
    known([operator()]),
  ],
  'everything-in-application': [
    known([allAccess({ description: 'telegraf on host-7' })]),
    known([allAccess(), oneRight({ description: 'telegraf' })]),
  ],
  'makes-tokens': [
    known([oneRight({ grants: [aGrant('write', 'authorizations', { orgId: ACME })] })]),
    known([allAccess(), oneRight({ id: 'r', grants: [aGrant('read', 'authorizations', { orgId: ACME })] })]),
  ],
  'reads-values': [
    known([oneRight({ grants: [aGrant('read', 'authorizations', { orgId: ACME })] })], {
      server: aQuietServer({ hashing: 'plain' }),
    }),
    known([oneRight({ grants: [aGrant('read', 'authorizations', { orgId: ACME })] })]),
  ],
  unclaimed: [known([], { server: { ...V3, readiness: 'unclaimed' } }), known([], { server: V3 })],
  'asks-no-token': [server({ self: { kind: 'none', proof: 'asked', mayList: true } }), server({})],
  'plain-http': [known([], { connection: { plainHttp: true } }), known([])],
  'global-rights': [
    known([oneRight({ grants: [aGrant('read', 'buckets')] })]),
    known([operator(), oneRight({ grants: [aGrant('read', 'buckets', { orgId: ACME })] })]),
  ],
  'writes-everything': [
    known([oneRight({ grants: [aGrant('write', 'buckets', { orgId: ACME })] })]),
    known([allAccess(), oneRight({ grants: [aGrant('read', 'buckets', { orgId: ACME })] })]),
  ],
  'target-gone': [known([oneRight({ grants: writer('gone') })]), known([oneRight({ grants: writer('b1') })])],
  'target-remade': [
    known([onV3({ remade: ['plant'] })], { server: V3, ...bucketNames }),
    known([onV3({ remade: [] })], { server: V3, ...bucketNames }),
  ],
  'owner-gone': [
    known([oneRight({ ownerName: undefined })], { names: without('users') }),
    // SECURITY: not told is no proof that it is gone.
    known([oneRight({ ownerName: undefined })], { names: namesOf(someResources({ users: [], partial: ['users'] })) }),
  ],
  'owner-inactive': [known([oneRight({ ownerInactive: true })]), known([oneRight()])],
  'organization-gone': [
    known([oneRight({ orgName: undefined })], { names: without('organizations') }),
    known([oneRight({ orgName: undefined })], { names: namesOf() }),
  ],
  'expires-soon': [
    known([onV3({ expiresAt: NOW + 3 * DAY })], { server: V3 }),
    known([onV3({ expiresAt: NOW + 3 * DAY })]),
  ],
  'operator-expires': [
    known([onV3({ kind: 'operator', expiresAt: NOW + 300 * DAY })], { server: V3 }),
    known([onV3({ kind: 'operator', expiresAt: undefined })], { server: V3 }),
  ],
  'values-readable': [server({ hashing: 'plain' }), server({ hashing: 'unknown' })],
  'values-mixed': [server({ hashing: 'mixed' }), server({ hashing: 'hashed' })],
  'certificate-ends': [server({ certificateEndsAt: NOW + 5 * DAY }), server({ certificateEndsAt: NOW + 90 * DAY })],
  'version-faults': [server({ version: 'v2.4.0' }), server({ version: 'v2.5.1' })],
  'reads-as-operator': [
    server({ self: { kind: 'operator', proof: 'row', mayList: true } }),
    server({ self: { kind: 'operator', proof: 'guess', mayList: true } }),
  ],
  'older-set': [known([operator({ grants: both(CORE_TYPES) })]), known([operator(), allAccess()])],
  'inactive-long': [
    known([oneRight({ status: 'inactive', changedAt: NOW - 100 * DAY })]),
    // No date: not known is not long.
    known([oneRight({ status: 'inactive', changedAt: undefined, createdAt: NOW - 900 * DAY })]),
  ],
  expired: [known([onV3({ status: 'expired' })], { server: V3 }), known([onV3({ status: 'revoked' })], { server: V3 })],
  'never-expires': [known([onV3({ expiresAt: undefined })], { server: V3 }), known([oneRight()])],
  old: [known([oneRight({ createdAt: NOW - 400 * DAY })]), known([oneRight({ createdAt: undefined })])],
  'no-description': [known([oneRight({ description: '  ' })]), known([oneRight()])],
  'same-description': [
    known(['1', '2', '3'].map((id) => oneRight({ id, description: 'Telegraf' }))),
    known(['1', '2'].map((id) => oneRight({ id, description: 'Telegraf' }))),
  ],
  'same-rights': [
    known([oneRight({ id: '1', grants: writer('b1', 'b2') }), oneRight({ id: '2', grants: writer('b2', 'b1', 'b1') })]),
    known([
      oneRight({ id: '1', grants: writer('b1') }),
      oneRight({ id: '2', grants: writer('b1'), status: 'inactive' }),
    ]),
  ],
  contained: [
    known([oneRight({ id: '1', grants: writer('b1') }), oneRight({ id: '2', grants: writer('b1', 'b2') })]),
    known([oneRight({ id: '1', grants: writer('b1') }), operator(), allAccess()]),
  ],
};

const rulesOf = (facts: Known) => findingsOf(facts).map(({ rule }) => rule);

describe.each(RULE_IDS)('%s', (rule) => {
  const [fires, silent] = CASES[rule];
  test('is found where it is', () => expect(rulesOf(fires)).toContain(rule));
  test('is not found where it is not', () => expect(rulesOf(silent)).not.toContain(rule));
});

test('the worst stand first, and each finding has a key of its own', () => {
  const findings = findingsOf(known([operator(), operator({ id: 'op2' }), oneRight({ description: '' })]));
  const severities = findings.map(({ severity }) => ['high', 'medium', 'low'].indexOf(severity));
  expect(severities).toEqual(severities.toSorted());
  expect(new Set(findings.map(({ key }) => key)).size).toBe(findings.length);
});

test('the operator token that is kept is the connection’s own, or else the oldest', () => {
  const two = [operator({ createdAt: 2 }), operator({ id: 'op2', createdAt: 1 })];
  const about = (facts: Known) => findingsOf(facts).find(({ rule }) => rule === 'operator-extra')?.key;
  expect(about(known(two))).toBe('operator-extra:api:op1');
  const self = { kind: 'operator', proof: 'row', mayList: true, tokenId: 'op1' } as const;
  expect(about(known(two, { server: aQuietServer({ self }) }))).toBe('operator-extra:api:op2');
});

test('recorded use tells an application by its client, and no record says nothing', () => {
  const tokens = [allAccess()];
  const use = useByNotes({ 'api:aa1': '/etc/telegraf/telegraf.conf on host-7' });
  // A place to keep a value in is no program that uses it.
  const elsewhere = useByNotes({ 'api:aa1': 'in the app of the safe', 'api:aa2': 'telegraf.conf' });
  expect(rulesOf(known(tokens, { use: elsewhere }))).not.toContain('everything-in-application');
  expect(rulesOf(known(tokens, { use }))).toContain('everything-in-application');
  expect(rulesOf(known(tokens, { use: new Map() }))).not.toContain('everything-in-application');
});

test.each([
  ['InfluxDB 3 Enterprise', '3.8.3', true],
  ['InfluxDB 3 Enterprise', '3.11.1', false],
  ['InfluxDB 3 Core', '3.0.2', true],
  ['InfluxDB 3 Core', '3.11.1', false],
])('%s %s has known faults: %s', (product, version, has) => {
  const facts = known([], { server: aQuietDatabaseServer({ product, version }) });
  expect(rulesOf(facts).includes('version-faults')).toBe(has);
});

test('a right on the whole organization holds those on its buckets', () => {
  const [wide, narrow] = [aGrant('write', 'buckets', { orgId: ACME }), writer('b1')];
  const [found] = findingsOf(
    known([
      oneRight({ id: '1', description: 'small', grants: narrow }),
      oneRight({ id: '2', description: 'wide', grants: [wide] }),
    ]),
  ).filter(({ rule }) => rule === 'contained');
  expect(phraseText(found!.words)).toBe('small may do nothing that wide may not do too.');
});

test('on a server where an exact name hides the rest, rights on all databases do not hold it', () => {
  const one = onV3({ id: '1', grants: [aGrant('write', 'databases', { id: 'plant' })] });
  const hides = onV3({
    id: '2',
    grants: [aGrant('write', 'databases'), aGrant('read', 'databases', { id: 'plant' })],
  });
  expect(rulesOf(known([one, hides], { server: V3 }))).not.toContain('contained');
});

test('many findings of one rule are told as one', () => {
  const many = Array.from({ length: 200 }, (_, at) => oneRight({ id: `t${at}`, grants: [aGrant('read', 'tasks')] }));
  const [found, second] = findingsOf(known(many)).filter(({ rule }) => rule === 'global-rights');
  expect(found?.rows).toHaveLength(200);
  expect(second).toBeUndefined();
  expect(found?.fix.act).toBe('review');
});

test('old records without dates, owners, and of unknown types break nothing', () => {
  const odd = aToken({
    description: '',
    ownerId: 'nobody',
    ownerName: undefined,
    orgId: 'nowhere',
    orgName: undefined,
    createdAt: undefined,
    changedAt: undefined,
    grants: [aGrant('read', 'of the future', { id: 'x' }), aGrant('drop', 'databases')],
  });
  const strange = aQuietServer({ product: 'Something else', version: '', resourceTypes: [], hashing: 'unknown' });
  expect(rulesOf(known([odd], { server: strange, names: namesOf() }))).toEqual(['no-description']);
});

test('ten times the tokens take far less than a hundred times the time', { timeout: 60_000 }, () => {
  const took = (count: number) => {
    const facts = known(
      Array.from({ length: count }, (_, at) =>
        oneRight({
          id: `t${at}`,
          description: `client ${at % 5000}`,
          grants: writer(`b${at % 700}`, `b${at % 900}`),
        }),
      ),
    );
    const start = performance.now();
    const steps = findingSteps(facts);
    while (!steps.next().done);
    return performance.now() - start;
  };
  took(2_000);
  const [small, large] = [Math.min(took(10_000), took(10_000), took(10_000)), took(100_000)];
  expect(large / small).toBeLessThan(40);
});
