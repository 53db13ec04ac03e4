import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import type { Connection } from '#domain/connection';
import { testApp, testSample } from '#test/app';
import { testPorts } from '#test/ports';
import { filesIn } from '#test/temp-folder';

const INPUT = {
  username: 'admin',
  password: 'canary-password-91',
  organization: 'acme',
  bucket: 'metrics',
  retention: 0,
};

test('S0.8 a server is set up, its operator token is shown once and becomes the connection’s', async () => {
  const sample = await testSample({ empty: true });
  const app = await testApp();
  const { id } = await app.add(sample.url, undefined);
  expect(await app.connect(id)).toMatchObject({ readiness: 'not-set-up' });
  await app.unlock(id);

  const { organization, revealId } = await app.call<{ organization: { name: string }; revealId: string }>(
    'server.setUp',
    { connectionId: id, input: INPUT },
  );
  expect(organization.name).toBe('acme');
  const { value } = await app.call<{ value: string }>('reveal.look', { revealId });
  expect((await app.connect(id)).self).toMatchObject({ kind: 'operator' });
  expect((await app.tokens(id)).find(({ own }) => own === 'yes')).toBeDefined();

  const again = await testApp(testPorts(app.ports.folder));
  expect((await again.connect(id)).self).toMatchObject({ kind: 'operator' });
  for (const bytes of filesIn(app.ports.folder).values()) {
    expect(bytes.includes(value) || bytes.includes(INPUT.password)).toBe(false);
  }
});

test('S0.11 an operator token is left behind for an all-access token per organization', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential, { name: 'prod' });
  const { organizations } = await app.connect(id);
  await app.unlock(id);
  const orgIds = organizations.slice(0, 2).map((organization) => organization.id);
  expect(orgIds).toHaveLength(2);

  const made = await app.call<{ connection: Connection; orgId: string }[]>('server.narrow', {
    connectionId: id,
    orgIds,
    keepOperator: true,
  });
  expect(made.map(({ orgId }) => orgId)).toEqual(orgIds);
  expect(made[0]?.connection.id).toBe(id);
  for (const { connection, orgId } of made) {
    expect((await app.connect(connection.id)).self).toMatchObject({ kind: 'all-access' });
    expect(new Set((await app.tokens(connection.id)).map((token) => token.orgId))).toEqual(new Set([orgId]));
  }
  const connections = await app.call<Connection[]>('connections.list');
  expect(connections.map(({ name }) => name)).toEqual(['prod', `prod · ${organizations[1]?.name}`, 'prod (operator)']);
  expect((await app.connect(connections[2]?.id ?? '')).self).toMatchObject({ kind: 'operator' });
});

test('S0.11 without keeping it, this machine forgets the operator token', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  const { organizations } = await app.connect(id);
  await app.unlock(id);
  await app.call('server.narrow', { connectionId: id, orgIds: [organizations[0]?.id], keepOperator: false });
  expect(await app.call('connections.list')).toHaveLength(1);
  const again = await testApp(testPorts(app.ports.folder));
  expect((await again.connect(id)).self).toMatchObject({ kind: 'all-access' });
});

const NO_ORG = 'ffffffffffffffff';

test('S0.11 tokens that were made before one failed are listed, and the connection stays as it was', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential, { name: 'prod' });
  const { organizations } = await app.connect(id);
  const [first, second] = organizations;
  await app.unlock(id);

  const failure = await app.failure('server.narrow', {
    connectionId: id,
    orgIds: [first?.id, second?.id, NO_ORG],
    keepOperator: true,
  });
  expect(failure).toMatchObject({
    kind: 'part-done',
    parts: [
      { id: second?.id, name: second?.name, state: 'done' },
      { id: NO_ORG, state: 'left' },
      { id: first?.id, name: first?.name, state: 'left' },
    ],
  });
  const connections = await app.call<Connection[]>('connections.list');
  expect(connections.map(({ name }) => name)).toEqual(['prod', `prod · ${second?.name}`]);
  expect((await app.connect(id)).self).toMatchObject({ kind: 'operator' });
  expect((await app.connect(connections[1]?.id ?? '')).self).toMatchObject({ kind: 'all-access' });
});

test('S0.11 a token that could not be kept here is named, so that it can be deleted', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  const { organizations } = await app.connect(id);
  await app.unlock(id);
  app.ports.keychain.broken = true;

  const failure = await app.failure('server.narrow', {
    connectionId: id,
    orgIds: organizations.slice(0, 2).map((organization) => organization.id),
    keepOperator: false,
  });
  const made = await app.token(id, 'Token Explorer: all access');
  expect(failure).toMatchObject({
    kind: 'part-done',
    parts: [
      { id: organizations[1]?.id, state: 'lost', tokenId: made.id },
      { id: organizations[0]?.id, state: 'left' },
    ],
    cause: { kind: 'secret-locked' },
  });
  expect(await app.call('connections.list')).toHaveLength(1);
});

test('a switch that cannot be kept leaves the connection with its token, and no other connection', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  const { organizations } = await app.connect(id);
  await app.unlock(id);
  const before = await app.tokens(id);
  app.ports.keychain.sealsLeft = 1;

  const orgIds = [organizations[0]?.id];
  const failure = await app.failure('server.narrow', { connectionId: id, orgIds, keepOperator: true });
  expect(failure).toMatchObject({ kind: 'part-done', parts: [{ id: orgIds[0], state: 'lost' }] });
  expect(await app.call('connections.list')).toHaveLength(1);
  const after = await app.tokens(id);
  expect(after.find(({ own }) => own === 'yes')?.id).toBe(before.find(({ own }) => own === 'yes')?.id);
  const again = await testApp(testPorts(app.ports.folder));
  expect((await again.connect(id)).self).toMatchObject({ kind: 'operator' });
});

test('when nothing was made, the failure is the one that it is', async () => {
  const sample = await testSample();
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.connect(id);
  await app.unlock(id);
  const failure = await app.failure('server.narrow', { connectionId: id, orgIds: [NO_ORG], keepOperator: true });
  expect(failure.kind).not.toBe('part-done');
  expect(await app.call('connections.list')).toHaveLength(1);
});

const lan = Object.values(networkInterfaces())
  .flat()
  .find((face) => face && !face.internal && face.family === 'IPv4')?.address;

test.skipIf(lan === undefined)(
  'H7 to set up another machine by plain http is asked about before anything is sent',
  async () => {
    const sample = await testSample({ empty: true, host: lan });
    const app = await testApp();
    const { id } = await app.add(sample.url, undefined);
    await app.unlock(id);
    app.ports.desktop.answers = [false];
    expect(await app.failure('server.setUp', { connectionId: id, input: INPUT })).toEqual({ kind: 'declined' });
    expect(sample.requests.filter(({ method }) => method !== 'GET')).toEqual([]);

    await app.call('server.setUp', { connectionId: id, input: INPUT });
    expect((await app.connect(id)).self?.kind).toBe('operator');
  },
);
