import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACME, ADMIN, BOB, GLOBEX, aGrant, allAccessSet, both, operatorSet } from '#test/tokens';
import { allows } from './access.ts';
import type { Grant } from './grant.ts';
import { mayCreate, whyNoToken } from './may-grant.ts';
import type { Self } from './server.ts';

const telemetry = [aGrant('write', 'buckets', { id: 'b1', orgId: ACME })];
const aSelf = (changes: Partial<Self>): Self => ({
  kind: 'unknown',
  proof: 'asked',
  userId: ADMIN,
  orgId: ACME,
  mayList: true,
  ...changes,
});
const operator = aSelf({ kind: 'operator' });
const allAccess = aSelf({ kind: 'all-access' });

describe.each<[how: string, grantsOf: (grants: Grant[]) => Grant[] | undefined]>([
  ['by its grants', (grants) => grants],
  ['by its kind alone', () => undefined],
])('what may be made, told %s', (_how, known) => {
  const byOperator = { ...operator, grants: known(operatorSet()) };
  const byAllAccess = { ...allAccess, grants: known(allAccessSet()) };

  test('S0.9 only an operator token makes operator tokens', () => {
    expect(mayCreate(byOperator, { orgId: ACME, grants: operatorSet() })).toEqual({ ok: true });
    expect(mayCreate(byAllAccess, { orgId: ACME, grants: operatorSet() })).toMatchObject({
      ok: false,
      missing: { action: 'read', type: 'authorizations' },
    });
  });

  test('S1.21 only an operator token makes tokens for others', () => {
    expect(mayCreate(byOperator, { orgId: GLOBEX, ownerId: BOB, grants: telemetry })).toEqual({ ok: true });
    expect(mayCreate(byAllAccess, { orgId: ACME, ownerId: BOB, grants: telemetry })).toMatchObject({
      ok: false,
      missing: 'user',
    });
  });

  test('an all-access token makes its like, and less, in its organization', () => {
    expect(mayCreate(byAllAccess, { orgId: ACME, grants: allAccessSet() })).toEqual({ ok: true });
    expect(mayCreate(byAllAccess, { orgId: ACME, ownerId: ADMIN, grants: telemetry })).toEqual({ ok: true });
    expect(mayCreate(byAllAccess, { orgId: GLOBEX, grants: telemetry })).toMatchObject({
      ok: false,
      missing: 'authorizations',
    });
    expect(mayCreate(byAllAccess, { orgId: ACME, grants: [aGrant('write', 'orgs', { id: ACME })] })).toMatchObject({
      ok: false,
      missing: { type: 'orgs' },
    });
  });

  test('S1.13 a read/write token makes none', () => {
    const self = aSelf({ kind: 'read-write', grants: known(both(['buckets'], { orgId: ACME })) });
    expect(mayCreate(self, { orgId: ACME, grants: telemetry })).toMatchObject({ ok: false, missing: 'authorizations' });
  });

  test('nobody grants the whole server', () => {
    expect(mayCreate(byOperator, { orgId: ACME, grants: both(['instance']) })).toMatchObject({
      ok: false,
      missing: { type: 'instance' },
    });
  });
});

test('where nothing tells, the server decides', () => {
  expect(mayCreate(aSelf({ kind: 'custom' }), { orgId: ACME, grants: telemetry }).ok).toBe('unknown');
  expect(mayCreate(aSelf({ kind: 'unknown' }), { orgId: ACME, grants: telemetry }).ok).toBe('unknown');
});

test('a custom token may pass on single rights that it holds', () => {
  const grants = [...both(['authorizations'], { orgId: ACME }), ...both(['users'], { id: ADMIN }), ...telemetry];
  expect(mayCreate(aSelf({ kind: 'custom', grants }), { orgId: ACME, grants: telemetry })).toEqual({ ok: true });
  const more = mayCreate(aSelf({ kind: 'custom', grants }), {
    orgId: ACME,
    grants: [aGrant('read', 'buckets', { id: 'b1', orgId: ACME })],
  });
  expect(more).toMatchObject({ ok: false, words: expect.stringContaining('may not read buckets b1') as string });
});

test('the answer agrees with the permission matcher for any rights held and wanted', () => {
  const grant = fc.record({
    action: fc.constantFrom('read' as const, 'write' as const),
    type: fc.constantFrom('buckets', 'tasks', 'users', 'orgs'),
    id: fc.option(fc.constantFrom('b1', ACME, ADMIN), { nil: undefined }),
    orgId: fc.option(fc.constantFrom(ACME, GLOBEX), { nil: undefined }),
  });
  const base = [aGrant('write', 'authorizations', { orgId: ACME }), aGrant('write', 'users', { id: ADMIN })];
  fc.assert(
    fc.property(fc.array(grant, { maxLength: 5 }), fc.array(grant, { maxLength: 3 }), (held, grants) => {
      const grantsHeld = [...base, ...held];
      const expected = grants.every((one) => allows(grantsHeld, one));
      expect(mayCreate(aSelf({ kind: 'custom', grants: grantsHeld }), { orgId: ACME, grants }).ok).toBe(expected);
    }),
  );
});

describe('whether a connection can make any token', () => {
  const twoOrgs = [ACME, GLOBEX];
  const writesTokens = both(['authorizations'], { orgId: GLOBEX });

  test('is yes where one organization allows it, or nothing tells', () => {
    expect(whyNoToken({ ...operator, grants: operatorSet() }, twoOrgs)).toBeUndefined();
    expect(whyNoToken(allAccess, twoOrgs)).toBeUndefined();
    expect(whyNoToken(aSelf({ kind: 'unknown' }), twoOrgs)).toBeUndefined();
    const grants = [...writesTokens, ...both(['users'], { id: ADMIN })];
    expect(whyNoToken(aSelf({ kind: 'custom', grants }), twoOrgs)).toBeUndefined();
  });

  test('S1.13 is no, with the right that is missing, where none does', () => {
    const readWrite = aSelf({ kind: 'read-write', grants: both(['buckets'], { orgId: ACME }) });
    expect(whyNoToken(readWrite, twoOrgs)).toContain('write: authorizations');
    expect(whyNoToken(readWrite, [])).toContain('write: authorizations');
    const unseen = aSelf({ kind: 'read-write', proof: 'guess', orgId: undefined });
    expect(whyNoToken(unseen, [])).toContain('write: authorizations');
    expect(whyNoToken(aSelf({ kind: 'custom', grants: writesTokens }), twoOrgs)).toContain('its own user');
  });
});
