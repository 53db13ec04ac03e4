import { expect, test } from 'vitest';
import type { ConfirmStep } from '#contract/shapes';
import { classify } from '#domain/classify';
import type { Resources } from '#domain/resource';
import type { Token } from '#domain/token';
import { type TestApp, testApp, testSample } from '#test/app';

interface Made {
  token: Token;
  revealId: string;
}

/** A connection to a sample server, unlocked. */
async function unlocked(environment = 'development', sampleChange: Parameters<typeof testSample>[0] = {}) {
  const sample = await testSample(sampleChange);
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential, { environment });
  const server = await app.connect(id);
  await app.unlock(id);
  const orgId = server.organizations[0]?.id ?? '';
  return { sample, app, id, orgId };
}

function make(app: TestApp, connectionId: string, orgId: string, description = 'telegraf'): Promise<Made> {
  const grants = [{ action: 'read', type: 'buckets', orgId }];
  return app.call('tokens.create', { connectionId, wanted: { orgId, description, status: 'active', grants } });
}

function prepare(
  app: TestApp,
  connectionId: string,
  shown: Token,
  action: 'delete' | 'deactivate' = 'delete',
): Promise<ConfirmStep> {
  return app.call('tokens.prepare', { connectionId, token: refOf(shown), action, shown });
}

const refOf = ({ store, id }: Token) => ({ store, id });
const sent = (sample: { requests: readonly { method: string }[] }, method: string) =>
  sample.requests.filter((request) => request.method === method);

test('S0.4 S1.18 a token is made, seen, renamed, deactivated and deleted', async () => {
  const { sample, app, id, orgId } = await unlocked();
  const { token } = await make(app, id, orgId);
  expect(sent(sample, 'POST')).toMatchObject([{ path: '/api/v2/authorizations' }]);
  expect(await app.token(id, 'telegraf')).toMatchObject({ id: token.id, status: 'active' });

  const renamed = await app.call<Token>('tokens.update', {
    connectionId: id,
    token: refOf(token),
    change: { description: 'telegraf 2' },
  });
  expect(renamed.description).toBe('telegraf 2');

  const step = await prepare(app, id, renamed, 'deactivate');
  const inactive = await app.call<Token>('tokens.update', {
    connectionId: id,
    token: refOf(token),
    change: { status: 'inactive' },
    confirmation: step.confirmation,
    second: true,
  });
  expect(inactive.status).toBe('inactive');

  const { confirmation } = await prepare(app, id, inactive);
  await app.call('tokens.delete', { connectionId: id, token: refOf(token), confirmation, second: true });
  expect((await app.tokens(id)).some((other) => other.id === token.id)).toBe(false);
});

test('J1 to deactivate without a confirmation sends nothing', async () => {
  const { sample, app, id, orgId } = await unlocked();
  const { token } = await make(app, id, orgId);
  const input = { connectionId: id, token: refOf(token), change: { status: 'inactive' } };
  expect(await app.failure('tokens.update', input)).toMatchObject({ kind: 'not-confirmed' });
  const { confirmation } = await prepare(app, id, token, 'delete');
  expect(await app.failure('tokens.update', { ...input, confirmation })).toMatchObject({
    kind: 'not-confirmed',
    why: 'other-target',
  });
  expect(sent(sample, 'PATCH')).toEqual([]);
});

test('J1 a confirmation deletes once, and a lock of the app makes it worthless', async () => {
  const { sample, app, id, orgId } = await unlocked();
  const [{ token: one }, { token: two }] = [await make(app, id, orgId, 'one'), await make(app, id, orgId, 'two')];
  const { confirmation } = await prepare(app, id, one);
  expect(
    await app.failure('tokens.delete', { connectionId: id, token: refOf(two), confirmation, second: true }),
  ).toMatchObject({ why: 'other-target' });

  const locked = await prepare(app, id, one);
  await app.call('app.lock');
  await app.unlock(id);
  expect(
    await app.failure('tokens.delete', {
      connectionId: id,
      token: refOf(one),
      confirmation: locked.confirmation,
      second: true,
    }),
  ).toMatchObject({ why: 'expired' });
  expect(sent(sample, 'DELETE')).toEqual([]);
});

test('J2 in production the description is typed, elsewhere not', async () => {
  const elsewhere = await unlocked('staging');
  expect(
    (await prepare(elsewhere.app, elsewhere.id, (await make(elsewhere.app, elsewhere.id, elsewhere.orgId)).token)).type,
  ).toBeUndefined();

  const { sample, app, id, orgId } = await unlocked('production');
  const { token } = await make(app, id, orgId);
  const wrong = await prepare(app, id, token);
  expect(wrong.type).toBe('telegraf');
  const input = { connectionId: id, token: refOf(token), second: true };
  expect(
    await app.failure('tokens.delete', { ...input, confirmation: wrong.confirmation, typed: 'Telegraf' }),
  ).toMatchObject({ why: 'typed' });
  expect(sent(sample, 'DELETE')).toEqual([]);
  const right = await prepare(app, id, token);
  await app.call('tokens.delete', { ...input, confirmation: right.confirmation, typed: 'telegraf' });
  expect(sent(sample, 'DELETE')).toHaveLength(1);
});

test('J3 to delete the own token takes a second step', async () => {
  const { sample, app, id } = await unlocked('development', { product: 'oss-2.7' });
  const own = (await app.tokens(id)).find((token) => token.own === 'yes');
  if (!own) throw new Error('the own token is not in the list');
  const step = await prepare(app, id, own);
  expect(step).toMatchObject({ mustRepeat: true, risks: expect.arrayContaining(['own-token']) as unknown });
  expect(
    await app.failure('tokens.delete', {
      connectionId: id,
      token: refOf(own),
      confirmation: step.confirmation,
      second: false,
    }),
  ).toMatchObject({ why: 'second-step' });
  expect(sent(sample, 'DELETE')).toEqual([]);
});

test('J4 a token that could be the own one is guarded as if it were', async () => {
  const { app, id } = await unlocked('development', { product: 'oss-2.9' });
  const maybe = (await app.tokens(id)).find((token) => token.own === 'unknown');
  if (!maybe) throw new Error('no token is doubtful');
  const step = await prepare(app, id, maybe);
  expect(step.mustRepeat).toBe(true);
  const deleting = { connectionId: id, token: refOf(maybe), confirmation: step.confirmation, second: false };
  expect(await app.failure('tokens.delete', deleting)).toMatchObject({ why: 'second-step' });
});

test('J6 to delete the last operator token is told as a risk of its own', async () => {
  const { app, id } = await unlocked('development', { product: 'oss-2.7' });
  const isOperator = (token: Token) => classify(token) === 'operator';
  const operators = (await app.tokens(id)).filter(isOperator);
  for (const token of operators.filter(({ own }) => own !== 'yes')) {
    const { confirmation } = await prepare(app, id, token);
    await app.ports.clock.pass(1000);
    await app.call('tokens.delete', { connectionId: id, token: refOf(token), confirmation, second: true });
  }
  const last = (await app.tokens(id)).find(isOperator);
  if (!last) throw new Error('no operator token is left');
  expect((await prepare(app, id, last)).risks).toContain('last-operator');
});

test('J6 an operator token whose user is inactive lets nobody in, so the other one is the last', async () => {
  const { sample, app, id, orgId } = await unlocked('development', { product: 'oss-2.7' });
  const operators = (await app.tokens(id)).filter((token) => classify(token) === 'operator');
  const own = operators.find((token) => token.own === 'yes');
  if (!own) throw new Error('the own token is not in the list');
  const bob = await app.call<{ id: string }>('users.create', { connectionId: id, name: 'bob' });
  const wanted = { orgId, ownerId: bob.id, description: 'of bob', status: 'active', grants: own.grants };
  await app.call('tokens.create', { connectionId: id, wanted });
  for (const token of operators.filter((other) => other !== own)) {
    const { confirmation } = await prepare(app, id, token);
    await app.ports.clock.pass(1000);
    await app.call('tokens.delete', { connectionId: id, token: refOf(token), confirmation, second: true });
  }
  expect((await prepare(app, id, own)).risks).not.toContain('last-operator');
  await fetch(`${sample.url}/api/v2/users/${bob.id}`, {
    method: 'PATCH',
    headers: { authorization: `Token ${sample.credential}` },
    body: JSON.stringify({ status: 'inactive' }),
  });
  expect((await prepare(app, id, own)).risks).toContain('last-operator');
});

test('a token that reads one bucket and writes another one is copied for each program with the bucket that it uses', async () => {
  const { app, id, orgId } = await unlocked();
  const { buckets } = await app.call<Resources>('server.resources', { connectionId: id });
  const [read, written] = buckets.filter((bucket) => bucket.orgId === orgId && !bucket.system);
  if (!read || !written) throw new Error('the sample has too few buckets');
  const grants = [
    { action: 'read', type: 'buckets', id: read.id, orgId },
    { action: 'write', type: 'buckets', id: written.id, orgId },
  ];
  const wanted = { orgId, description: 'between', status: 'active', grants };
  const { revealId } = await app.call<Made>('tokens.create', { connectionId: id, wanted });
  for (const as of ['telegraf', 'grafana']) await app.call('reveal.copy', { revealId, as });
  const [telegraf, grafana] = app.ports.desktop.copied.map(({ text }) => text);
  expect(telegraf).toContain(`bucket = "${written.name}"`);
  expect(grafana).toContain(`defaultBucket: "${read.name}"`);
});

test.each([
  ['description', { description: 'changed by someone' }],
  ['status', { status: 'inactive' }],
])('J7 a token whose %s changed since it was shown is not deleted', async (field, change) => {
  const { sample, app, id, orgId } = await unlocked();
  const { token } = await make(app, id, orgId);
  const { confirmation } = await prepare(app, id, token);
  await fetch(`${sample.url}/api/v2/authorizations/${token.id}`, {
    method: 'PATCH',
    headers: { authorization: `Token ${sample.credential}` },
    body: JSON.stringify(change),
  });

  const input = { connectionId: id, token: refOf(token), confirmation, second: true };
  expect(await app.failure('tokens.delete', input)).toEqual({ kind: 'changed', fields: [field] });
  expect(
    await app.failure('tokens.prepare', { connectionId: id, token: refOf(token), action: 'delete', shown: token }),
  ).toEqual({ kind: 'changed', fields: [field] });
  expect(sent(sample, 'DELETE')).toEqual([]);
});

test('S1.21 a token can be made for another user', async () => {
  const { app, id, orgId } = await unlocked();
  const user = await app.call<{ id: string }>('users.create', { connectionId: id, name: 'generic' });
  const grants = [{ action: 'write', type: 'buckets', orgId }];
  const wanted = { orgId, ownerId: user.id, description: 'for generic', status: 'active', grants };
  const { token } = await app.call<Made>('tokens.create', { connectionId: id, wanted });
  expect(token).toMatchObject({ ownerId: user.id, ownerName: 'generic' });
});

test('F7 a token whose answer was lost is told, with the token that was made, so that it can be deleted', async () => {
  let cut = false;
  const { app, id, orgId } = await unlocked('development', {
    before: (req, res) => {
      if (cut && req.method === 'POST') res.end = () => res.destroy();
      return false;
    },
  });
  cut = true;
  const grants = [{ action: 'read', type: 'buckets', orgId }];
  const failure = await app.failure('tokens.create', {
    connectionId: id,
    wanted: { orgId, description: 'lost', status: 'active', grants },
  });
  cut = false;
  const lost = await app.token(id, 'lost');
  expect(failure).toMatchObject({ kind: 'outcome-unknown', found: { id: lost.id } });
  const { confirmation } = await prepare(app, id, lost);
  await app.call('tokens.delete', { connectionId: id, token: refOf(lost), confirmation, second: true });
  expect((await app.tokens(id)).some((token) => token.id === lost.id)).toBe(false);
});

test('the value of a token that an old server tells is looked at and copied in main', async () => {
  const { app, id } = await unlocked('development', { product: 'oss-2.7' });
  const readable = (await app.tokens(id)).find(
    ({ value, own, store }) => value === 'readable' && own === 'no' && store === 'api',
  );
  if (!readable) throw new Error('no token is readable');
  const { value } = await app.call<{ value: string }>('tokens.look', { connectionId: id, token: refOf(readable) });
  await app.call('tokens.copyValue', { connectionId: id, token: refOf(readable) });
  expect(value.length).toBeGreaterThan(20);
  expect(app.ports.desktop.copied).toEqual([{ text: value, secret: true }]);
});
