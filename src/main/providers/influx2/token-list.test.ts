import { describe, expect, test } from 'vitest';
import { allows } from '#domain/access';
import { never } from '#test/http';
import { closing, connectAll, connected, listAll, made, operatorOf, sample } from '#test/influx2';
import { operatorSet } from '#test/tokens';
import { json, rawServer, type Answerer } from '#test/raw-server';

const ME = 'aaaaaaaaaaaaaaaa';
const entry = (id: number, more: object = {}) => ({
  id: id.toString(16).padStart(16, '0'),
  token: '',
  status: 'active',
  description: `token ${id}`,
  orgID: '020f755c3c083000',
  org: 'acme',
  userID: ME,
  user: 'me',
  permissions: [{ action: 'read', resource: { type: 'authorizations' } }],
  ...more,
});

/** A server of 2.9 that lists these entries, or answers the list as told. */
async function listing(entries: unknown[] | Answerer, v1: Answerer = (_, res) => json(res, { authorizations: [] })) {
  const server = closing(
    await rawServer((req, res) => {
      if (req.url === '/api/v2/me') return json(res, { id: ME, name: 'me', status: 'active' });
      if (req.url === '/api/v2/config') return json(res, { code: 'unauthorized', message: 'no' }, 401);
      if (req.url?.startsWith('/private')) return v1(req, res);
      return typeof entries === 'function' ? entries(req, res) : json(res, { links: {}, authorizations: entries });
    }),
  );
  return connected(server.url, 'secret');
}

test('S1.18 a whole list comes in batches of a thousand, in the order of the server', async () => {
  const { tokens, batches, end } = await listAll(
    await listing(Array.from({ length: 2_500 }, (_, number) => entry(number + 1))),
  );
  expect(tokens.map(({ description }) => description)).toEqual(
    Array.from({ length: 2_500 }, (_, number) => `token ${number + 1}`),
  );
  expect(batches).toBe(3);
  expect(end).toMatchObject({ unreadable: 0, v1: 'read', completeness: 'own-user-only' });
});

test('G14 entries that cannot be read are counted, and the others are kept', async () => {
  const { tokens, end } = await listAll(
    await listing([entry(1), null, { id: 'x' }, entry(2), 'odd', entry(3, { permissions: [{ action: 'all' }] })]),
  );
  expect(tokens.map(({ description }) => description)).toEqual(['token 1', 'token 2']);
  expect(end.unreadable).toBe(4);
});

test('G10 a list that is cut in the middle fails, and is not taken for a short one', async () => {
  const text = JSON.stringify({ authorizations: [entry(1), entry(2)] });
  const cut = await listing(
    (_, res) => void res.writeHead(200, { 'content-type': 'application/json' }).end(text.slice(0, -40)),
  );
  await expect(listAll(cut)).rejects.toMatchObject({ facts: { kind: 'bad-response', reason: 'truncated' } });
  const none = await listing((_, res) => json(res, { links: {} }));
  await expect(listAll(none)).rejects.toMatchObject({ facts: { kind: 'bad-response', reason: 'shape' } });
});

describe('completeness', () => {
  test('G14 an empty list is one of a token that may not list', async () => {
    expect((await listAll(await listing([]))).end.completeness).toBe('may-not-list');
  });

  test('G14 tokens of others, seen by a token that is not proven to see all, leave it open', async () => {
    expect((await listAll(await listing([entry(1), entry(2, { userID: 'bbbbbbbbbbbbbbbb' })]))).end.completeness).toBe(
      'unknown',
    );
  });

  test('G14 an own token that reads all tokens and users of the server sees every token', async () => {
    const all = ['authorizations', 'users'].map((type) => ({ action: 'read', resource: { type } }));
    expect((await listAll(await listing([entry(1, { token: 'secret', permissions: all })]))).end.completeness).toBe(
      'every-token',
    );
  });
});

describe('v1 logins', () => {
  test.each<[string, Answerer, string]>([
    ['a server that refuses them', (_, res) => json(res, { code: 'unauthorized', message: 'no' }, 401), 'refused'],
    [
      'a proxy that knows no such path',
      (_, res) => void res.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found\n'),
      'absent',
    ],
    [
      'a web page in their place',
      (_, res) => void res.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      'absent',
    ],
    [
      'a proxy that refuses the path',
      (_, res) => void res.writeHead(403, { 'content-type': 'text/html' }).end('<html>'),
      'refused',
    ],
  ])('%s does not spoil the list, and is told', async (_, v1, told) => {
    const { tokens, end } = await listAll(await listing([entry(1)], v1));
    expect(tokens).toHaveLength(1);
    expect(end.v1).toBe(told);
  });

  test('are rows of their own kind, which can be changed and deleted', async () => {
    const { provider } = await operatorOf({ product: 'oss-2.9' });
    const logins = (await listAll(provider)).tokens.filter(({ store }) => store === 'v1');
    expect(logins.length).toBeGreaterThan(0);
    expect(logins.every(({ username, own, value }) => username && own === 'no' && value === 'hidden')).toBe(true);
    const [login] = logins;
    expect(await provider.write.updateToken(login!, { status: 'inactive' }, never())).toMatchObject({
      store: 'v1',
      status: 'inactive',
      username: login!.username,
    });
    await expect(provider.read.lookAtValue(login!, never())).rejects.toMatchObject({ facts: { kind: 'not-able' } });
    await provider.write.deleteToken(login!, never());
    await expect(provider.read.getToken(login!, never())).rejects.toMatchObject({
      facts: { kind: 'gone', what: 'token' },
    });
  });
});

describe('the own token', () => {
  test('J3 is found by its value where the server tells values', async () => {
    const { provider, server } = await operatorOf({ product: 'oss-2.7' });
    const { tokens } = await listAll(provider);
    const own = tokens.filter((token) => token.own === 'yes');
    expect(own).toHaveLength(1);
    expect((await provider.read.lookAtValue(own[0]!, never())).reveal()).toBe(server.credential);
    expect(tokens.filter((token) => token.own === 'unknown')).toEqual([]);
  });

  test('J3 is found by the id that was remembered where values are hidden, and its kind is then known by its row', async () => {
    const { provider, server } = await operatorOf({ product: 'oss-2.9' });
    const { token, secret } = await made(provider, 'mine', operatorSet());
    const mine = connected(server.url, secret.reveal(), { ownTokenId: token.id });
    expect((await connectAll(mine)).server?.self).toMatchObject({ kind: 'operator', proof: 'row', tokenId: token.id });
    expect((await listAll(mine)).tokens.filter(({ own }) => own === 'yes').map(({ id }) => id)).toEqual([token.id]);
  });

  test('J4 only tokens of the own user with all its used rights may be it where nothing proves more', async () => {
    const { provider } = await operatorOf({ product: 'oss-2.9' });
    const { server } = await connectAll(provider);
    const maybe = (await listAll(provider)).tokens.filter(({ own }) => own === 'unknown');
    expect(maybe.length).toBeGreaterThan(0);
    for (const { ownerId, grants } of maybe) {
      expect(ownerId).toBe(server!.self!.userId);
      expect(allows(grants, { action: 'write', type: 'authorizations' })).toBe(true);
    }
  });
});

test('D1 no answer of a list holds a value, where the server sends them all', async () => {
  const server = await sample({ product: 'oss-2.4' });
  const secrets = [...server.state.authorizations.values()]
    .map(({ token }) => token)
    .filter((token) => token.length > 20);
  const { tokens } = await listAll(connected(server.url, server.credential));
  const text = JSON.stringify(tokens);
  expect(secrets.length).toBeGreaterThan(100);
  expect(tokens.filter(({ value }) => value === 'readable').length).toBeGreaterThan(100);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});

test('a value that the server hides cannot be looked at', async () => {
  const { provider } = await operatorOf({ product: 'oss-2.9' });
  const [token] = (await listAll(provider)).tokens;
  await expect(provider.read.lookAtValue(token!, never())).rejects.toMatchObject({
    facts: { kind: 'not-able', what: 'lookAtValue' },
  });
});
