import fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Connection } from '#domain/connection';
import type { ReceivedRequest } from '#sample/serve';
import { type TestApp, testApp } from '#test/app';
import { asked, sample3 } from '#test/influx3';
import { testPorts } from '#test/ports';
import { filesIn } from '#test/temp-folder';
import type { NewOperator } from './operators.ts';

const valueOf = async (app: TestApp, revealId: string) =>
  (await app.call<{ value: string }>('reveal.look', { revealId })).value;

async function namedAdmin(app: TestApp, connectionId: string, description: string): Promise<string> {
  const wanted = { orgId: '', description, status: 'active', kind: 'admin', grants: [] };
  const { revealId } = await app.call<{ revealId: string }>('tokens.create', { connectionId, wanted });
  return valueOf(app, revealId);
}

/** The credentials that a server was sent, in their order. */
function sentTo({ requests }: { requests: readonly ReceivedRequest[] }): unknown[] {
  return requests.flatMap(({ headers }) => headers.authorization ?? []);
}

function journal({ ports }: TestApp): string[] {
  const text = fs.readFileSync(join(ports.folder, 'journal.jsonl'), 'utf8');
  const lines = text.trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as { action: string; outcome: string })
    .map((line) => `${line.action} ${line.outcome}`);
}

test('a fresh server is claimed: its first token is shown once, sealed, and used from then on', async () => {
  const server = await sample3({ empty: true });
  const app = await testApp();
  const { id } = await app.add(server.url, undefined);
  await expect(app.connect(id)).rejects.toMatchObject({ facts: { kind: 'no-credential', claimable: true } });
  await app.unlock(id);

  const { token, revealId, replaced, notReplaced } = await app.call<NewOperator>('server.claim', { connectionId: id });
  expect(token).toMatchObject({ id: '0', description: '_admin', kind: 'operator', own: 'yes' });
  expect({ replaced, notReplaced }).toEqual({ replaced: [id], notReplaced: [] });
  const value = await valueOf(app, revealId);
  expect((await app.connect(id)).self).toMatchObject({ kind: 'operator', tokenId: '0' });

  const again = await testApp(testPorts(app.ports.folder));
  expect((await again.connect(id)).self).toMatchObject({ kind: 'operator' });
  for (const bytes of filesIn(app.ports.folder).values()) expect(bytes.includes(value)).toBe(false);
  expect(journal(app)).toEqual(['claimOperator begun', 'claimOperator done']);
});

test('a server that was claimed before says so, and nothing of this connection changes', async () => {
  const server = await sample3();
  const app = await testApp();
  const { id } = await app.add(server.url, server.credential);
  await app.unlock(id);
  expect(await app.failure('server.claim', { connectionId: id })).toEqual({ kind: 'not-able', what: 'claimAgain' });
  expect((await app.connect(id)).self).toMatchObject({ kind: 'operator' });
});

test('E3 a locked connection claims and regenerates nothing', async () => {
  const server = await sample3({ empty: true });
  const app = await testApp();
  const { id } = await app.add(server.url, 'apiv3_x');
  for (const path of ['server.claim', 'server.regenerate'])
    expect(await app.failure(path, { connectionId: id })).toEqual({ kind: 'read-only', why: 'locked' });
  expect(server.requests).toEqual([]);
});

test('a value that cannot be stored is not lost: it is shown, and the connection is named', async () => {
  const server = await sample3({ empty: true });
  const app = await testApp();
  const { id } = await app.add(server.url, undefined);
  await app.unlock(id);
  app.ports.keychain.sealsLeft = 0;
  const { revealId, replaced, notReplaced } = await app.call<NewOperator>('server.claim', { connectionId: id });
  expect({ replaced, notReplaced }).toEqual({ replaced: [], notReplaced: [id] });
  expect(server.state.tokenOf(await valueOf(app, revealId))?.name).toBe('_admin');
});

test('regenerating the own operator token gives the new value to every connection that has the old one', async () => {
  const server = await sample3();
  const app = await testApp();
  const { id } = await app.add(server.url, server.credential, { name: 'first' });
  const twin = await app.add(server.url, server.credential, { name: 'twin' });
  await app.unlock(id);
  const ops = await app.add(server.url, await namedAdmin(app, id, 'ops of the test'), { name: 'ops' });
  const before = await app.connect(id);

  const { token, revealId, replaced, notReplaced } = await app.call<NewOperator>('server.regenerate', {
    connectionId: id,
  });
  expect(token).toMatchObject({ id: before.self?.tokenId, description: '_admin', own: 'yes' });
  expect({ replaced, notReplaced }).toEqual({ replaced: [id, twin.id], notReplaced: [] });
  const value = await valueOf(app, revealId);
  expect(server.state.tokenOf(server.credential)).toBeUndefined();
  expect(server.state.tokenOf(value)?.name).toBe('_admin');
  expect((await app.connect(id)).self?.kind).toBe('operator');
  expect((await app.connect(twin.id)).self?.kind).toBe('operator');
  expect((await app.connect(ops.id)).self?.kind).toBe('admin');
  expect(journal(app).slice(-2)).toEqual(['regenerateOperator begun', 'regenerateOperator done']);
});

test('another admin token regenerates the operator token and stays the own one; who had the old value gets the new', async () => {
  const server = await sample3();
  const app = await testApp();
  const operator = await app.add(server.url, server.credential, { name: 'operator' });
  await app.unlock(operator.id);
  const ops = await app.add(server.url, await namedAdmin(app, operator.id, 'ops of the test'), { name: 'ops' });
  await app.unlock(ops.id);
  const { token, replaced } = await app.call<NewOperator>('server.regenerate', { connectionId: ops.id });
  expect(token.own).toBe('no');
  expect(replaced).toEqual([operator.id]);
  expect((await app.connect(ops.id)).self).toMatchObject({ kind: 'admin', proof: 'row' });
  expect((await app.connect(operator.id)).self?.kind).toBe('operator');
});

test('a connection by another address is known by its cluster, one to another server with the same value is left alone', async () => {
  const server = await sample3();
  const other = await sample3({ seed: 2 });
  const app = await testApp();
  const { id } = await app.add(server.url, server.credential);
  const alias = await app.add(server.url.replace('127.0.0.1', 'localhost'), server.credential, { name: 'alias' });
  const stranger = await app.add(other.url, server.credential, { name: 'stranger' });
  await app.connect(id);
  await app.connect(alias.id);
  await app.unlock(id);
  const { replaced } = await app.call<NewOperator>('server.regenerate', { connectionId: id });
  expect(replaced).toEqual([id, alias.id]);
  const kept = (await app.call<Connection[]>('connections.list')).find((each) => each.id === stranger.id);
  expect(kept?.credential).toBe('sealed');
  expect(sentTo(other)).toEqual([]);
  // Another server refuses the value; what counts is that it is still the one that is sent.
  await expect(app.tokens(stranger.id)).rejects.toMatchObject({ facts: { kind: 'bad-credential' } });
  expect(new Set(sentTo(other))).toEqual(new Set([`Bearer ${server.credential}`]));
  await app.tokens(alias.id);
  expect(sentTo(server).at(-1)).not.toBe(`Bearer ${server.credential}`);
});

test('a key store that is locked ends it before the server is asked to change anything', async () => {
  const server = await sample3();
  const ports = testPorts();
  const first = await testApp(ports);
  const { id } = await first.add(server.url, server.credential);
  const app = await testApp(testPorts(ports.folder));
  await app.connect(id);
  await app.unlock(id);
  await app.app.lock('system');
  await app.unlock(id);
  app.ports.keychain.broken = true;
  expect(await app.failure('server.regenerate', { connectionId: id })).toMatchObject({ kind: 'secret-locked' });
  expect(asked(server).filter((line) => line.startsWith('POST'))).toEqual([]);
  expect(server.state.tokenOf(server.credential)?.name).toBe('_admin');
});
