import { describe, expect, test } from 'vitest';
import { explain } from './explain.ts';
import { FailureFacts } from './failure.ts';

const host = 'influx.example:8086';

/** One of each kind, and of each cause where a kind has several. */
const EVERY: FailureFacts[] = [
  { kind: 'bad-request' },
  ...['address', 'ca', 'token', 'id', 'name', 'passphrase', 'new-passphrase'].map((field) => ({
    kind: 'invalid' as const,
    field,
    reason: 'form',
  })),
  { kind: 'untrusted-sender' },
  { kind: 'too-many-calls' },
  ...(['locked', 'policy'] as const).map((why) => ({ kind: 'read-only' as const, why })),
  ...[
    'lookAtValue',
    'listTokensOf',
    'configuration',
    'createToken',
    'updateToken',
    'deleteToken',
    'createUser',
    'setUp',
    'claimOperator',
    'claimAgain',
    'regenerateOperator',
    'regenerateMissing',
    'recoverOperator',
    'recoverHere',
    'deleteOperator',
    'tokensWithoutAuth',
    'queryHere',
    'other',
  ].map((what) => ({ kind: 'not-able' as const, what })),
  { kind: 'no-such-connection' },
  { kind: 'no-such-reveal' },
  { kind: 'no-such-import' },
  { kind: 'declined' },
  { kind: 'cancelled' },
  ...(['refused', 'dns', 'reset', 'no-route', 'other'] as const).map((cause) => ({
    kind: 'unreachable' as const,
    host,
    cause,
  })),
  ...(['connect', 'headers', 'idle', 'total'] as const).map((phase) => ({ kind: 'timeout' as const, host, phase })),
  ...(
    [
      'self-signed',
      'unknown-ca',
      'expired',
      'not-yet-valid',
      'host-mismatch',
      'old-protocol',
      'tls-on-plain',
      'plain-on-tls',
      'other',
    ] as const
  ).map((cause) => ({ kind: 'tls' as const, host, cause })),
  { kind: 'redirect', to: 'https://login.example/' },
  { kind: 'redirect', to: '' },
  { kind: 'too-large', limit: 20 * 1024 * 1024 },
  { kind: 'bad-encoding' },
  ...(['html', 'not-json', 'truncated', 'too-deep', 'shape'] as const).map((reason) => ({
    kind: 'bad-response' as const,
    status: 200,
    contentType: 'text/html',
    reason,
  })),
  { kind: 'proxy', status: 502 },
  { kind: 'wrong-product', product: 'InfluxDB 1.8.10' },
  { kind: 'wrong-product', product: '' },
  { kind: 'not-set-up' },
  { kind: 'bad-credential' },
  { kind: 'bad-credential', seems: 'database' },
  { kind: 'bad-credential', seems: 'over' },
  { kind: 'bad-credential', seems: 'session-over' },
  { kind: 'bad-credential', seems: 'session' },
  ...[
    {},
    { name: 'ops' },
    { name: '_admin', operator: true },
    { name: 'ops', expiredAt: 1_773_324_120_000 },
    { name: 'ops', deletedAt: 1_773_324_120_000 },
    { moved: true },
  ].map((known) => ({ kind: 'bad-credential' as const, former: { takenAt: 1_773_320_520_000, ...known } })),
  { kind: 'invalid', field: 'address', reason: 'no-cluster' },
  { kind: 'invalid', field: 'address', reason: 'no-such-cluster' },
  { kind: 'invalid', field: 'address', reason: 'server-itself' },
  { kind: 'token-inactive' },
  { kind: 'owner-inactive' },
  { kind: 'missing-right', right: 'operator' },
  { kind: 'missing-right', right: 'admin' },
  { kind: 'missing-right', right: 'write:orgs/020f755c3c083000/authorizations' },
  { kind: 'may-not-grant', grant: 'write:buckets' },
  { kind: 'gone', what: 'token' },
  { kind: 'server-refused', status: 422, message: 'no' },
  { kind: 'server-refused', status: 405, message: '' },
  { kind: 'server-failed', status: 500, message: 'EOF' },
  { kind: 'server-failed', status: 500, message: '' },
  ...[
    'createToken',
    'updateToken',
    'deleteToken',
    'createUser',
    'setUp',
    'claimOperator',
    'regenerateOperator',
    'recoverOperator',
    'other',
  ].map((what) => ({
    kind: 'outcome-unknown' as const,
    what,
  })),
  { kind: 'outcome-unknown', what: 'createToken', found: { store: 'api', id: '0b5d6c1e7f3a2000' } },
  { kind: 'no-credential' },
  { kind: 'no-credential', claimable: true },
  { kind: 'secret-locked' },
  { kind: 'secret-mismatch' },
  { kind: 'changed', fields: ['description'] },
  ...(['expired', 'other-target', 'typed', 'second-step'] as const).map((why) => ({
    kind: 'not-confirmed' as const,
    why,
  })),
  ...(['full', 'denied', 'read-only', 'busy', 'newer', 'unreadable', 'other'] as const).map((cause) => ({
    kind: 'storage' as const,
    file: 'settings.json',
    cause,
  })),
  { kind: 'internal' },
  {
    kind: 'part-done',
    parts: [
      { id: '1', name: 'acme', state: 'done' },
      { id: '2', name: 'globex', state: 'lost', tokenId: '0b5d6c1e7f3a2000' },
      { id: '3', name: 'initech', state: 'left' },
      { id: '4', name: 'umbrella', state: 'left' },
    ],
    cause: { kind: 'secret-locked' },
  },
];

test('G12 H8 every kind of failure is in this table', () => {
  const kinds = FailureFacts.options.map((option) => option.shape.kind.value);
  expect(new Set(EVERY.map(({ kind }) => kind))).toEqual(new Set(kinds));
});

describe.each(EVERY)('$kind $cause$phase$reason$why$what$field', (facts) => {
  test('has calm words: a title, a sentence that ends, and no exclamation', () => {
    const { title, detail, next } = explain(facts, { server: 'prod-eu' });
    expect(title).toMatch(/^[A-Za-z0-9]/);
    expect(title).not.toMatch(/\.$/);
    expect(detail).toMatch(/[.]$|It says: /);
    expect(`${title} ${detail} ${next?.label ?? ''}`).not.toMatch(/!|oops|undefined|\[object/i);
  });

  test('says nothing about a change unless one was tried, and then says whether it happened', () => {
    expect(explain(facts).unchanged).toBeUndefined();
    const { unchanged } = explain(facts, { action: 'delete the token' });
    expect(unchanged).toContain('delete the token');
    const certain = unchanged?.startsWith('Nothing was changed');
    expect(certain).toBe(!['outcome-unknown', 'server-failed', 'internal', 'part-done'].includes(facts.kind));
  });
});

test('H8 every cause of TLS, network and time-out has its own words', () => {
  const causes = EVERY.filter(({ kind }) => kind === 'tls' || kind === 'unreachable' || kind === 'timeout');
  const words = causes.map((facts) => explain(facts)).map(({ title, detail }) => `${title} ${detail}`);
  expect(causes).toHaveLength(18);
  expect(new Set(words).size).toBe(18);
  expect(new Set(EVERY.filter(({ kind }) => kind === 'tls').map((facts) => explain(facts).title)).size).toBe(9);
});

test('the server is called by its name, and "the server" when it has none', () => {
  expect(explain({ kind: 'bad-credential' }, { server: 'prod-eu' }).detail).toContain('prod-eu does not know');
  expect(explain({ kind: 'bad-credential' }, { server: '' }).detail).toContain('The server does not know');
  expect(explain({ kind: 'read-only', why: 'locked' }, { server: 'prod-eu' }).title).toBe('prod-eu is read-only');
});

test('a token that is new may be unknown to another machine of a cluster for a moment', () => {
  expect(explain({ kind: 'bad-credential', recoverable: true }).detail).toMatch(/all know a new token after/);
  expect(explain({ kind: 'bad-credential' }).detail).not.toMatch(/several machines/);
});

test.each([
  ['write:orgs/020f755c3c083000/authorizations', 'write authorizations in organization 020f755c3c083000'],
  [
    'read:orgs/020f755c3c083000/buckets/020f755c3c084000',
    'read buckets 020f755c3c084000 in organization 020f755c3c083000',
  ],
  ['read:users/11ace799a90d4000', 'read users 11ace799a90d4000'],
  ['read:orgs/020f755c3c083000', 'read orgs 020f755c3c083000'],
  ['write:buckets', 'write buckets everywhere'],
  ['something else', 'something else'],
])('a right is told in words: %s', (right, words) => {
  expect(explain({ kind: 'missing-right', right }).detail).toBe(`It lacks: ${words}.`);
});

test('S0.7 what needs an operator token says so and leads to the recovery help', () => {
  const { title, next } = explain({ kind: 'missing-right', right: 'operator' });
  expect(title).toContain('operator token');
  expect(next?.do).toBe('help-recovery');
});

test('a token that was made though its answer was lost is named, with what to do about it', () => {
  const { title, detail } = explain({
    kind: 'outcome-unknown',
    what: 'createToken',
    found: { store: 'api', id: '0b5d6c1e7f3a2000' },
  });
  expect(`${title} ${detail}`).toMatch(/value was lost.*0b5d6c1e7f3a2000.*Delete it/);
});

test('a half-done work says what was done, what was not, and what ended it', () => {
  const facts = EVERY.find(({ kind }) => kind === 'part-done');
  if (!facts) throw new Error('part-done is not in the table');
  expect(explain(facts).detail).toBe(
    'Done: acme. Made on the server, but the value could not be kept, so delete the token: globex (token ' +
      "0b5d6c1e7f3a2000). Not done: initech, umbrella. The system's key store is locked. The token of this connection is " +
      'kept there. Unlock the key store, or enter the token again.',
  );
});
