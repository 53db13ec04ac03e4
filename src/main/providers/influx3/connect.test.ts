import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { answering, createLimiter } from '#main/providers/families';
import { never, realTime } from '#test/http';
import { closing, connectAll, listAll } from '#test/influx2';
import { asked, connected3, operatorOf3, raw3, sample3, wanted3 } from '#test/influx3';
import { rawServer } from '#test/raw-server';

const deps = { clock: realTime, limiter: createLimiter() };

describe('who answers', () => {
  test.each(['core-3.0', 'core-3.7', 'core-3.10', 'enterprise-3.10'] as const)(
    'S2.1 %s is known without a credential and without a write',
    async (product) => {
      const server = await sample3({ product });
      const found = await answering({ address: server.url }, deps, never());
      expect(found).toMatchObject({ product: 'InfluxDB 3', supported: true, readiness: 'ready', plainHttp: true });
      expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
      expect(server.requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
      expect(found.cluster).toBe(product === 'core-3.0' ? undefined : server.state.clusterId);
    },
  );

  test('a server that asks for no token tells its edition and version at once', async () => {
    const server = await sample3({ product: 'enterprise-3.10', withoutAuth: true });
    const found = await answering({ address: server.url }, deps, never());
    expect(found).toMatchObject({ product: 'InfluxDB 3 Enterprise', version: '3.10.0' });
  });

  test('what refuses everybody without a word is not taken for InfluxDB 3', async () => {
    const server = await rawServer((_, res) => res.writeHead(401).end());
    const asking = answering({ address: server.url }, deps, never());
    await expect(asking).rejects.toMatchObject({ facts: { kind: 'wrong-product' } });
    await server.close();
  });
});

describe('connecting', () => {
  test.each([
    ['core-3.0', 'InfluxDB 3', '3.0.3'],
    ['core-3.7', 'InfluxDB 3 Core', '3.7.0'],
    ['core-3.10', 'InfluxDB 3 Core', '3.10.0'],
    ['enterprise-3.10', 'InfluxDB 3 Enterprise', '3.10.0'],
  ] as const)('%s says what it is, and which of its tokens is the own one', async (product, name, version) => {
    const { server, provider } = await operatorOf3({ product });
    const { server: seen, steps } = await connectAll(provider);
    expect(seen).toMatchObject({ product: name, version, hashing: 'hashed', readiness: 'ready' });
    expect(seen?.self).toMatchObject({ kind: 'operator', proof: 'row', tokenId: '0', mayList: true });
    expect(seen?.cluster).toBe(product === 'core-3.0' ? undefined : server.state.clusterId);
    const recoverable = product === 'core-3.0' ? [] : ['recoverOperator'];
    expect(seen?.can).toEqual(['createToken', 'deleteToken', 'claimOperator', 'regenerateOperator', ...recoverable]);
    expect(steps.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  test('S2.6 S2.7 Core offers admin tokens alone, and says whose the others are', async () => {
    const { server } = await connectAll((await operatorOf3()).provider);
    expect(server?.traits.offers).toEqual([
      {
        kind: 'database',
        label: 'Database token (Enterprise only)',
        reason: 'Only InfluxDB 3 Enterprise has tokens for single databases.',
      },
      { kind: 'admin' },
    ]);
    const enterprise = await connectAll((await operatorOf3({ product: 'enterprise-3.10' })).provider);
    expect(enterprise.server?.traits.offers).toEqual([{ kind: 'database' }, { kind: 'admin' }]);
    expect(enterprise.server?.traits.databaseActions).toEqual(['create', 'describe', 'delete']);
  });

  test('before 3.1 there are no named admin tokens, which is said', async () => {
    const { server } = await connectAll((await operatorOf3({ product: 'core-3.0' })).provider);
    expect(server?.traits.offers.find(({ kind }) => kind === 'admin')?.reason).toMatch(/3\.1/);
  });

  test.each(['core-3.0', 'core-3.7', 'core-3.10'] as const)('%s: a token that it does not know', async (product) => {
    const server = await sample3({ product });
    const { failure } = await connectAll(connected3(server.url, 'apiv3_unknown'));
    expect(failure).toMatchObject({ facts: { kind: 'bad-credential' } });
    const malformed = await connectAll(connected3(server.url, 'two words'));
    expect(malformed.failure).toMatchObject({ facts: { kind: 'bad-credential' } });
  });

  test('without a token it says that the server may be there to be claimed', async () => {
    const server = await sample3({ empty: true });
    const { failure, steps } = await connectAll(connected3(server.url));
    expect(failure).toMatchObject({ facts: { kind: 'no-credential', claimable: true } });
    expect(steps.at(-1)).toMatchObject({ name: 'credential', outcome: 'failed' });
    expect(server.state.tokenCount).toBe(0);
  });

  test('a server in trouble is not offered to be claimed', async () => {
    const { url } = closing(
      await rawServer(({ url: path }, res) =>
        path?.startsWith('/api/v3/configure/token')
          ? res.writeHead(500).end('out of order')
          : res.writeHead(401, { 'cluster-uuid': 'c' }).end('{"error": "the request was not authenticated"}'),
      ),
    );
    expect((await connectAll(connected3(url))).failure).toMatchObject({
      facts: { kind: 'server-failed', status: 500 },
    });
  });

  test('a server whose tokens came from a file, without an operator token, can still be claimed by anybody', async () => {
    const server = closing(await raw3(() => [{ token_id: 0, name: 'from a file', hash: 'f', permissions: '*:*:*' }]));
    expect((await connectAll(connected3(server.url, 'apiv3_x'))).server?.readiness).toBe('unclaimed');
  });

  test('how far the clock of the server is off is told, once it matters', async () => {
    const ahead = async (ms: number) => {
      const server = closing(
        await raw3(
          () => [],
          (_, res) => {
            res.setHeader('date', new Date(Date.now() + ms).toUTCString());
            return false;
          },
        ),
      );
      return (await connectAll(connected3(server.url, 'apiv3_x'))).server?.clockAhead;
    };
    expect(await ahead(2_000)).toBeUndefined();
    const hour = (await ahead(3_600_000)) ?? 0;
    expect(Math.abs(hour - 3_600_000)).toBeLessThan(5_000);
  });

  test('the end of the own token is told, also of an operator token from a file that has one', async () => {
    const secret = 'apiv3_from-a-file';
    const hash = createHash('sha512').update(secret).digest('hex').slice(0, 9);
    const row = { token_id: 0, name: '_admin', hash, expiry: '2030-01-01T00:00:00', permissions: '*:*:*' };
    const server = closing(await raw3(() => [row]));
    const { server: seen } = await connectAll(connected3(server.url, secret));
    expect(seen?.self).toMatchObject({ kind: 'operator', expiresAt: Date.UTC(2030, 0, 1) });
  });

  test('S2.3 a token for databases works, and is told apart from one that may list', async () => {
    const { server, provider } = await operatorOf3({ product: 'enterprise-3.10' });
    const [database] = (await provider.read.listResources(never())).buckets.filter(({ system }) => !system);
    const grants = [{ action: 'read' as const, type: 'databases', id: database?.id }];
    const { secret } = await provider.write.createToken(wanted3('reader', { kind: 'database', grants }), never());
    const reader = connected3(server.url, secret.reveal());
    const { server: seen, steps } = await connectAll(reader);
    expect(seen?.self).toEqual({ kind: 'database', proof: 'asked', mayList: false });
    expect(seen?.product).toBe('InfluxDB 3 Enterprise');
    expect(seen?.traits.offers).toEqual([
      { kind: 'database', reason: 'Only an admin token can make tokens.' },
      { kind: 'admin', reason: 'Only an admin token can make tokens.' },
    ]);
    expect(steps.find(({ name }) => name === 'tokens')).toMatchObject({ outcome: 'warning' });
    expect((await listAll(reader)).end).toMatchObject({ completeness: 'may-not-list', unreadable: 0 });
    expect((await reader.read.listResources(never())).partial).toEqual(['buckets']);
  });
});

describe('a server without authentication', () => {
  test('shows what it has, offers no write, and is sent no token', async () => {
    const server = await sample3({ withoutAuth: true });
    const provider = connected3(server.url, 'apiv3_kept-for-another-day');
    const { server: seen, steps } = await connectAll(provider);
    expect(seen?.self).toEqual({ kind: 'none', proof: 'asked', mayList: true });
    expect(seen?.can).toEqual([]);
    const reason = expect.stringContaining('without authentication') as string;
    expect(seen?.traits.offers).toEqual([
      { kind: 'database', label: 'Database token (Enterprise only)', reason },
      { kind: 'admin', reason },
    ]);
    expect(steps.find(({ name }) => name === 'credential')).toMatchObject({ outcome: 'warning' });
    const { tokens } = await listAll(provider);
    expect(tokens).toHaveLength(server.state.tokenCount);
    expect(new Set(tokens.map(({ own }) => own))).toEqual(new Set(['no']));
    const withToken = server.requests.filter(({ headers }) => headers.authorization !== undefined);
    expect(withToken.map(({ path }) => path)).toEqual(['/api/v3/configure/token']);
  });

  test('needs no token of the connection', async () => {
    const server = await sample3({ withoutAuth: true });
    const { server: seen } = await connectAll(connected3(server.url));
    expect(seen?.self?.kind).toBe('none');
  });

  test('its writes are refused before anything is sent', async () => {
    const server = await sample3({ withoutAuth: true });
    const { write } = connected3(server.url, 'apiv3_x');
    await expect(write.createToken(wanted3('a'), never())).rejects.toMatchObject({
      facts: { kind: 'not-able', what: 'tokensWithoutAuth' },
    });
    expect(asked(server).filter((line) => !line.startsWith('GET'))).toEqual([]);
  });
});
