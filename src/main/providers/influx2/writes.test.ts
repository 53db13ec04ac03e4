import { describe, expect, test } from 'vitest';
import type { NewToken } from '#domain/token';
import { allAccessSet, operatorSet } from '#test/tokens';
import { never } from '#test/http';
import { connected, connectAll, listAll, made, operatorOf, sample } from '#test/influx2';
import { json } from '#test/raw-server';
import { credentialsSentTo } from '#test/sent';

const bodyOf = (request: { body: string } | undefined) => JSON.parse(request?.body ?? '') as Record<string, unknown>;
const buckets = (orgId: string, more = {}) => ({ action: 'read' as const, type: 'buckets', orgId, ...more });

async function ready(product: 'oss-2.0' | 'oss-2.7' | 'oss-2.9' = 'oss-2.9') {
  const { server, provider } = await operatorOf({ product });
  const resources = await provider.read.listResources(never());
  const [org] = resources.organizations;
  return {
    server,
    provider,
    resources,
    orgId: org!.id,
    posts: () => server.requests.filter(({ method }) => method !== 'GET'),
  };
}

describe('creating', () => {
  test.each(['oss-2.0', 'oss-2.7', 'oss-2.9'] as const)(
    'S0.4 S1.18 a token is created, seen, updated and deleted on %s',
    async (product) => {
      const { server, provider, orgId } = await ready(product);
      const { token, secret } = await made(provider, 'all four', [buckets(orgId)], { orgId });
      const use = await fetch(`${server.url}/api/v2/buckets`, {
        headers: { authorization: `Token ${secret.reveal()}` },
      });
      expect(use.status).toBe(200);
      expect(JSON.stringify(token)).not.toContain(secret.reveal());
      expect(await provider.read.getToken(token, never())).toMatchObject({ description: 'all four', own: 'no' });
      expect(await provider.write.updateToken(token, { description: 'renamed' }, never())).toMatchObject({
        description: 'renamed',
        status: 'active',
      });
      expect(await provider.write.updateToken(token, { status: 'inactive' }, never())).toMatchObject({
        description: 'renamed',
        status: 'inactive',
      });
      await provider.write.deleteToken(token, never());
      await expect(provider.read.getToken(token, never())).rejects.toMatchObject({
        facts: { kind: 'gone', what: 'token' },
      });
    },
  );

  test('S1.19 the request has the Token scheme, the organization and the rights in its body', async () => {
    const { server, provider, orgId, posts } = await ready();
    await made(provider, 'exact', [buckets(orgId)], { orgId });
    expect(posts().map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/v2/authorizations']);
    expect(posts()[0]?.headers).toMatchObject({
      authorization: `Token ${server.credential!}`,
      'content-type': 'application/json',
    });
    expect(bodyOf(posts()[0])).toEqual({
      orgID: orgId,
      description: 'exact',
      status: 'active',
      permissions: [{ action: 'read', resource: { type: 'buckets', orgID: orgId } }],
    });
  });

  test('S1.20 a right is scoped by ids, never by a name, and empty ids are left out', async () => {
    const { provider, resources, posts } = await ready();
    const bucket = resources.buckets.find(({ system }) => !system)!;
    const grants = [
      buckets(bucket.orgId, { id: bucket.id, name: bucket.name, orgName: 'acme' }),
      buckets(bucket.orgId, { id: bucket.id }),
      { action: 'write' as const, type: 'tasks', id: '', orgId: bucket.orgId },
    ];
    const { token } = await provider.write.createToken(
      { orgId: bucket.orgId, description: '', status: 'inactive', grants },
      never(),
    );
    expect(bodyOf(posts()[0])).toMatchObject({
      status: 'inactive',
      permissions: [
        { action: 'read', resource: { type: 'buckets', id: bucket.id, orgID: bucket.orgId } },
        { action: 'write', resource: { type: 'tasks', orgID: bucket.orgId } },
      ],
    });
    expect(posts()[0]?.body).not.toContain('name');
    expect(token.status).toBe('inactive');
  });

  test.each([
    ['oss-2.9', 'hidden'],
    ['oss-2.7', 'readable'],
  ] as const)('the answer of %s to a create holds the value; what it tells later is %s', async (product, value) => {
    const { provider, orgId } = await ready(product);
    const { token, secret } = await made(provider, 'told once', [buckets(orgId)], { orgId });
    expect(secret.reveal()).not.toBe('');
    expect(token.value).toBe(value);
  });

  test('S1.21 S1.5 a token is made for another user, who may be made on the way', async () => {
    const { provider, orgId, posts } = await ready();
    const user = await provider.write.createUser('writer', never());
    expect(user).toMatchObject({ name: 'writer', status: 'active' });
    const { token } = await made(provider, 'for the writer', [buckets(orgId)], { orgId, ownerId: user.id });
    expect(bodyOf(posts().at(-1))).toMatchObject({ userID: user.id });
    expect(token).toMatchObject({ ownerId: user.id, ownerName: 'writer' });
  });

  test('S0.6 S0.9 only an operator token makes another operator token', async () => {
    const { server, provider, orgId } = await ready();
    const { server: seen } = await connectAll(provider);
    const own = seen!.self!.userId!;
    const { secret } = await made(provider, 'operator', operatorSet());
    expect((await connectAll(connected(server.url, secret.reveal()))).server?.self?.kind).toBe('operator');
    const limited = await made(provider, 'all access', allAccessSet(orgId, own), { orgId });
    await expect(
      made(connected(server.url, limited.secret.reveal()), 'more than it has', operatorSet(), { orgId }),
    ).rejects.toMatchObject({ facts: { kind: 'may-not-grant', grant: 'read:authorizations' } });
  });
});

describe('refusals land on the field that the server means', () => {
  const wanted = (orgId: string, more: Partial<NewToken> = {}): NewToken => ({
    orgId,
    description: 'x',
    status: 'active',
    grants: [buckets(orgId)],
    ...more,
  });
  const nowhere = '0000000000000001';

  test.each<[string, (orgId: string) => Partial<NewToken>, object]>([
    ['no rights', () => ({ grants: [] }), { kind: 'server-refused', status: 400, field: 'grants' }],
    [
      'an unknown type',
      () => ({ grants: [{ action: 'read', type: 'hovercrafts' }] }),
      { kind: 'server-refused', status: 400, field: 'grants' },
    ],
    [
      'a right in another organization',
      () => ({ grants: [buckets(nowhere)] }),
      { kind: 'server-refused', status: 400, field: 'grants' },
    ],
    [
      'a status that is none',
      () => ({ status: 'paused' as 'active' }),
      { kind: 'server-refused', status: 400, field: 'status' },
    ],
    ['an unknown owner', () => ({ ownerId: nowhere }), { kind: 'server-refused', status: 400, field: 'owner' }],
    [
      'an unknown organization',
      () => ({ orgId: nowhere, grants: [buckets(nowhere)] }),
      { kind: 'server-refused', status: 400, field: 'organization' },
    ],
  ])('%s', async (_, change, facts) => {
    const { provider, orgId } = await ready();
    await expect(provider.write.createToken(wanted(orgId, change(orgId)), never())).rejects.toMatchObject({ facts });
  });

  test('S1.13 a token that may not create is told which right it lacks', async () => {
    const { server, provider, orgId } = await ready();
    const { secret } = await made(provider, 'weak', [buckets(orgId)], { orgId });
    await expect(made(connected(server.url, secret.reveal()), 'no', [buckets(orgId)], { orgId })).rejects.toMatchObject(
      { facts: { kind: 'missing-right', right: `write:orgs/${orgId}/authorizations` } },
    );
  });

  test('a user name that is taken lands on the name', async () => {
    const { provider } = await ready();
    await expect(provider.write.createUser('admin', never())).rejects.toMatchObject({
      facts: { kind: 'server-refused', status: 422, field: 'name' },
    });
  });
});

describe('G6 a lost answer', () => {
  /** A sample that does the next write and then drops the connection; `lies` ask it to drop before doing it. */
  async function dropping(does: boolean) {
    const state = { armed: false };
    const server = await sample({
      product: 'oss-2.9',
      before: (req, res) => {
        if (!state.armed || req.method === 'GET') return false;
        state.armed = false;
        if (!does) req.socket.destroy();
        else res.end = () => (req.socket.destroy(), res);
        return !does;
      },
    });
    const provider = connected(server.url, server.credential);
    const { organizations } = await provider.read.listResources(never());
    const orgId = organizations[0]!.id;
    const { token } = await made(provider, 'before', [buckets(orgId)], { orgId });
    const writes = () => server.requests.filter(({ method }) => method !== 'GET').length;
    state.armed = true;
    return { server, provider, orgId, token, writes };
  }

  test('G6 of a creation is looked for in the list: the token exists once, and is named', async () => {
    const { provider, orgId, writes } = await dropping(true);
    const failure: unknown = await made(provider, 'lost one', [buckets(orgId)], { orgId }).catch(
      (error: unknown) => error,
    );
    const found = (await listAll(provider)).tokens.filter(({ description }) => description === 'lost one');
    expect(found).toHaveLength(1);
    expect(failure).toMatchObject({
      facts: { kind: 'outcome-unknown', what: 'createToken', found: { store: 'api', id: found[0]!.id } },
    });
    expect(writes()).toBe(2);
  });

  test('G6 of a creation that never happened stays unknown, and an older token of the same look is not taken for it', async () => {
    const { server, provider, orgId, token } = await dropping(false);
    const older = server.state.authorizations.get(token.id)!;
    older.createdAt = { ...older.createdAt, ms: Date.now() - 60_000 };
    const { facts } = (await made(provider, 'before', [buckets(orgId)], { orgId }).catch(
      (error: unknown) => error,
    )) as { facts: object };
    expect(facts).toEqual({ kind: 'outcome-unknown', what: 'createToken' });
  });

  test('G6 of a change is settled by reading the token again', async () => {
    const done = await dropping(true);
    expect(await done.provider.write.updateToken(done.token, { description: 'after' }, never())).toMatchObject({
      description: 'after',
    });
    const lost = await dropping(false);
    await expect(lost.provider.write.updateToken(lost.token, { description: 'after' }, never())).rejects.toMatchObject({
      facts: { kind: 'outcome-unknown', what: 'updateToken' },
    });
    expect(done.writes()).toBe(2);
    expect(lost.writes()).toBe(2);
  });

  test('G6 of a deletion is settled by looking whether the token is gone', async () => {
    const done = await dropping(true);
    await expect(done.provider.write.deleteToken(done.token, never())).resolves.toBeUndefined();
    const lost = await dropping(false);
    await expect(lost.provider.write.deleteToken(lost.token, never())).rejects.toMatchObject({
      facts: { kind: 'outcome-unknown', what: 'deleteToken' },
    });
  });
});

describe('changing', () => {
  test('a status is never sent empty, and a change of nothing sends nothing', async () => {
    const { provider, orgId, posts } = await ready();
    const { token } = await made(provider, 'x', [buckets(orgId)], { orgId });
    await provider.write.updateToken(token, { description: '' }, never());
    expect(bodyOf(posts().at(-1))).toEqual({ description: '' });
    const before = posts().length;
    expect(await provider.write.updateToken(token, {}, never())).toMatchObject({ id: token.id });
    expect(posts()).toHaveLength(before);
  });

  test('a body that is lost on the way is told as a failure of the server', async () => {
    const server = await sample({
      product: 'oss-2.7',
      before: (req, res) => {
        if (req.method !== 'PATCH') return false;
        json(res, { code: 'internal error', message: 'EOF' }, 500);
        return true;
      },
    });
    const provider = connected(server.url, server.credential);
    const [token] = (await listAll(provider)).tokens;
    await expect(provider.write.updateToken(token!, { description: 'y' }, never())).rejects.toMatchObject({
      facts: { kind: 'server-failed', message: 'EOF' },
    });
  });

  test('a token that is deleted twice is deleted', async () => {
    const { provider, orgId } = await ready();
    const { token } = await made(provider, 'x', [buckets(orgId)], { orgId });
    await provider.write.deleteToken(token, never());
    await expect(provider.write.deleteToken(token, never())).resolves.toBeUndefined();
  });

  test('an id that is none of a server never reaches it', async () => {
    const { server, provider } = await ready();
    const before = server.requests.length;
    await expect(provider.write.deleteToken({ store: 'api', id: '../users' }, never())).rejects.toMatchObject({
      facts: { kind: 'invalid', field: 'id' },
    });
    expect(server.requests).toHaveLength(before);
  });
});

test('E2 a locked connection sends no write, whatever is called', async () => {
  const { provider: operator, server } = await operatorOf({ product: 'oss-2.9' });
  const { server: seen } = await connectAll(operator);
  const provider = connected(server.url, server.credential, { mayWrite: () => false });
  const ref = { store: 'api' as const, id: '020f755c3c083000' };
  const input = { username: 'a', password: 'b', organization: 'c', bucket: 'd', retention: 0 };
  const calls = [
    provider.write.createToken(
      { orgId: ref.id, description: '', status: 'active', grants: [buckets(ref.id)] },
      never(),
    ),
    provider.write.updateToken(ref, { description: '' }, never()),
    provider.write.deleteToken(ref, never()),
    provider.write.createUser('x', never()),
    provider.write.setUp(input, never()),
  ];
  for (const call of calls) await expect(call).rejects.toMatchObject({ facts: { kind: 'read-only', why: 'locked' } });
  expect(calls).toHaveLength(5);
  expect(seen?.can).toHaveLength(5);
  expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
});

describe('first-run set-up', () => {
  const input = {
    username: 'admin',
    password: 'correct horse',
    organization: 'acme',
    bucket: 'telemetry',
    retention: 3_600,
  };

  test.each(['oss-2.0', 'oss-2.9'] as const)(
    'S0.8 makes the first operator token of %s, whose value and hash stay out of the answer',
    async (product) => {
      const server = await sample({ product, empty: true });
      const done = await connected(server.url, undefined).write.setUp(input, never());
      expect(done).toMatchObject({
        organization: { name: 'acme' },
        bucket: { name: 'telemetry', retention: 3_600 },
        user: { name: 'admin' },
        token: { orgName: 'acme', ownerName: 'admin', status: 'active' },
      });
      expect(JSON.stringify(done)).not.toContain(done.secret.reveal());
      expect(JSON.stringify(done)).not.toContain('hashedToken');
      expect(credentialsSentTo(server)).toEqual([]);
      expect((await connectAll(connected(server.url, done.secret.reveal()))).server).toMatchObject({
        readiness: 'ready',
        self: { kind: 'operator' },
      });
    },
  );

  test.each([
    ['a short password', { password: 'short' }, 'password'],
    ['no user name', { username: '' }, 'username'],
    ['no organization', { organization: '' }, 'organization'],
    ['no bucket', { bucket: '' }, 'bucket'],
  ])('%s lands on its field', async (_, change, field) => {
    const server = await sample({ product: 'oss-2.9', empty: true });
    await expect(connected(server.url, undefined).write.setUp({ ...input, ...change }, never())).rejects.toMatchObject({
      facts: { kind: 'server-refused', field },
    });
  });

  test('a server that is set up already refuses it', async () => {
    const server = await sample({ product: 'oss-2.9' });
    await expect(connected(server.url, undefined).write.setUp(input, never())).rejects.toMatchObject({
      facts: { kind: 'server-refused', status: 422 },
    });
  });
});
