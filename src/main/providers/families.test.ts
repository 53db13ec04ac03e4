import { expect, test } from 'vitest';
import { Secret } from '#main/secret';
import { never, realTime } from '#test/http';
import { closing, connectAll, connected, listAll, operatorOf, sample } from '#test/influx2';
import { json, rawServer } from '#test/raw-server';
import { createLimiter, createProvider } from './families.ts';

test('what a server can do is what its family implements; the rest is refused without asking it', async () => {
  const { provider, server } = await operatorOf({ product: 'oss-2.7' });
  const { server: seen } = await connectAll(provider);
  expect(seen?.can).toEqual(['createToken', 'updateToken', 'deleteToken', 'createUser', 'setUp']);
  const asked = server.requests.length;
  await expect(provider.write.claimOperator(never())).rejects.toMatchObject({
    facts: { kind: 'not-able', what: 'claimOperator' },
  });
  expect(server.requests).toHaveLength(asked);
});

test.each([
  ['http://user:pass@127.0.0.1', 'address'],
  ['not an address', 'address'],
])('an address that cannot be used is refused before anything is opened: %s', (address, field) => {
  expect(() => connected(address, 'x')).toThrow(
    expect.objectContaining({ facts: { kind: 'invalid', field, reason: 'form' } }),
  );
});

test('closing a provider ends what it runs, and its sockets', async () => {
  const server = closing(await rawServer(() => undefined));
  const provider = connected(server.url, 'x');
  const reading = provider.read.configuration(never());
  await expect.poll(() => server.asked.length).toBe(1);
  provider.close();
  await expect(reading).rejects.toMatchObject({ facts: { kind: 'cancelled' } });
  await expect.poll(() => server.sockets()).toBe(0);
});

test('G8 G2 a dead server does not delay another one', async () => {
  const dead = closing(await rawServer(() => undefined));
  const alive = closing(await rawServer((_, res) => json(res, { config: {} })));
  const limiter = createLimiter();
  const stuck = Array.from({ length: 30 }, () =>
    connected(dead.url, 'x', { limiter })
      .read.configuration(never())
      .catch(() => undefined),
  );
  const started = performance.now();
  await connected(alive.url, 'x', { limiter }).read.configuration(never());
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(stuck).toHaveLength(30);
});

test('D2 the credential is asked for with every request, so that a lock takes effect at once', async () => {
  const server = await sample({ product: 'oss-2.9' });
  let secret: Secret | undefined = new Secret(server.credential!);
  const provider = closing(
    createProvider(
      { address: server.url },
      { credential: () => Promise.resolve(secret), mayWrite: () => false, clock: realTime, limiter: createLimiter() },
    ),
  );
  expect((await listAll(provider)).tokens.length).toBeGreaterThan(0);
  secret = undefined;
  await expect(listAll(provider)).rejects.toMatchObject({ facts: { kind: 'no-credential' } });
});

test('ten thousand tokens are mapped in batches, none of which holds the process long', async () => {
  const server = await sample({ product: 'oss-2.9', tokens: 10_000, record: false });
  const provider = connected(server.url, server.credential);
  await listAll(provider);
  let longest = 0;
  let last = performance.now();
  let batches = 0;
  await provider.read.listTokens(() => {
    const now = performance.now();
    if (batches > 0) longest = Math.max(longest, now - last);
    last = now;
    batches += 1;
  }, never());
  expect(batches).toBeGreaterThanOrEqual(10);
  expect(longest).toBeLessThan(200);
});
