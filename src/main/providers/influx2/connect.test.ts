import { describe, expect, test } from 'vitest';
import { Server } from '#domain/server';
import { both, operatorSet } from '#test/tokens';
import { answering, createLimiter } from '#main/providers/families';
import { never, realTime } from '#test/http';
import { closing, connectAll, connected, listAll, made, operatorOf, sample } from '#test/influx2';
import { json, rawServer, type Answerer } from '#test/raw-server';
import { credentialsSentTo } from '#test/sent';

const look = (address: string) => answering({ address }, { clock: realTime, limiter: createLimiter() }, never());
const outcomes = (steps: { name: string; outcome: string }[]) => steps.map(({ name, outcome }) => `${name} ${outcome}`);

describe('who answers', () => {
  test.each([
    ['oss-2.0', '2.0.9'],
    ['oss-2.1', '2.1.1'],
    ['oss-2.9', '2.9.1'],
  ] as const)('S1.1 a server of %s says its version itself, and is sent no credential', async (product, version) => {
    const server = await sample({ product });
    expect(await look(server.url)).toEqual({
      product: 'InfluxDB OSS',
      supported: true,
      version,
      readiness: 'ready',
      plainHttp: true,
    });
    expect(credentialsSentTo(server)).toEqual([]);
  });

  test('a server that is not set up says so', async () => {
    const server = await sample({ product: 'oss-2.7', empty: true });
    expect(await look(server.url)).toMatchObject({ readiness: 'not-set-up' });
  });

  const cluster = { 'cluster-uuid': 'e51ef3f7-c662-40a1-93a3-e50affc282c2' };
  const core: Answerer = (req, res) => {
    if (req.url === '/ping')
      return void res
        .writeHead(200, {
          ...cluster,
          'content-type': 'application/json',
          'x-influxdb-build': 'Core',
          'x-influxdb-version': '3.10.0',
        })
        .end('{"product_name":"InfluxDB 3 Core","version":"3.10.0"}');
    return void res
      .writeHead(req.url === '/health' ? 200 : 404, { ...cluster, 'content-type': 'text/plain; charset=utf-8' })
      .end('OK');
  };
  const closedCore: Answerer = (_, res) =>
    void res.writeHead(401, cluster).end('{"error": "the request was not authenticated"}');
  const old: Answerer = (_, res) => {
    res.setHeader('x-influxdb-version', '1.8.10');
    json(res, { checks: [], name: 'influxdb', status: 'pass', version: '1.8.10' });
  };
  test.each([
    ['an InfluxDB 3 Core without sign-in', core, 'InfluxDB 3 Core 3.10.0'],
    ['an InfluxDB 3 that tells nothing to strangers', closedCore, 'InfluxDB 3'],
  ])('%s is left to the family that knows it', async (_, answer, product) => {
    const server = closing(await rawServer(answer));
    const told = await look(server.url);
    expect(told.supported).toBe(true);
    expect(`${told.product} ${told.version}`.trim()).toBe(product);
    expect(credentialsSentTo(server)).toEqual([]);
  });

  test('an InfluxDB 1.8 is named, and cannot be connected', async () => {
    const product = 'InfluxDB 1.8.10';
    const server = closing(await rawServer(old));
    const told = await look(server.url);
    expect(told.supported).toBe(false);
    expect(`${told.product} ${told.version}`.trim()).toBe(product);
    const { steps, failure } = await connectAll(connected(server.url, 'secret-of-mine'));
    expect(failure).toMatchObject({ facts: { kind: 'wrong-product', product } });
    expect(outcomes(steps)).toEqual(['reach ok', 'encryption skipped', 'product failed']);
    expect(credentialsSentTo(server)).toEqual([]);
  });

  test('something else is no InfluxDB, and a web page is a web page', async () => {
    const other = closing(await rawServer((_, res) => json(res, { status: 'UP' })));
    const page = closing(
      await rawServer((_, res) => void res.writeHead(200, { 'content-type': 'text/html' }).end('<html>')),
    );
    await expect(look(other.url)).rejects.toMatchObject({ facts: { kind: 'wrong-product', product: '' } });
    await expect(look(page.url)).rejects.toMatchObject({ facts: { kind: 'bad-response', reason: 'html' } });
  });

  test('a path that is not the API of a real server is told as a web page', async () => {
    const server = await sample({ product: 'oss-2.7' });
    await expect(look(`${server.url}/wrong`)).rejects.toMatchObject({
      facts: { kind: 'bad-response', reason: 'html' },
    });
  });
});

describe('connecting', () => {
  test.each(['oss-2.0', 'oss-2.1', 'oss-2.4', 'oss-2.7', 'oss-2.8', 'oss-2.9'] as const)(
    'S1.3 an operator of %s is known as one and sees everything',
    async (product) => {
      const { provider } = await operatorOf({ product });
      const { steps, server } = await connectAll(provider);
      expect(outcomes(steps)).toEqual([
        'reach ok',
        'encryption skipped',
        'product ok',
        'set-up ok',
        'credential ok',
        'tokens ok',
        'organizations ok',
        ['oss-2.0', 'oss-2.1'].includes(product) ? 'configuration skipped' : 'configuration ok',
        'types ok',
      ]);
      expect(Server.strict().parse(server)).toEqual(server);
      expect(server).toMatchObject({
        readiness: 'ready',
        self: { kind: 'operator', mayList: true },
        can: ['createToken', 'updateToken', 'deleteToken', 'createUser', 'setUp'],
      });
      expect(server!.hashing).toBe(product === 'oss-2.9' ? 'hashed' : 'plain');
      expect(server!.self!.proof).toBe(product === 'oss-2.9' ? 'asked' : 'row');
      expect(server!.resourceTypes).not.toContain('instance');
      expect(server!.organizations.length).toBeGreaterThanOrEqual(3);
      expect((await listAll(provider)).end.completeness).toBe('every-token');
    },
  );

  test('S1.2 an all-access token sees the tokens of its own user, and the list says so', async () => {
    const { server, provider } = await operatorOf({ product: 'oss-2.7' });
    const { organizations, users } = await provider.read.listResources(never());
    const owner = users.find(({ name }) => name !== 'admin')!;
    const [org] = organizations;
    const grants = [
      ...both(
        operatorSet()
          .filter(({ action, type }) => action === 'read' && type !== 'orgs' && type !== 'users')
          .map(({ type }) => type),
        { orgId: org!.id },
      ),
      { action: 'read', type: 'orgs', id: org!.id } as const,
      ...both(['users'], { id: owner.id }),
    ];
    const { secret, token } = await made(provider, 'all of acme', grants, { orgId: org!.id, ownerId: owner.id });
    const mine = connected(server.url, secret.reveal());
    const { server: seen } = await connectAll(mine);
    expect(seen!.self).toMatchObject({
      kind: 'all-access',
      proof: 'row',
      tokenId: token.id,
      orgId: org!.id,
      mayList: true,
      userName: owner.name,
    });
    const { tokens, end } = await listAll(mine);
    expect(end.completeness).toBe('own-user-only');
    expect(new Set(tokens.map(({ ownerId }) => ownerId))).toEqual(new Set([owner.id]));
    expect(tokens.filter(({ own }) => own === 'yes').map(({ id }) => id)).toEqual([token.id]);
  });

  test.each(['oss-2.0', 'oss-2.9'] as const)(
    'a token for buckets alone on %s is valid, may not list, and is told whose it is',
    async (product) => {
      const { server, provider } = await operatorOf({ product });
      const { organizations } = await provider.read.listResources(never());
      const { secret, token } = await made(
        provider,
        'weak',
        [{ action: 'read', type: 'buckets', orgId: organizations[0]!.id }],
        { orgId: organizations[0]!.id },
      );
      const { steps, server: seen } = await connectAll(connected(server.url, secret.reveal()));
      expect(outcomes(steps)).toContain('credential ok');
      expect(outcomes(steps)).toContain('tokens warning');
      expect(seen!.self).toMatchObject({ mayList: false, userId: token.ownerId, kind: 'read-write', proof: 'guess' });
    },
  );

  test('an inactive token is told as such, and never as an empty list', async () => {
    const { server, provider } = await operatorOf({ product: 'oss-2.9' });
    const { secret, token } = await made(provider, 'off', operatorSet());
    await provider.write.updateToken(token, { status: 'inactive' }, never());
    const off = connected(server.url, secret.reveal());
    expect((await connectAll(off)).failure).toMatchObject({ facts: { kind: 'token-inactive' } });
    await expect(listAll(off)).rejects.toMatchObject({ facts: { kind: 'token-inactive' } });
  });

  test('S1.4 the token of a user who was deleted stops working, and is told as such', async () => {
    const { server, provider } = await operatorOf({ product: 'oss-2.9' });
    const user = await provider.write.createUser('leaver', never());
    const { secret } = await made(provider, 'orphan', operatorSet(), { ownerId: user.id });
    await fetch(`${server.url}/api/v2/users/${user.id}`, {
      method: 'DELETE',
      headers: { authorization: `Token ${server.credential!}` },
    });
    expect((await connectAll(connected(server.url, secret.reveal()))).failure).toMatchObject({
      facts: { kind: 'owner-inactive' },
    });
  });

  test('a token that the server does not know ends the sequence at the credential', async () => {
    const server = await sample({ product: 'oss-2.7' });
    const { steps, failure } = await connectAll(connected(server.url, 'nobody'));
    expect(failure).toMatchObject({ facts: { kind: 'bad-credential' } });
    expect(steps.at(-1)).toMatchObject({ name: 'credential', outcome: 'failed', failure: { kind: 'bad-credential' } });
  });

  test('S0.8 a server that is not set up needs no token to be told so', async () => {
    const server = await sample({ product: 'oss-2.9', empty: true });
    const { steps, server: seen } = await connectAll(connected(server.url, undefined));
    expect(seen).toMatchObject({ readiness: 'not-set-up', version: '2.9.1' });
    expect(outcomes(steps).slice(3)).toEqual([
      'set-up warning',
      'credential skipped',
      'tokens skipped',
      'organizations skipped',
      'configuration skipped',
      'types skipped',
    ]);
  });

  test('a server that cannot be reached ends the sequence at once', async () => {
    const gone = await rawServer(() => undefined);
    await gone.close();
    const { steps, failure } = await connectAll(connected(gone.url, 'x'));
    expect(failure).toMatchObject({ facts: { kind: 'unreachable', cause: 'refused' } });
    expect(outcomes(steps)).toEqual(['reach failed']);
  });

  test('a list that fails is reported, and the server can still be used', async () => {
    const server = await sample({
      product: 'oss-2.7',
      before: (req, res) => {
        if (req.url !== '/api/v2/authorizations') return false;
        json(res, { code: 'internal error', message: 'unknown resource type for permission' }, 500);
        return true;
      },
    });
    const { steps, server: seen, failure } = await connectAll(connected(server.url, server.credential));
    expect(failure).toBeUndefined();
    expect(steps.find(({ name }) => name === 'tokens')).toMatchObject({
      outcome: 'failed',
      failure: { kind: 'server-failed', message: 'unknown resource type for permission' },
    });
    expect(seen).toMatchObject({ readiness: 'ready', self: { kind: 'operator', proof: 'asked' } });
  });

  test('connecting and listing at the same time ask who answers and whose the token is once', async () => {
    const { provider, server } = await operatorOf({ product: 'oss-2.9' });
    await Promise.all([connectAll(provider), listAll(provider)]);
    const asked = server.requests.map(({ path }) => path);
    expect(asked).toHaveLength(new Set(asked).size);
  });

  test('connecting and listing right after it asks for the list once', async () => {
    const { server, provider } = await operatorOf({ product: 'oss-2.9' });
    const asked = () => server.requests.filter(({ path }) => path === '/api/v2/authorizations').length;
    const connecting = connectAll(provider);
    await expect.poll(asked).toBe(1);
    const [meanwhile] = await Promise.all([listAll(provider), connecting]);
    expect(meanwhile.tokens.length).toBeGreaterThan(300);
    expect(asked()).toBe(1);
    expect((await listAll(provider)).tokens).toEqual(meanwhile.tokens);
    expect(asked()).toBe(2);
  });

  test('connecting while the list is being read already does not ask for it again', async () => {
    const { server, provider } = await operatorOf({ product: 'oss-2.9' });
    const asked = () => server.requests.filter(({ path }) => path === '/api/v2/authorizations').length;
    const listing = listAll(provider);
    const { steps } = await connectAll(provider);
    const { tokens } = await listing;
    expect(steps.find(({ name, outcome }) => name === 'tokens' && outcome === 'ok')?.value).toBe(String(tokens.length));
    expect(asked()).toBe(1);
    await listAll(provider);
    expect(asked()).toBe(2);
  });

  test('an operator is told what the server is with the first tokens, before the end of a long list', async () => {
    let end = (): void => undefined;
    const held = new Promise<void>((resolve) => (end = resolve));
    const { provider } = await operatorOf({
      product: 'oss-2.7',
      before: async ({ url }) => {
        if (url?.startsWith('/private/legacy/authorizations')) await held;
        return false;
      },
    });
    const told: Server[] = [];
    const connecting = provider.read.connect((news) => 'server' in news && told.push(news.server), never());
    await expect.poll(() => told.length).toBe(1);
    end();
    expect(await connecting).toEqual(told[0]);
  });

  test('G7 a cancel ends the sequence as cancelled', async () => {
    const server = await sample({ product: 'oss-2.7', before: () => new Promise<boolean>(() => undefined) });
    const controller = new AbortController();
    const connecting = connected(server.url, server.credential).read.connect(() => undefined, controller.signal);
    // Who answers, and whether it is set up: what needs no credential.
    await expect.poll(() => server.requests.length).toBe(2);
    expect(credentialsSentTo(server)).toEqual([]);
    controller.abort();
    await expect(connecting).rejects.toMatchObject({ facts: { kind: 'cancelled' } });
  });

  test('E2 everything that a read side does is a GET', async () => {
    const { server, provider } = await operatorOf({ product: 'oss-2.7' });
    await connectAll(provider);
    const { tokens } = await listAll(provider);
    await provider.read.listResources(never());
    await provider.read.configuration(never());
    await provider.read.getToken(tokens[0]!, never());
    await provider.read.lookAtValue(tokens[0]!, never());
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });
});
