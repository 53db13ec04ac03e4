import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { never } from '#test/http';
import { closing, listAll } from '#test/influx2';
import { asked, connected3, named3, operatorOf3, raw3, wanted3 } from '#test/influx3';
import { timeOf } from './token-row.ts';

const SECRET = 'apiv3_the-own-token';
const HASH = createHash('sha512').update(SECRET).digest('hex').slice(0, 9);
const ROW = { token_id: 0, name: '_admin', hash: HASH, created_at: '2026-06-17T13:02:33.123', permissions: '*:*:*' };

/** The tokens that a server with these rows shows. */
async function listed(rows: object[]) {
  const server = closing(await raw3((sql) => (sql.includes('token_id >') ? [] : rows)));
  return listAll(connected3(server.url, SECRET));
}

test('the operator, admins and tokens for databases are told apart by what the server says of them', async () => {
  const { provider } = await operatorOf3({ product: 'enterprise-3.10' });
  const { tokens, end } = await listAll(provider);
  expect(end).toMatchObject({ completeness: 'every-token', unreadable: 0, v1: 'absent' });
  expect(tokens.filter(({ kind }) => kind === 'operator').map(({ description }) => description)).toEqual(['_admin']);
  expect(new Set(tokens.map(({ kind }) => kind))).toEqual(new Set(['operator', 'admin', 'database']));
  expect(tokens.every(({ exactFirst, value, store }) => exactFirst && value === 'hidden' && store === 'api')).toBe(
    true,
  );
  expect(tokens.filter(({ own }) => own === 'yes').map(({ id }) => id)).toEqual(['0']);
});

test.each(['array', 'string'] as const)('permissions as %s are the same rights', async (permissionsAs) => {
  const { provider } = await operatorOf3({ product: 'enterprise-3.10', permissionsAs });
  const grants = [
    { action: 'read' as const, type: 'databases', id: 'home' },
    { action: 'write' as const, type: 'databases', id: 'home' },
    { action: 'read' as const, type: 'system', id: 'health' },
  ];
  const { token } = await provider.write.createToken(wanted3('mixed', { kind: 'database', grants }), never());
  expect((await named3(provider, 'mixed')).grants).toEqual(token.grants);
  expect(token.grants.map(({ action, type, id }) => `${action} ${type} ${id}`).sort()).toEqual([
    'read databases home',
    'read system health',
    'write databases home',
  ]);
});

test('times without a zone are UTC, with any number of digits', async () => {
  const at = Date.UTC(2026, 5, 17, 13, 2, 33);
  expect(timeOf('2026-06-17T13:02:33')).toBe(at);
  expect(timeOf('2026-06-17T13:02:33.123')).toBe(at + 123);
  expect(timeOf('2026-06-17T13:02:33.123456789')).toBe(at + 123);
  expect(timeOf('2026-06-17T13:02:33Z')).toBe(at);
  expect(timeOf('2026-06-17T15:02:33+02:00')).toBe(at);
  expect(timeOf('soon')).toBeUndefined();
  const { tokens } = await listed([ROW]);
  expect(tokens[0]?.createdAt).toBe(at + 123);
});

test('whether a token has expired is decided by the clock of the server', async () => {
  const hour = 3_600_000;
  const naive = (ms: number) => new Date(ms).toISOString().slice(0, -1);
  const rows = [{ ...ROW, expiry: naive(Date.now() + hour / 2) }];
  const server = closing(
    await raw3(
      () => rows,
      (_, res) => {
        res.setHeader('date', new Date(Date.now() + hour).toUTCString());
        return false;
      },
    ),
  );
  const { tokens } = await listAll(connected3(server.url, SECRET));
  expect(tokens[0]?.status).toBe('expired');
  expect((await listed(rows)).tokens[0]?.status).toBe('active');
});

test('expired tokens stay in the list', async () => {
  const { provider } = await operatorOf3();
  const { tokens } = await listAll(provider);
  const expired = tokens.filter(({ status }) => status === 'expired');
  expect(expired.length).toBeGreaterThan(0);
  expect(expired.every(({ expiresAt = Infinity }) => expiresAt <= Date.now())).toBe(true);
});

test('rows without a hash leave open which one is the own one, two with the same are both', async () => {
  const { hash, ...blind } = ROW;
  const { tokens } = await listed([
    { ...blind, token_id: 3, name: 'blind' },
    ROW,
    { ...ROW, token_id: 9, name: 'twin' },
  ]);
  expect(hash).toBe(HASH);
  expect(tokens.map(({ own }) => own)).toEqual(['unknown', 'yes', 'yes']);
});

test('what cannot be read is counted, what is not known is kept as the server told it', async () => {
  const { tokens, end } = await listed([
    { ...ROW, colour: 'green' },
    { token_id: 'seven', name: 'odd' },
    { ...ROW, token_id: 2, name: 'newer', hash: '000000000', permissions: '["db:home:read","cluster:*:tidy"]' },
    { ...ROW, token_id: 3, name: 'bare', hash: '000000000', permissions: '' },
  ]);
  expect(end.unreadable).toBe(1);
  expect(tokens.map(({ description, unread }) => [description, unread])).toEqual([
    ['_admin', undefined],
    ['newer', ['cluster:*:tidy']],
    ['bare', undefined],
  ]);
  expect(tokens[1]?.kind).toBe('database');
});

test('a database that was deleted and made anew is told with the tokens that were made before, not with later ones', async () => {
  const { server, provider } = await operatorOf3({ product: 'enterprise-3.10' });
  const { databases } = server.state;
  const on = (id: string) => [{ action: 'read' as const, type: 'databases', id }];
  const make = (name: string, id: string) =>
    provider.write.createToken(wanted3(name, { kind: 'database', grants: on(id) }), never());
  databases.create('again', null);
  databases.delete('again', 'default', Date.now() - 3_600_000);
  databases.create('again', null);
  await make('before', 'again');
  await make('on another', 'home');
  databases.delete('again', 'default', Date.now() + 3_600_000);
  expect((await named3(provider, 'before')).remade).toBeUndefined();
  databases.create('again', null);

  expect(await named3(provider, 'before')).toMatchObject({ remade: ['again'] });
  expect((await provider.read.getToken(await named3(provider, 'before'), never())).remade).toEqual(['again']);
  expect((await named3(provider, 'on another')).remade).toBeUndefined();
});

test('rights on a database that is gone name it no more', async () => {
  const { server, provider } = await operatorOf3({ product: 'enterprise-3.10' });
  server.state.databases.create('passing', null);
  const grants = ['home', 'passing'].map((id) => ({ action: 'read' as const, type: 'databases', id }));
  await provider.write.createToken(wanted3('two', { kind: 'database', grants }), never());
  expect((await named3(provider, 'two')).grants.map(({ name }) => name)).toEqual(['home', 'passing']);
  server.state.databases.delete('passing', 'default');
  expect((await named3(provider, 'two')).grants.map(({ name }) => name)).toEqual(['home', undefined]);
});

test('a long list comes in pages by id, in full and in order', async () => {
  const rows = Array.from({ length: 12_000 }, (_, id) => ({
    ...ROW,
    token_id: id * 2,
    name: `token ${id}`,
    hash: 'f',
  }));
  const server = closing(
    await raw3((sql) => {
      const behind = Number(/token_id > (\d+)/.exec(sql)?.[1] ?? -1);
      const size = Number(/LIMIT (\d+)/.exec(sql)?.[1]);
      return rows.filter(({ token_id: id }) => id > behind).slice(0, size);
    }),
  );
  const { tokens, end, batches } = await listAll(connected3(server.url, SECRET));
  expect(end.completeness).toBe('every-token');
  expect(batches).toBeGreaterThan(2);
  expect(tokens.map(({ id }) => Number(id))).toEqual(rows.map(({ token_id: id }) => id));
});

test('one token is read by its id, and said to be gone when it is', async () => {
  const { provider } = await operatorOf3();
  const { tokens } = await listAll(provider);
  const [first] = tokens;
  expect(await provider.read.getToken({ store: 'api', id: '0' }, never())).toEqual(first);
  await expect(provider.read.getToken({ store: 'api', id: '987654' }, never())).rejects.toMatchObject({
    facts: { kind: 'gone', what: 'token' },
  });
});

test('an id that is none never reaches the text of a query', async () => {
  const { server, provider } = await operatorOf3();
  await expect(provider.read.getToken({ store: 'api', id: '0 OR 1=1' }, never())).rejects.toMatchObject({
    facts: { kind: 'invalid', field: 'id' },
  });
  expect(asked(server)).toEqual([]);
});

test('D4 the token travels in the Bearer scheme and stands in no address', async () => {
  const { server, provider } = await operatorOf3();
  await listAll(provider);
  await provider.read.listResources(never());
  expect(server.requests.length).toBeGreaterThan(2);
  for (const { headers, path } of server.requests) {
    expect(headers.authorization).toBe(`Bearer ${server.credential}`);
    expect(path).not.toContain('apiv3_');
  }
});

test.each([
  [405, 'invokded a method that is not implemented: query', { kind: 'not-able', what: 'queryHere' }],
  [404, '{"error":"query error: database not found: _internal"}', { kind: 'gone', what: 'database' }],
  [401, '', { kind: 'bad-credential' }],
  [500, 'query error: error while planning query: x', { kind: 'server-failed', status: 500 }],
  [400, 'invalid mime type (x)', { kind: 'server-refused', status: 400 }],
] as const)('a list refused with %i and “%s”', async (status, text, facts) => {
  const server = closing(
    await raw3(
      () => [],
      (req, res) => {
        const query = req.url?.startsWith('/api/v3/query_sql') ?? false;
        if (query) res.writeHead(status).end(text);
        return query;
      },
    ),
  );
  await expect(listAll(connected3(server.url, SECRET))).rejects.toMatchObject({ facts });
});

test('a list that breaks off in the middle is no short list', async () => {
  const server = closing(
    await raw3(
      () => [],
      (req, res) => {
        const query = req.url?.startsWith('/api/v3/query_sql') ?? false;
        if (query) res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify([ROW]).slice(0, -9));
        return query;
      },
    ),
  );
  await expect(listAll(connected3(server.url, SECRET))).rejects.toMatchObject({
    facts: { kind: 'bad-response', reason: 'truncated' },
  });
});
