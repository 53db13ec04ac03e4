import { expect, test } from 'vitest';
import { explain } from '#contract/explain';
import { factsOf, type FailureFacts } from '#contract/failure';
import { newSecret } from '#sample/influx3/state';
import { never } from '#test/http';
import { closing, connectAll, listAll, type FullProvider } from '#test/influx2';
import { asked, connected3, named3, operatorOf3, raw3, wanted3 } from '#test/influx3';

const REFUSED = '{"error": "the request was not authenticated"}';

async function refused(work: Promise<unknown>): Promise<FailureFacts> {
  return work.then(
    () => expect.unreachable('it was not refused'),
    (thrown: unknown) => factsOf(thrown),
  );
}

/** The list that connecting read is handed on once. */
async function connectAndList(provider: FullProvider) {
  await connectAll(provider);
  await listAll(provider);
}

/** A connection of a named admin token, which has connected and listed. */
async function adminOf3(name: string, expiryMs: number | null = null) {
  const { server } = await operatorOf3();
  const secret = newSecret();
  server.state.addToken({ name, expiryMs, rights: 'everything', createdMs: Date.now(), secret });
  const provider = connected3(server.url, secret);
  await connectAndList(provider);
  return { server, provider };
}

test('a token that runs out in the middle of work is told as that, with its end', async () => {
  const expiryMs = Date.now() + 1_500;
  const { provider } = await adminOf3('for a moment', expiryMs);
  await expect
    .poll(() => listAll(provider).then(() => undefined, factsOf), { timeout: 5_000 })
    .toMatchObject({
      kind: 'bad-credential',
      former: { name: 'for a moment', expiredAt: expiryMs },
    });
  const { title, detail } = explain(await refused(listAll(provider)));
  expect(title).toBe('The token has run out');
  expect(detail).toContain('“for a moment”');
  // Connecting anew does not forget it.
  expect(factsOf((await connectAll(provider)).failure)).toMatchObject({ former: { expiredAt: expiryMs } });
});

test('of a token that somebody deleted it is told until when it worked, and only as a guess what became of it', async () => {
  const { server, provider } = await adminOf3('night watch');
  const before = Date.now();
  await listAll(provider);
  server.state.deleteToken('night watch');
  const facts = await refused(listAll(provider));
  expect(facts).toMatchObject({ kind: 'bad-credential', former: { name: 'night watch' } });
  if (facts.kind !== 'bad-credential') return;
  expect(facts.former?.takenAt).toBeGreaterThanOrEqual(before);
  expect(facts.former?.expiredAt).toBeUndefined();
  expect(explain(facts).detail).toMatch(/took “night watch” last on .* may have deleted it/);
});

test('a write that is refused is explained in the same way', async () => {
  const { server, provider } = await adminOf3('night watch');
  server.state.deleteToken('night watch');
  const facts = await refused(provider.write.createToken(wanted3('another'), never()));
  expect(facts).toMatchObject({ kind: 'bad-credential', former: { name: 'night watch' } });
});

test('a connection that deleted its own token knows it', async () => {
  const { provider } = await adminOf3('night watch');
  await provider.write.deleteToken(await named3(provider, 'night watch'), never());
  const facts = await refused(listAll(provider));
  expect(explain(facts).title).toBe('The token was deleted');
});

test('the operator token was not deleted: it may have been regenerated', async () => {
  const { server, provider } = await operatorOf3();
  await listAll(provider);
  server.state.regenerateOperator(newSecret());
  const facts = await refused(listAll(provider));
  expect(facts).toMatchObject({ former: { name: '_admin', operator: true } });
  expect(explain(facts).detail).toMatch(/cannot be deleted: somebody may have regenerated it/);
});

test('another server at the same address is told as one', async () => {
  let cluster = 'one';
  const server = closing(
    await raw3(
      () => [{ token_id: 0, name: 'night watch', permissions: '*:*:*' }],
      (_, res) => {
        res.setHeader('cluster-uuid', cluster);
        if (cluster === 'two') res.writeHead(401).end(REFUSED);
        return cluster === 'two';
      },
    ),
  );
  const provider = connected3(server.url, 'apiv3_x');
  await connectAndList(provider);
  cluster = 'two';
  const facts = await refused(listAll(provider));
  expect(facts).toMatchObject({ former: { moved: true } });
  expect(explain(facts).title).toBe('Another server answers at this address');
});

test('two tokens that show the same hash are not taken for one another', async () => {
  let taken = true;
  // What a server shows of the SHA-512 of the value below.
  const hash = '441b777d8';
  const row = { hash, permissions: '*:*:*' };
  const rows = [
    { ...row, token_id: 1, name: 'one', expiry: '2020-01-01T00:00:00' },
    { ...row, token_id: 2, name: 'two' },
  ];
  const server = closing(
    await raw3(
      () => rows,
      (_, res) => {
        if (!taken) res.writeHead(401).end(REFUSED);
        return !taken;
      },
    ),
  );
  const provider = connected3(server.url, 'token-with-that-hash');
  await listAll(provider);
  taken = false;
  const facts = await refused(listAll(provider));
  expect(facts).toMatchObject({ former: { takenAt: expect.any(Number) as number } });
  expect(facts).not.toMatchObject({ former: { expiredAt: expect.any(Number) as number } });
  expect(facts).not.toMatchObject({ former: { name: expect.any(String) as string } });
});

test('a token that the server never took is told as unknown to it, without more', async () => {
  const { server } = await operatorOf3();
  const { failure } = await connectAll(connected3(server.url, 'apiv3_never'));
  expect(factsOf(failure)).toEqual({ kind: 'bad-credential', recoverable: true });
});

test('a server that is started again with authentication is asked as one, and one without it refuses writes in words', async () => {
  const { server, provider } = await operatorOf3();
  server.state.withoutAuth = true;
  await connectAndList(provider);
  server.state.withoutAuth = false;
  expect((await listAll(provider)).tokens.some(({ own }) => own === 'yes')).toBe(true);
  server.state.withoutAuth = true;
  expect((await listAll(provider)).tokens.some(({ own }) => own === 'yes')).toBe(false);
  const facts = await refused(provider.write.createToken(wanted3('a'), never()));
  expect(facts).toEqual({ kind: 'not-able', what: 'tokensWithoutAuth' });
  expect(asked(server).filter((line) => line.startsWith('POST'))).toHaveLength(1);
});
