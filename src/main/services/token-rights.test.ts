import { expect, test } from 'vitest';
import type { Token } from '#domain/token';
import { testApp } from '#test/app';
import { managedSample } from '#test/managed';

/** A Clustered with a token of it as it was shown, ready to be changed. */
async function shownToken(description: string) {
  const { server, credential } = await managedSample();
  const app = await testApp();
  const { id: connectionId } = await app.add(server.url, credential);
  await app.connect(connectionId);
  await app.unlock(connectionId);
  const shown = await app.token(connectionId, description);
  const input = { connectionId, token: { store: shown.store, id: shown.id }, shown };
  const patches = () => server.requests.filter(({ method }) => method === 'PATCH').length;
  return { server, app, shown, input, patches };
}

const READ = [{ action: 'read', type: 'databases', id: 'energy' }];

test('rights are changed of a token that is as it was shown', async () => {
  const { app, input, patches } = await shownToken('telegraf fleet');
  const changed = await app.call<Token>('tokens.update', { ...input, change: { grants: READ } });
  expect(changed.grants).toMatchObject(READ);
  expect(patches()).toBe(1);
});

test('rights that somebody changed meanwhile are not overwritten: what differs is named', async () => {
  const { server, app, shown, input, patches } = await shownToken('telegraf fleet');
  server.state.tokens.get(shown.id)!.permissions = [{ action: 'read', resource: 'quality' }];
  const failure = await app.failure('tokens.update', { ...input, change: { grants: READ } });
  expect(failure).toEqual({ kind: 'changed', fields: ['grants'] });
  server.state.tokens.get(shown.id)!.revokedAt = { ms: Date.now(), nanos: 0 };
  expect(await app.failure('tokens.update', { ...input, change: { grants: READ } })).toMatchObject({
    fields: ['status', 'grants'],
  });
  expect(patches()).toBe(0);
});

test('without what was shown, rights are not changed', async () => {
  const { app, input, patches } = await shownToken('telegraf fleet');
  const { shown: _, ...blind } = input;
  expect(await app.failure('tokens.update', { ...blind, change: { grants: READ } })).toMatchObject({
    kind: 'bad-request',
  });
  expect(patches()).toBe(0);
});
