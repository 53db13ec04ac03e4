import { expect, test } from 'vitest';
import type { TokenFile } from '#domain/token-file';
import { testApp } from '#test/app';
import { sample3 } from '#test/influx3';
import { filesIn } from '#test/temp-folder';

type Saved = { saved: boolean; revealId?: string };
const ADMIN: TokenFile = { kind: 'admin', name: '_admin' };

async function appWithServer() {
  const server = await sample3();
  const app = await testApp();
  const { id } = await app.add(server.url, undefined);
  return { server, app, connectionId: id };
}

test('an admin token file is saved with a new value, which the page sees on demand only; no server is asked', async () => {
  const { server, app, connectionId } = await appWithServer();
  const answer = await app.call<Saved>('exports.tokenFile', { connectionId, wanted: ADMIN });
  const [file] = app.ports.desktop.saved;
  const written = JSON.parse(file?.text ?? '') as { token: string; name: string };

  expect(file?.suggestedName).toBe('admin-token.json');
  expect(written.name).toBe('_admin');
  expect(written.token).toMatch(/^apiv3_[A-Za-z0-9_-]{86}$/);
  expect(JSON.stringify(answer)).not.toContain(written.token);
  expect(await app.call('reveal.look', { revealId: answer.revealId })).toEqual({ value: written.token });
  expect(server.requests).toEqual([]);
  for (const bytes of filesIn(app.ports.folder).values()) expect(bytes.includes(written.token)).toBe(false);
});

test('each file has another value', async () => {
  const { app, connectionId } = await appWithServer();
  for (let times = 0; times < 2; times += 1) await app.call('exports.tokenFile', { connectionId, wanted: ADMIN });
  const values = app.ports.desktop.saved.map(({ text }) => (JSON.parse(text) as { token: string }).token);
  expect(new Set(values).size).toBe(2);
});

test('who chooses no place gets no value', async () => {
  const { app, connectionId } = await appWithServer();
  app.ports.desktop.saveFile = async () => false;
  expect(await app.call('exports.tokenFile', { connectionId, wanted: ADMIN })).toEqual({ saved: false });
});

test('a token that would be over already is refused, and one with a database that cannot be', async () => {
  const { app, connectionId } = await appWithServer();
  const failure = (wanted: object) => app.failure('exports.tokenFile', { connectionId, wanted });
  expect(await failure({ ...ADMIN, expiresAt: app.ports.clock.now() })).toEqual({
    kind: 'invalid',
    field: 'expiry',
    reason: 'past',
  });
  const database = { kind: 'database', name: 'app', databases: ['a:b'], actions: ['read'], create: false };
  expect(await failure(database)).toMatchObject({ kind: 'bad-request' });
  expect(app.ports.desktop.saved).toEqual([]);
});
