import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Connection } from '#domain/connection';
import type { ReceivedRequest } from '#sample/serve';
import { type TestApp, testApp } from '#test/app';
import { asked, sample3 } from '#test/influx3';
import { testPorts } from '#test/ports';
import { rawServer } from '#test/raw-server';
import { filesIn } from '#test/temp-folder';
import type { NewOperator } from '#contract/shapes';

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

test('J2 in production regenerating wants the name of the connection typed, before the server is asked', async () => {
  const server = await sample3();
  const app = await testApp();
  const { id } = await app.add(server.url, server.credential, { name: 'Plant 3', environment: 'production' });
  await app.unlock(id);
  await app.connect(id);
  const before = server.requests.length;
  for (const typed of [undefined, '', 'plant 3', 'Plant 3 '])
    expect(await app.failure('server.regenerate', { connectionId: id, typed })).toEqual({
      kind: 'not-confirmed',
      why: 'typed',
    });
  expect(server.requests).toHaveLength(before);
  expect(server.state.tokenOf(server.credential)?.name).toBe('_admin');
  await app.call<NewOperator>('server.regenerate', { connectionId: id, typed: 'Plant 3' });
  expect(server.state.tokenOf(server.credential)).toBeUndefined();
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

describe('recovery', () => {
  const recover = (app: TestApp, connectionId: string, address: string) =>
    app.call<NewOperator>('server.recover', { connectionId, address });
  const recoveryOf = (server: { facts: readonly string[] }) => (server.facts[0] ?? '').replace('recovery ', '');

  test('a lost operator token gets a new value by the recovery port, after a native question; no token is sent there', async () => {
    const server = await sample3({ recoveryPort: 0 });
    const app = await testApp();
    const { id } = await app.add(server.url, undefined);
    await app.unlock(id);
    app.ports.desktop.questions = [];

    const { token, revealId, replaced, notReplaced } = await recover(app, id, recoveryOf(server));
    expect(app.ports.desktop.questions).toMatchObject([{ danger: true }]);
    expect(app.ports.desktop.questions[0]?.detail).toContain(recoveryOf(server));
    expect(token).toMatchObject({ description: '_admin', kind: 'operator', own: 'yes' });
    expect({ replaced, notReplaced }).toEqual({ replaced: [id], notReplaced: [] });
    const value = await valueOf(app, revealId);
    expect(server.state.tokenOf(server.credential)).toBeUndefined();
    expect(server.state.tokenOf(value)?.name).toBe('_admin');
    expect((await app.connect(id)).self?.kind).toBe('operator');
    for (const bytes of filesIn(app.ports.folder).values()) expect(bytes.includes(value)).toBe(false);
    expect(journal(app)).toEqual(['recoverOperator begun', 'recoverOperator done']);
    // The port has closed after that one answer.
    expect(await app.failure('server.recover', { connectionId: id, address: recoveryOf(server) })).toMatchObject({
      kind: 'unreachable',
      cause: 'refused',
    });
  });

  test('J2 in production the name of the connection is typed, before anything is asked or sent', async () => {
    const server = await sample3({ recoveryPort: 0 });
    const app = await testApp();
    const { id } = await app.add(server.url, undefined, { name: 'Plant 3', environment: 'production' });
    await app.unlock(id);
    app.ports.desktop.questions = [];
    const input = { connectionId: id, address: recoveryOf(server) };
    for (const typed of [undefined, '', 'plant 3', 'Plant 3 '])
      expect(await app.failure('server.recover', { ...input, typed })).toEqual({ kind: 'not-confirmed', why: 'typed' });
    expect(app.ports.desktop.questions).toEqual([]);
    expect(server.state.tokenOf(server.credential)?.name).toBe('_admin');
    const { token } = await app.call<NewOperator>('server.recover', { ...input, typed: 'Plant 3' });
    expect(token.description).toBe('_admin');
    expect(server.state.tokenOf(server.credential)).toBeUndefined();
  });

  test('connections whose token was the operator’s get the new value, those with another token that works keep theirs', async () => {
    const server = await sample3({ recoveryPort: 0 });
    const app = await testApp();
    const operator = await app.add(server.url, server.credential, { name: 'operator' });
    await app.unlock(operator.id);
    const ops = await app.add(server.url, await namedAdmin(app, operator.id, 'ops of the test'), { name: 'ops' });
    await app.unlock(ops.id);
    const { token, replaced } = await recover(app, ops.id, recoveryOf(server));
    expect(token.own).toBe('no');
    expect(replaced).toEqual([operator.id]);
    expect((await app.connect(ops.id)).self).toMatchObject({ kind: 'admin', proof: 'row' });
    expect((await app.connect(operator.id)).self?.kind).toBe('operator');
  });

  test('a connection with a value that is dead gets the new one, and so does its copy; another dead one does not', async () => {
    const server = await sample3({ recoveryPort: 0 });
    const app = await testApp();
    const [here, copy, other] = [
      await app.add(server.url, 'apiv3_dead', { name: 'here' }),
      await app.add(server.url, 'apiv3_dead', { name: 'copy' }),
      await app.add(server.url, 'apiv3_other', { name: 'other' }),
    ];
    await app.unlock(here.id);
    expect((await recover(app, here.id, recoveryOf(server))).replaced).toEqual([here.id, copy.id]);
    await expect(app.connect(other.id)).rejects.toMatchObject({ facts: { kind: 'bad-credential' } });
  });

  test('E3 nothing is sent to the port while the connection is locked, or when the question is answered with no', async () => {
    const server = await sample3({ recoveryPort: 0 });
    const app = await testApp();
    const { id } = await app.add(server.url, undefined);
    const input = { connectionId: id, address: recoveryOf(server) };
    expect(await app.failure('server.recover', input)).toEqual({ kind: 'read-only', why: 'locked' });
    await app.unlock(id);
    app.ports.desktop.answers = [false];
    expect(await app.failure('server.recover', input)).toEqual({ kind: 'declined' });
    expect(server.state.tokenOf(server.credential)?.name).toBe('_admin');
    expect(server.requests).toEqual([]);
  });

  test('D4 the address of the server itself is no recovery port; another port that is none says so and was sent no token', async () => {
    const server = await sample3();
    const other = await sample3();
    const app = await testApp();
    const { id } = await app.add(server.url, server.credential);
    await app.unlock(id);
    const failure = (address: string) => app.failure('server.recover', { connectionId: id, address });
    expect(await failure(`${server.url}/api/v3/configure/token/admin/regenerate`)).toEqual({
      kind: 'invalid',
      field: 'address',
      reason: 'server-itself',
    });
    expect(await failure('mailto:me')).toMatchObject({ kind: 'invalid', field: 'address' });
    expect(await failure(other.url)).toEqual({ kind: 'not-able', what: 'recoverHere' });
    expect(other.requests).toHaveLength(1);
    expect(JSON.stringify(other.requests)).not.toContain(server.credential);
    expect(server.state.tokenOf(server.credential)?.name).toBe('_admin');
  });

  test('a port on another machine without encryption is said in the question', async () => {
    const server = await sample3();
    const app = await testApp();
    const { id } = await app.add(server.url, undefined);
    await app.unlock(id);
    app.ports.desktop.answers = [false];
    await app.failure('server.recover', { connectionId: id, address: 'http://influx.example:8182' });
    expect(app.ports.desktop.questions.at(-1)?.detail).toMatch(/another machine without encryption/);
  });

  test('G6 an answer that is lost is told as lost, and the port is asked once', async () => {
    const server = await sample3();
    const port = await rawServer((req) => void req.socket.destroy());
    onTestFinished(() => port.close());
    const app = await testApp();
    const { id } = await app.add(server.url, undefined);
    await app.unlock(id);
    expect(await app.failure('server.recover', { connectionId: id, address: port.url })).toEqual({
      kind: 'outcome-unknown',
      what: 'recoverOperator',
    });
    expect(port.asked).toEqual(['POST /api/v3/configure/token/admin/regenerate']);
  });
});
