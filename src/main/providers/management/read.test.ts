import { describe, expect, test } from 'vitest';
import { explain } from '#contract/explain';
import { Failure } from '#contract/failure';
import { selfWords } from '#domain/self-words';
import type { Token } from '#domain/token';
import { never } from '#test/http';
import { connectAll, listAll } from '#test/influx2';
import { jwt } from '#test/jwt';
import { connectedManager, managedSample, managerOf, rawManager, tokenNamed, wantedToken } from '#test/managed';
import { json } from '#test/raw-server';

const factsOf = (failure: unknown) => (failure instanceof Failure ? failure.facts : undefined);
const ID = '55555555-5555-4555-8555-555555555555';

describe('connecting', () => {
  test.each(['dedicated', 'clustered'] as const)(
    'a management token of %s is known by what it may see',
    async (product) => {
      const { server, provider } = await managerOf({ product });
      const { steps, server: said } = await connectAll(provider);
      expect(steps.filter(({ outcome }) => outcome !== 'skipped')).toMatchObject([
        { name: 'reach' },
        { name: 'product' },
        { name: 'credential', outcome: 'ok' },
        { name: 'tokens', outcome: 'ok', value: '60' },
      ]);
      expect(said).toMatchObject({
        self: { kind: 'management', proof: 'asked', mayList: true, origin: 'by-hand' },
        traits: { data: 'databases', end: 'revoke', changes: ['description', 'grants'] },
        can: ['createToken', 'updateToken', 'deleteToken'],
      });
      expect(selfWords(said!.self!)).toContain('can never write or query data');
      expect(server.requests.at(-1)?.headers.authorization).toMatch(/^Bearer M\.V1\./);
    },
  );

  test.each(['dedicated', 'clustered'] as const)(
    'S4.2 S4.3 a management token of %s manages databases and their tokens, and is sent nowhere else',
    async (product) => {
      const { server, provider, credential } = await managerOf({ product });
      const { server: said } = await connectAll(provider);
      expect(said?.can).toEqual(['createToken', 'updateToken', 'deleteToken']);
      expect((await provider.read.listResources(never())).buckets).toHaveLength(server.state.databases.size);
      const grants = [{ action: 'read' as const, type: 'databases', id: 'energy' }];
      const { token, secret } = await provider.write.createToken(wantedToken('managed', { grants }), never());
      await provider.write.updateToken(token, { description: 'managed well' }, never());
      expect((await tokenNamed(provider, 'managed well')).id).toBe(token.id);
      const query = (bearer: string) =>
        fetch(`${server.url}/query?db=energy&q=SHOW%20MEASUREMENTS`, {
          headers: { authorization: `Bearer ${bearer}` },
        });
      const points = (bearer: string) =>
        fetch(`${server.url}/api/v2/write?bucket=energy`, {
          method: 'POST',
          headers: { authorization: `Bearer ${bearer}` },
          body: 'm f=1 1',
        });
      const asked = server.requests.length;
      expect([(await query(credential)).status, (await points(credential)).status]).toEqual([401, 401]);
      expect((await query(secret.reveal())).status).toBe(200);
      await provider.write.deleteToken(token, never());
      expect(await provider.read.getToken(token, never())).toMatchObject({ status: 'revoked' });

      const own = [...server.requests.slice(0, asked), ...server.requests.slice(asked + 3)];
      const sent = own.filter(({ headers }) => headers.authorization !== undefined);
      expect(sent.filter(({ headers }) => headers.authorization !== `Bearer ${credential}`)).toEqual([]);
      const { accountId, clusterId } = server.state.addressing;
      const ids: Record<string, string> = { [token.id]: 'ID', [accountId]: 'ACCOUNT', [clusterId]: 'CLUSTER' };
      const places = sent.map(
        ({ method, path }) =>
          `${method} ${path
            .split('/')
            .map((part) => ids[part] ?? part)
            .join('/')}`,
      );
      const base = server.state.addressing.withoutIds ? '/api/v0' : '/api/v0/accounts/ACCOUNT/clusters/CLUSTER';
      expect([...new Set(places)].sort()).toEqual(
        ['DELETE tokens/ID', 'GET databases', 'GET tokens', 'GET tokens/ID', 'PATCH tokens/ID', 'POST tokens'].map(
          (each) => each.replace(' ', ` ${base}/`),
        ),
      );
    },
  );

  test('where the API is gets asked once', async () => {
    const { server, provider } = await managerOf({ accountIds: false });
    await connectAll(provider);
    const unsigned = server.requests.filter(({ path, headers }) => /tokens$/.test(path) && !headers.authorization);
    expect(unsigned).toHaveLength(1);
  });

  test('S4.5 a token of an identity provider tells when it runs out, and one that did is asked for again', async () => {
    const { address } = await managedSample();
    const { server } = await connectAll(connectedManager(address, jwt({ exp: 3600 })));
    expect(server?.self?.origin).toBe('identity-provider');
    expect(server?.self?.expiresAt).toBeGreaterThan(Date.now() + 3_500_000);
    const { failure, steps } = await connectAll(connectedManager(address, jwt({ exp: -5 })));
    expect(factsOf(failure)).toEqual({ kind: 'bad-credential', seems: 'over' });
    expect(steps.at(-1)).toMatchObject({ name: 'credential', outcome: 'failed' });
    expect(explain(factsOf(failure)!)).toMatchObject({ title: 'The token has run out', next: { do: 'renew-token' } });
  });

  test('a database token is recognised where it is refused', async () => {
    const { server, address } = await managedSample({ product: 'dedicated' });
    const { failure } = await connectAll(connectedManager(address, server.secretOf('grafana')));
    expect(factsOf(failure)).toEqual({ kind: 'bad-credential', seems: 'database' });
    expect(explain(factsOf(failure)!).detail).toContain('needs a management token');
  });

  test('an unknown account is told as one', async () => {
    const { server, credential } = await managedSample({ product: 'dedicated' });
    const address = `${server.url}/accounts/${ID}/clusters/${ID}`;
    const { failure } = await connectAll(connectedManager(address, credential));
    expect(factsOf(failure)).toEqual({ kind: 'invalid', field: 'address', reason: 'no-such-cluster' });
  });
});

describe('database tokens', () => {
  test('their states follow from their dates', async () => {
    const { provider } = await managerOf();
    expect(await tokenNamed(provider, 'LEAKED in a public repository')).toMatchObject({ status: 'revoked', own: 'no' });
    expect(await tokenNamed(provider, 'night shift dashboard')).toMatchObject({ status: 'expired' });
    expect(await tokenNamed(provider, 'revoked after its end')).toMatchObject({ status: 'revoked' });
    const active = await tokenNamed(provider, 'summer intern');
    expect(active).toMatchObject({ status: 'active', value: 'hidden', ownerId: '', orgId: '' });
    expect(active.expiresAt).toBeGreaterThan(Date.now());
    expect(await tokenNamed(provider, 'telegraf fleet')).not.toHaveProperty('expiresAt');
  });

  test('whether one has ended is decided by the clock of the server, from the first list on', async () => {
    const hour = 3_600_000;
    const expiresAt = new Date(Date.now() + hour / 2).toISOString();
    const { provider } = await rawManager((path, _, res) => {
      res.setHeader('date', new Date(Date.now() + hour).toUTCString());
      return json(res, path === 'tokens' ? [{ id: ID, description: '', permissions: [], expiresAt }] : []);
    });
    expect((await listAll(provider)).tokens[0]?.status).toBe('expired');
  });

  test('which databases there are is asked beside the list, and no token is shown before the answer', async () => {
    const row = (n: number) => ({ id: `${n}`, description: '', permissions: [{ action: 'read', resource: 'energy' }] });
    let answerDatabases: () => void = () => undefined;
    const { provider, asked } = await rawManager((path, _, res) => {
      if (path === 'tokens')
        return json(
          res,
          Array.from({ length: 2_500 }, (_, n) => row(n)),
        );
      answerDatabases = () => json(res, [{ name: 'energy' }]);
    });
    const batches: Token[][] = [];
    const listing = provider.read.listTokens((tokens) => batches.push(tokens), never());
    await expect.poll(() => asked.slice(-2).sort()).toEqual(['GET /api/v0/databases', 'GET /api/v0/tokens']);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(batches).toEqual([]);
    answerDatabases();
    await listing;
    expect(batches.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
    expect(batches.flat().map(({ id }) => id)).toEqual(Array.from({ length: 2_500 }, (_, n) => `${n}`));
    expect(batches[2]?.[499]?.grants[0]?.name).toBe('energy');
  });

  test('rights name databases; a name that no database has is told by having none', async () => {
    const { provider } = await managerOf();
    expect((await tokenNamed(provider, 'fleet dashboard, half moved')).grants).toEqual([
      { action: 'read', type: 'databases', id: 'vehicles' },
      { action: 'read', type: 'databases', id: 'vehicles-v2', name: 'vehicles-v2' },
    ]);
    expect((await tokenNamed(provider, 'lab, in small letters')).grants).toEqual([
      { action: 'read', type: 'databases', id: 'energy-lab' },
    ]);
    expect((await tokenNamed(provider, 'write everything (gateway)')).grants).toEqual([
      { action: 'write', type: 'databases' },
    ]);
    expect((await tokenNamed(provider, 'twice the same right')).grants).toHaveLength(2);
  });

  test.each(['null', 'epoch'] as const)('dates that are not set may be %s', async (unsetDates) => {
    const { provider } = await managerOf({ management: { unsetDates } });
    const fleet = await tokenNamed(provider, 'telegraf fleet');
    expect(fleet).toMatchObject({ status: 'active' });
    expect(fleet).not.toHaveProperty('expiresAt');
  });

  test('ten thousand come in batches', async () => {
    const { provider } = await managerOf({ tokens: 10_000 });
    const { tokens, end, batches } = await listAll(provider);
    expect(tokens).toHaveLength(10_000);
    expect(end).toMatchObject({ completeness: 'every-token', unreadable: 0, v1: 'absent' });
    expect(batches).toBeGreaterThan(5);
  });

  test('one is read by its id, and one that is not there is gone', async () => {
    const { provider } = await managerOf();
    const grafana = await tokenNamed(provider, 'grafana');
    expect(await provider.read.getToken(grafana, never())).toEqual(grafana);
    const reading = provider.read.getToken({ store: 'api', id: ID }, never());
    await expect(reading).rejects.toMatchObject({ facts: { kind: 'gone', what: 'token' } });
    await expect(provider.read.lookAtValue(grafana, never())).rejects.toMatchObject({ facts: { kind: 'not-able' } });
  });

  test('a list under a name, rights of unknown forms and dates in seconds are borne; what is no token is counted', async () => {
    const odd = {
      id: ID,
      description: 'odd',
      permissions: [
        { action: 'admin', resource: 'db' },
        { action: 'read', resource: 'db' },
      ],
      expiresAt: { seconds: 4_000_000_000, nanos: 5 },
    };
    const { provider } = await rawManager((path, _, res) =>
      path === 'tokens' ? json(res, { tokens: [odd, { description: 'no id' }] }) : json(res, { code: 500 }, 500),
    );
    const { tokens, end } = await listAll(provider);
    expect(tokens).toMatchObject([
      { description: 'odd', expiresAt: 4e12, unread: ['{"action":"admin","resource":"db"}'] },
    ]);
    // Where databases cannot be read, nobody can say that one is gone.
    expect(tokens[0]?.grants).toEqual([{ action: 'read', type: 'databases', id: 'db', name: 'db' }]);
    expect(end.unreadable).toBe(1);
  });

  test.each([
    [200, '{"some":"thing"}', { kind: 'bad-response', reason: 'shape' }],
    [200, '[{"id":"x"', { kind: 'bad-response', reason: 'truncated' }],
    [403, '{"code":403,"message":"forbidden"}', { kind: 'missing-right', right: 'read database tokens' }],
    [400, '{"code":400,"message":"bad request"}', { kind: 'server-refused', status: 400, message: 'bad request' }],
    [500, '{"code":500,"message":"internal"}', { kind: 'server-failed', status: 500, message: 'internal' }],
    [404, 'nothing here', { kind: 'bad-response', reason: 'not-json' }],
  ])('an answer %i %s to the list is a failure with facts', async (status, body, facts) => {
    const { provider } = await rawManager((_, __, res) =>
      res.writeHead(status, { 'content-type': body.startsWith('n') ? 'text/plain' : 'application/json' }).end(body),
    );
    await expect(listAll(provider)).rejects.toMatchObject({ facts });
  });
});

test('databases have their retention in seconds, without loss beyond what a number holds, and their limits', async () => {
  const { provider } = await managerOf();
  const { buckets, partial, organizations } = await provider.read.listResources(never());
  const named = (name: string) => buckets.find((bucket) => bucket.name === name);
  expect(named('energy')).toEqual({
    id: 'energy',
    name: 'energy',
    orgId: '',
    retention: 365 * 86_400,
    system: false,
    maxTables: 500,
    maxColumns: 200,
  });
  expect(named('telemetry_5m')?.retention).toBe(0);
  expect(named('scratch')?.retention).toBe(3600);
  expect(named('cold_storage')?.retention).toBe(9_223_372_036.854_776);
  expect({ partial, organizations }).toEqual({ partial: [], organizations: [] });
});
