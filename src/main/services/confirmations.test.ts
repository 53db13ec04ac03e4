import { expect, test } from 'vitest';
import type { Token } from '#domain/token';
import { testPorts } from '#test/ports';
import { type Confirmable, Confirmations } from './confirmations.ts';

const TOKEN: Token = {
  store: 'api',
  id: '0a',
  description: 'telegraf',
  status: 'active',
  orgId: '01',
  ownerId: '02',
  grants: [],
  value: 'hidden',
  own: 'no',
};
const TARGET = { connectionId: 'c1', action: 'delete', key: 'api:0a' } as const;

function issued(change: Partial<Confirmable> = {}) {
  const ports = testPorts();
  const confirmations = new Confirmations(ports);
  const step = confirmations.issue({ connectionId: 'c1', action: 'delete', token: TOKEN, risks: [], ...change });
  return { ports, confirmations, step, confirmation: step.confirmation };
}

function why(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (thrown) {
    return thrown;
  }
}

test('J1 a nonce is good once, for what it was issued for', () => {
  const { confirmations, confirmation } = issued();
  expect(confirmations.use({ confirmation }, TARGET)).toEqual(TOKEN);
  expect(why(() => confirmations.use({ confirmation }, TARGET))).toMatchObject({ facts: { why: 'expired' } });
});

test.each([
  ['another server', { ...TARGET, connectionId: 'c2' }],
  ['another action', { ...TARGET, action: 'deactivate' }],
  ['another token', { ...TARGET, key: 'api:0b' }],
  ['a token of the same id in the other store', { ...TARGET, key: 'v1:0a' }],
] as const)('J1 a nonce is no good for %s, and is used up by trying', (_name, target) => {
  const { confirmations, confirmation } = issued();
  expect(why(() => confirmations.use({ confirmation }, target))).toMatchObject({
    facts: { kind: 'not-confirmed', why: 'other-target' },
  });
  expect(why(() => confirmations.use({ confirmation }, TARGET))).toMatchObject({ facts: { why: 'expired' } });
});

test('J1 a nonce is good for 60 s', async () => {
  const fresh = issued();
  await fresh.ports.clock.pass(59_999);
  expect(fresh.confirmations.use(fresh.step, TARGET)).toEqual(TOKEN);
  const old = issued();
  await old.ports.clock.pass(60_000);
  expect(why(() => old.confirmations.use(old.step, TARGET))).toMatchObject({ facts: { why: 'expired' } });
});

test('J1 a nonce that nobody issued is none', () => {
  const { confirmations } = issued();
  expect(why(() => confirmations.use({ confirmation: 'made up' }, TARGET))).toMatchObject({
    facts: { why: 'expired' },
  });
});

test.each([undefined, '', 'Telegraf', 'telegraf ', 'telegra'])(
  'J2 what was typed is compared here, exactly: %j is not it',
  (typed) => {
    const { confirmations, confirmation } = issued({ type: 'telegraf' });
    expect(why(() => confirmations.use({ confirmation, typed }, TARGET))).toMatchObject({ facts: { why: 'typed' } });
  },
);

test('J2 the exact text is it', () => {
  const { confirmations, confirmation } = issued({ type: 'telegraf' });
  expect(confirmations.use({ confirmation, typed: 'telegraf' }, TARGET)).toEqual(TOKEN);
});

test.each(['own-token', 'maybe-own-token', 'last-operator', 'last-all-access'] as const)(
  'J3 J4 J6 the risk “%s” takes a second step',
  (risk) => {
    const { confirmations, step } = issued({ risks: [risk] });
    expect(step.mustRepeat).toBe(true);
    expect(why(() => confirmations.use({ confirmation: step.confirmation, second: false }, TARGET))).toMatchObject({
      facts: { why: 'second-step' },
    });
    const again = issued({ risks: [risk] });
    expect(again.confirmations.use({ confirmation: again.confirmation, second: true }, TARGET)).toEqual(TOKEN);
  },
);
