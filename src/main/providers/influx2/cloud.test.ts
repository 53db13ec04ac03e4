import { describe, expect, test } from 'vitest';
import { classify } from '#domain/classify';
import { allAccessGrants } from '#domain/grants-for';
import { selfWords } from '#domain/self-words';
import { Server } from '#domain/server';
import type { Token } from '#domain/token';
import { answering, createLimiter } from '#main/providers/families';
import { never, realTime } from '#test/http';
import { closing, connectAll, connected, listAll, made } from '#test/influx2';
import { startSample } from '#sample/serve';
import { credentialsSentTo } from '#test/sent';

const WRITE = (orgId: string) => ({ action: 'write', type: 'buckets', orgId }) as const;

const PRODUCTS = [
  ['serverless', 'InfluxDB Cloud Serverless'],
  ['cloud-tsm', 'InfluxDB Cloud (TSM)'],
] as const;

async function cloud(product: (typeof PRODUCTS)[number][0]) {
  const server = closing(await startSample({ product, record: true }));
  return { server, provider: connected(server.url, server.credential, { family: '' }) };
}

describe.each(PRODUCTS)('%s', (product, name) => {
  test('S3.1 S3.4 is known without a credential, and by its right name with one', async () => {
    const { server, provider } = await cloud(product);
    const said = await answering({ address: server.url }, { clock: realTime, limiter: createLimiter() }, never());
    expect(said).toEqual({
      product: 'InfluxDB Cloud',
      version: '',
      supported: true,
      readiness: 'ready',
      plainHttp: true,
    });
    expect(credentialsSentTo(server)).toEqual([]);

    const { server: seen, steps } = await connectAll(provider);
    expect(steps.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(Server.strict().parse(seen)).toEqual(seen);
    expect(seen).toMatchObject({
      product: name,
      organizations: [{ id: seen?.cluster }],
      can: ['createToken', 'updateToken', 'deleteToken'],
    });
    expect(seen?.traits.offers.map(({ kind }) => kind)).toEqual(['read-write', 'custom', 'all-access']);
    expect(seen?.traits.changes).toEqual(['description', 'status']);
  });

  test('S3.3 S3.12 S3.13 S3.17 lists the tokens of one organization, and the value of none', async () => {
    const { server, provider } = await cloud(product);
    const { tokens } = await listAll(provider);
    expect(server.requests.find(({ path }) => /^\/api\/v2\/authorizations\b/.test(path))).toMatchObject({
      method: 'GET',
      headers: { authorization: `Token ${server.credential}` },
    });
    expect(tokens.length).toBeGreaterThan(20);
    expect(new Set(tokens.map(({ orgId }) => orgId)).size).toBe(1);
    expect(new Set(tokens.filter(({ store }) => store === 'api').map(({ value }) => value))).toEqual(
      new Set(['hidden']),
    );
    expect(JSON.stringify(tokens)).not.toContain('redacted');
    expect(tokens.some(({ kind }) => kind === 'all-access')).toBe(true);
    const [first] = tokens;
    await expect(provider.read.lookAtValue(first!, never())).rejects.toMatchObject({
      facts: { kind: 'not-able', what: 'lookAtValue' },
    });
    expect(server.requests.filter(({ path }) => /[?&]token=/.test(path))).toEqual([]);
  });

  test('an all-access token is made as this product takes it: of its organization and its user by their ids', async () => {
    const { provider } = await cloud(product);
    const { server: seen } = await connectAll(provider);
    const { organizations, resourceTypes, self } = seen!;
    const orgId = organizations[0]!.id;
    const grants = allAccessGrants({ orgId, ownerId: self!.userId!, types: resourceTypes });
    expect(grants.filter(({ type }) => type === 'orgs')).toEqual([{ action: 'read', type: 'orgs', id: orgId }]);
    const { token } = await made(provider, 'everything', grants, { orgId });
    expect(token.kind).toBe('all-access');
  });

  test('S3.18 S3.19 the server is asked for the tokens of one user, by id and by name', async () => {
    const { server, provider } = await cloud(product);
    const { tokens } = await listAll(provider);
    const owners = new Map(tokens.flatMap(({ ownerId, ownerName }) => (ownerName ? [[ownerId, ownerName]] : [])));
    const [id = '', name = ''] = [...owners].at(-1) ?? [];
    const theirs = tokens.filter(({ store, ownerId }) => store === 'api' && ownerId === id).map((token) => token.id);
    expect(theirs.length).toBeLessThan(tokens.length);
    for (const [user, query] of [
      [id, `userID=${id}`],
      [name, `user=${encodeURIComponent(name)}`],
    ] as const) {
      const before = server.requests.length;
      const found: Token[] = [];
      const end = await provider.read.listTokensOf(user, (batch) => found.push(...batch), never());
      expect(found.filter(({ store }) => store === 'api').map((token) => token.id)).toEqual(theirs);
      expect(server.requests.slice(before).map(({ method, path }) => `${method} ${path}`)).toContain(
        `GET /api/v2/authorizations?${query}`,
      );
      expect(end.completeness).not.toBe('may-not-list');
    }
    const nobody: Token[] = [];
    await provider.read.listTokensOf('0123456789abcdef', (batch) => nobody.push(...batch), never());
    expect(nobody).toEqual([]);
  });

  test('the own token is told as far as it can be: whose, where, and one of so many', async () => {
    const { provider } = await cloud(product);
    const { server: seen } = await connectAll(provider);
    await listAll(provider);
    // What has been used of the own token since the first list leaves fewer.
    const possible = (await listAll(provider)).tokens.filter(({ own }) => own === 'unknown');
    expect(new Set(possible.map(classify)).size).toBeGreaterThan(1);
    expect(possible.every(({ status, ownerId }) => status === 'active' && ownerId === seen?.self?.userId)).toBe(true);
    expect(seen?.self).toMatchObject({ kind: 'unknown', orgName: seen?.organizations[0]?.name });
    expect(seen?.self?.possible).toBe(possible.length);
    expect(selfWords(seen!.self!)).toMatch(/^a token of \S+ in .+, one of the \d+ in the list that it can be$/);
  });

  test('S3.8 the own token page of the organization is known', async () => {
    const { server, provider } = await cloud(product);
    const orgId = (await provider.read.listResources(never())).organizations[0]!.id;
    expect(await provider.read.tokenPage(orgId, never())).toBe(`${server.url}/orgs/${orgId}/load-data/tokens`);
  });

  test('S3.9 S3.15 a token is made, read alone with its rights, renamed, deactivated and deleted', async () => {
    const { server, provider } = await cloud(product);
    const { organizations, buckets } = await provider.read.listResources(never());
    const orgId = organizations[0]!.id;
    const bucket = buckets.find(({ system }) => !system)!;
    const grants = [{ action: 'write', type: 'buckets', id: bucket.id, orgId } as const];
    const { token, secret } = await made(provider, 'telegraf', grants, { orgId });
    const write = (value: string) =>
      fetch(`${server.url}/api/v2/write?org=${orgId}&bucket=${bucket.name}`, {
        method: 'POST',
        headers: { authorization: `Token ${value}` },
        body: 'm f=1 1',
      }).then(({ status }) => status);
    expect(await write(secret.reveal())).toBe(204);

    expect(await provider.read.getToken(token, never())).toMatchObject({
      status: 'active',
      grants: [{ id: bucket.id }],
    });
    expect(
      await provider.write.updateToken(token, { description: 'renamed', status: 'inactive' }, never()),
    ).toMatchObject({
      description: 'renamed',
      status: 'inactive',
    });
    expect(await write(secret.reveal())).toBe(401);
    await provider.write.deleteToken(token, never());
    expect((await listAll(provider)).tokens.map(({ id }) => id)).not.toContain(token.id);
  });
});

test('G5 a region that is asked too often, or whose proxy fails, is read again a moment later', async () => {
  const below = '/api/v2/authorizations';
  const server = closing(
    await startSample({
      product: 'serverless',
      record: true,
      faults: [
        { kind: 'too-many', below },
        { kind: 'bad-gateway', below },
      ],
    }),
  );
  const provider = connected(server.url, server.credential, { family: 'cloud2' });
  expect((await listAll(provider)).tokens.length).toBeGreaterThan(20);
  expect(server.requests.filter(({ path }) => path === below)).toHaveLength(3);
});

test('G6 a region whose proxy loses the answer to a creation is asked once, and what became of it is not known', async () => {
  const server = closing(await startSample({ product: 'serverless', record: true }));
  const provider = connected(server.url, server.credential, { family: 'cloud2' });
  const { organizations } = await provider.read.listResources(never());
  const orgId = organizations[0]!.id;
  const posts = () => server.requests.filter(({ method }) => method === 'POST');
  server.state.faults.push({ kind: 'bad-gateway', below: '/api/v2/authorizations' });
  const wanted = { orgId, description: 'lost', status: 'active', grants: [WRITE(orgId)] } as const;
  await expect(provider.write.createToken({ ...wanted, grants: [...wanted.grants] }, never())).rejects.toMatchObject({
    facts: { kind: 'outcome-unknown', what: 'createToken' },
  });
  expect(posts()).toHaveLength(1);
});
