import { expect, test } from 'vitest';
import { explain } from '#contract/explain';
import { factsOf } from '#contract/failure';
import { never } from '#test/http';
import { closing, connectAll } from '#test/influx2';
import { connected3, raw3, wanted3 } from '#test/influx3';
import { jwt } from '#test/jwt';

const ROWS = [{ token_id: 0, name: '_admin', hash: 'f9d9ca5aa', permissions: '*:*:*' }];
const END = 1_800;

/** A server that lets a user in who logged in, until `ends`. */
async function withUsers() {
  const state = { letsIn: true, asked: [] as string[] };
  const server = closing(
    await raw3(
      (sql) => (sql.includes('token_id >') ? [] : ROWS),
      (req, res) => {
        state.asked.push(`${req.method ?? ''} ${req.url ?? ''}`);
        if (!state.letsIn) res.writeHead(401).end('{"error": "the request was not authenticated"}');
        return !state.letsIn;
      },
    ),
  );
  return { server, state };
}

test('the session of a user is told as one, with its end, and is no entry of the list', async () => {
  const { server } = await withUsers();
  const { server: seen } = await connectAll(connected3(server.url, jwt({ exp: END })));
  expect(seen?.self).toMatchObject({ kind: 'admin', origin: 'user-session', mayList: true });
  expect(seen?.self?.tokenId).toBeUndefined();
  expect((seen?.self?.expiresAt ?? 0) - Date.now()).toBeGreaterThan((END - 60) * 1_000);
});

test('a user who may not list tokens is called no database token', async () => {
  const { server } = await withUsers();
  const refusing = closing(
    await raw3(
      () => [],
      (req, res) => {
        if (!req.url?.startsWith('/api/v3/query_sql')) return false;
        res.writeHead(403).end('{"error": "unauthorized to perform requested action with the token"}');
        return true;
      },
    ),
  );
  expect((await connectAll(connected3(refusing.url, jwt({ exp: END })))).server?.self).toMatchObject({
    kind: 'unknown',
    origin: 'user-session',
    mayList: false,
  });
  expect((await connectAll(connected3(server.url, 'apiv3_x'))).server?.self?.origin).toBeUndefined();
});

test('a session that ran out asks for another, once per request: nothing is refreshed or tried again by itself', async () => {
  const { server, state } = await withUsers();
  const provider = connected3(server.url, jwt({ exp: -5 }));
  await connectAll(provider);
  state.letsIn = false;
  state.asked.length = 0;
  const read = () => provider.read.getToken({ store: 'api', id: '0' }, never());
  for (const work of [read, () => provider.write.createToken(wanted3('a'), never())]) {
    const facts = factsOf(await work().catch((thrown: unknown) => thrown));
    expect(facts).toMatchObject({ kind: 'bad-credential', seems: 'session-over' });
    expect(explain(facts)).toMatchObject({ title: 'The session has run out', next: { do: 'renew-token' } });
  }
  expect(state.asked.filter((line) => line.startsWith('POST'))).toHaveLength(1);
  expect(state.asked.join()).not.toContain('authorize');
});

test('a session that should last still is not called over', async () => {
  const { server, state } = await withUsers();
  state.letsIn = false;
  const { failure } = await connectAll(connected3(server.url, jwt({ exp: END })));
  expect(factsOf(failure)).toMatchObject({ kind: 'bad-credential', seems: 'session' });
});
