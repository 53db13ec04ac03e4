import { gzipSync, brotliCompressSync, deflateSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import { httpTo, never, path, realTime, SECRET } from '#test/http';
import { json, rawServer, socketServer, type Answerer, type RawServer } from '#test/raw-server';
import type { Http, HttpOptions } from './http.ts';
import { jsonOf } from './json.ts';
import type { WantedList } from './list-cutter.ts';

const open: { close(): void | Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function serverThat(answer: Answerer): Promise<RawServer> {
  const server = await rawServer(answer);
  open.push(server);
  return server;
}

function clientOf(server: { url: string }, options: Partial<HttpOptions> = {}): Http {
  const http = httpTo(server.url, options);
  open.push(http);
  return http;
}

const get = (http: Http, more: { list?: WantedList; signal?: AbortSignal } = {}) =>
  http.reading.send({ method: 'GET', path: path`/x`, signal: never(), ...more });
const post = (http: Http, signal = never()) =>
  http.writing.send({ method: 'POST', path: path`/x`, body: { a: 1 }, signal });
const facts = (call: Promise<unknown>) =>
  call.then(
    () => 'answered',
    (error: unknown) => (error instanceof Failure ? error.facts : error),
  );

test('D4 the token travels in the Authorization header only, and to the own origin only', async () => {
  const server = await serverThat((_, res) => json(res, {}));
  const http = clientOf(server);
  await get(http);
  await post(http);
  for (const { headers, url, headersDistinct } of server.requests) {
    expect(headersDistinct.authorization).toEqual([`Token ${SECRET}`]);
    expect(JSON.stringify({ ...headers, authorization: '', url })).not.toContain(SECRET);
  }
  expect(server.requests).toHaveLength(2);
});

test('D4 a call that needs no credential sends none and does not even ask for it', async () => {
  const server = await serverThat((_, res) => json(res, {}));
  const http = clientOf(server, { credential: () => Promise.reject(new Error('asked')) });
  await http.reading.send({ method: 'GET', path: path`/health`, credential: 'none', signal: never() });
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
});

test('a connection without a token asks for one and sends nothing', async () => {
  const server = await serverThat((_, res) => json(res, {}));
  expect(await facts(get(clientOf(server, { credential: () => Promise.resolve(undefined) })))).toEqual({
    kind: 'no-credential',
  });
  expect(server.asked).toEqual([]);
});

describe('E2', () => {
  test.each(['POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'get'])(
    'E2 the transport for reading refuses %s, even when a handler asks for it',
    async (method) => {
      const server = await serverThat((_, res) => json(res, {}));
      const send = clientOf(server).reading.send as (call: {
        method: string;
        path: string;
        signal: AbortSignal;
      }) => Promise<unknown>;
      expect(await facts(send({ method, path: path`/x`, signal: never() }))).toEqual({
        kind: 'read-only',
        why: 'locked',
      });
      expect(server.asked).toEqual([]);
    },
  );

  test('E2 the transport for writing refuses everything while the connection is locked, and touches no socket', async () => {
    let connections = 0;
    const server = await socketServer(() => (connections += 1));
    open.push(server);
    let unlocked = false;
    const http = clientOf(server, { mayWrite: () => unlocked, limits: { headersMs: 100 } });
    expect(await facts(post(http))).toEqual({ kind: 'read-only', why: 'locked' });
    expect(connections).toBe(0);
    unlocked = true;
    await post(http);
    expect(connections).toBe(1);
  });
});

describe('G2', () => {
  // undici's timers are coarse: a short one fires up to a second late.
  const limits = { connectMs: 300, headersMs: 300, idleMs: 300, totalMs: 4_000 };

  test('G2 headers that do not come, an answer that stops and one that only drips each end with their own phase', async () => {
    const silent = await serverThat(() => undefined);
    const stopping = await serverThat(
      (_, res) => void res.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    );
    const dripping = await serverThat((_, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => res.write(' '), 40);
      res.on('close', () => clearInterval(drip));
    });
    const phases = await Promise.all(
      [silent, stopping, dripping].map((server) =>
        facts(get(clientOf(server, { limits: server === dripping ? { totalMs: 600 } : limits }))),
      ),
    );
    expect(phases).toMatchObject([
      { kind: 'timeout', phase: 'headers' },
      { kind: 'timeout', phase: 'idle' },
      { kind: 'timeout', phase: 'total' },
    ]);
    await expect.poll(() => [silent, stopping, dripping].map((server) => server.sockets())).toEqual([0, 0, 0]);
  });

  test('G2 a connection that does not come about ends with its own phase', async () => {
    const silent = await socketServer(() => undefined);
    open.push(silent);
    // TLS counts as part of connecting: this server never answers the greeting.
    const http = clientOf({ url: `https://127.0.0.1:${silent.port}` }, { limits });
    expect(await facts(get(http))).toMatchObject({ kind: 'timeout', phase: 'connect' });
  });

  test('a list may begin later than other answers', async () => {
    const late = await serverThat((_, res) => void setTimeout(() => json(res, {}), 2_500));
    const http = clientOf(late, { limits: { headersMs: 100, listHeadersMs: 5_000, idleMs: 5_000 } });
    expect(await facts(get(http))).toMatchObject({ kind: 'timeout', phase: 'headers' });
    expect(await facts(get(http, { list: { key: 'rows', take: () => undefined } }))).toBe('answered');
  });
});

describe('G3', () => {
  const limits = { bodyBytes: 10_000, listBytes: 50_000 };

  test('G3 an answer beyond its limit is refused, told or not how long it is, and the limit of a list is its own', async () => {
    const body = JSON.stringify('x'.repeat(20_000));
    const told = await serverThat((_, res) =>
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body),
    );
    const untold = await serverThat(
      (_, res) => void res.writeHead(200, { 'content-type': 'application/json' }).write(body.slice(0, 15_000)),
    );
    for (const server of [told, untold])
      expect(await facts(get(clientOf(server, { limits })))).toEqual({ kind: 'too-large', limit: 10_000 });
    expect(await facts(get(clientOf(told, { limits }), { list: { key: 'rows', take: () => undefined } }))).toBe(
      'answered',
    );
  });

  test('G3 an answer that never ends is cut off, not gathered', async () => {
    const endless = await serverThat((_, res) => {
      res.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (!res.destroyed && res.write('x'.repeat(65_536)));
        if (!res.destroyed) res.once('drain', more);
      };
      more();
    });
    expect(await facts(get(clientOf(endless)))).toEqual({ kind: 'too-large', limit: 20 * 1024 * 1024 });
    await expect.poll(() => endless.sockets()).toBe(0);
  });

  test('headers beyond their limit are refused', async () => {
    const server = await serverThat((_, res) => {
      for (let number = 0; number < 1_500; number += 1) res.setHeader(`x-${number}`, 'x'.repeat(50));
      res.end();
    });
    expect(await facts(get(clientOf(server)))).toMatchObject({ kind: 'too-large' });
  });
});

test.each([301, 302, 303, 307, 308])('G4 a redirect (%i) is told and not followed', async (status) => {
  const other = await serverThat((_, res) => json(res, {}));
  const server = await serverThat((_, res) =>
    res.writeHead(status, { location: `http://me:pw@127.0.0.1:${other.port}/login` }).end(),
  );
  const http = clientOf(server);
  const expected = { kind: 'redirect', to: `http://127.0.0.1:${other.port}/login` };
  expect(await facts(get(http))).toEqual(expected);
  expect(await facts(post(http))).toEqual(expected);
  expect(server.asked).toEqual(['GET /x', 'POST /x']);
  expect(other.asked).toEqual([]);
});

describe('G5 G6', () => {
  test('G5 a read is tried three times when the server asks to come later, a write once', async () => {
    const busy = await serverThat((_, res) => json(res, { code: 'unavailable', message: 'later' }, 503));
    const http = clientOf(busy);
    expect((await get(http)).status).toBe(503);
    await post(http);
    expect(busy.asked).toEqual(['GET /x', 'GET /x', 'GET /x', 'POST /x']);
  });

  test('G6 a write whose answer is lost is never sent again and ends as lost', async () => {
    const dropping = await serverThat((req) => void req.socket.destroy());
    const http = clientOf(dropping);
    expect(await post(http)).toMatchObject({ lost: { facts: { kind: 'unreachable', cause: 'reset' } } });
    expect(dropping.asked).toEqual(['POST /x']);
  });

  test.each([502, 504])('G6 a write that a proxy answers with %i may have happened', async (status) => {
    const server = await serverThat((_, res) =>
      res.writeHead(status, { 'content-type': 'text/html' }).end('<html>bad gateway</html>'),
    );
    expect(await post(clientOf(server))).toMatchObject({ lost: { facts: { kind: 'proxy', status } } });
    expect(server.asked).toEqual(['POST /x']);
  });

  test('G6 a write that could not be sent says so, since nothing can have changed', async () => {
    const server = await serverThat(() => undefined);
    await server.close();
    expect(await facts(post(clientOf(server)))).toMatchObject({ kind: 'unreachable', cause: 'refused' });
  });

  test('G6 a write never meets a connection that the server has since closed', async () => {
    const server = await serverThat((req, res) => {
      res.setHeader('keep-alive', 'timeout=60');
      json(res, {});
      if (req.method === 'GET') setTimeout(() => req.socket.destroy(), 5);
    });
    const http = clientOf(server);
    await get(http);
    expect(await post(http)).toMatchObject({ answer: { status: 200 } });
    expect(await post(http)).toMatchObject({ answer: { status: 200 } });
  });
});

describe('G7', () => {
  test.each(['before the headers', 'in the middle of the body'])(
    'G7 a cancel %s ends the call and closes the socket within 100 ms',
    async (moment) => {
      const server = await serverThat((_, res) => {
        if (moment.includes('body')) res.writeHead(200, { 'content-type': 'application/json' }).write('[');
      });
      const controller = new AbortController();
      const call = facts(get(clientOf(server), { signal: controller.signal }));
      await expect.poll(() => server.asked.length).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 30));
      const at = performance.now();
      controller.abort();
      expect(await call).toEqual({ kind: 'cancelled' });
      await expect.poll(() => server.sockets(), { interval: 5 }).toBe(0);
      expect(performance.now() - at).toBeLessThan(100);
    },
  );

  test('G7 closing the client cancels what runs', async () => {
    const server = await serverThat(() => undefined);
    const http = clientOf(server);
    const call = facts(get(http));
    await expect.poll(() => server.asked.length).toBe(1);
    http.close();
    expect(await call).toEqual({ kind: 'cancelled' });
    await expect.poll(() => server.sockets()).toBe(0);
  });

  test('a call that was cancelled before it began sends nothing', async () => {
    const server = await serverThat((_, res) => json(res, {}));
    expect(await facts(post(clientOf(server), AbortSignal.abort()))).toEqual({ kind: 'cancelled' });
    expect(server.asked).toEqual([]);
  });
});

describe('G9', () => {
  const encoded =
    (encoding: string, body: Buffer): Answerer =>
    (_, res) =>
      void res.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(body);
  const text = Buffer.from('{"a":"ü"}');

  test('answers are asked for as they are', async () => {
    const server = await serverThat((_, res) => json(res, {}));
    await get(clientOf(server));
    expect(server.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  test.each([
    ['gzip', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', text],
  ])('G9 one layer of %s is read all the same', async (encoding, body) => {
    const server = await serverThat(encoded(encoding, body));
    expect(jsonOf(await get(clientOf(server)))).toEqual({ a: 'ü' });
  });

  test.each([
    ['gzip, gzip', gzipSync(gzipSync(text))],
    ['zstd', text],
    ['gzip', text],
    ['br', Buffer.from('nonsense that is no brotli at all')],
  ])('G9 %s that cannot be one layer is refused', async (encoding, body) => {
    const server = await serverThat(encoded(encoding, body));
    expect(await facts(get(clientOf(server)))).toEqual({ kind: 'bad-encoding' });
  });

  test('G9 a bomb is stopped long before it is unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(60 * 1024 * 1024));
    const server = await serverThat(encoded('gzip', bomb));
    const before = process.memoryUsage().rss;
    expect(await facts(get(clientOf(server), { list: { key: 'rows', take: () => undefined } }))).toMatchObject({
      kind: 'too-large',
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  test('an encoded answer that is cut ends as truncated', async () => {
    const server = await serverThat(
      encoded('gzip', gzipSync(Buffer.from(JSON.stringify('x'.repeat(5_000)))).subarray(0, 30)),
    );
    expect(await facts(get(clientOf(server)))).toMatchObject({ kind: 'bad-response', reason: 'truncated' });
  });
});

describe('G10', () => {
  test('G10 an answer that ends before its length is truncated', async () => {
    const server = await serverThat((req, res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{"authorizations":[');
      setTimeout(() => req.socket.destroy(), 20);
    });
    expect(await facts(get(clientOf(server)))).toEqual({
      kind: 'bad-response',
      status: 200,
      contentType: 'application/json',
      reason: 'truncated',
    });
  });

  test('G10 a list that breaks off after its first entries is not begun again, since they would come twice', async () => {
    const server = await serverThat((req, res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{"rows":[{"id":1},{"i');
      setTimeout(() => req.socket.destroy(), 20);
    });
    const taken: unknown[] = [];
    const list = { key: 'rows', take: (entries: unknown[]) => taken.push(...entries) };
    expect(await facts(get(clientOf(server), { list }))).toMatchObject({ kind: 'bad-response', reason: 'truncated' });
    expect(taken).toEqual([{ id: 1 }]);
    expect(server.asked).toHaveLength(1);
  });

  test.each([
    [502, 'text/html', '<html>'],
    [503, 'text/plain', 'upstream'],
    [504, 'text/html', ''],
    [407, 'text/plain', ''],
    [404, 'text/html', '<html>'],
  ])('G10 a page of a proxy with status %i names the proxy', async (status, type, body) => {
    const server = await serverThat((_, res) => res.writeHead(status, { 'content-type': type }).end(body));
    expect(await facts(get(clientOf(server)))).toEqual({ kind: 'proxy', status });
  });

  test('a demand for a password comes from a proxy: InfluxDB never makes one', async () => {
    const server = await serverThat((_, res) => res.writeHead(401, { 'www-authenticate': 'Basic' }).end());
    expect(await facts(get(clientOf(server)))).toEqual({ kind: 'proxy', status: 401 });
  });

  test('something that speaks no HTTP is no answer', async () => {
    const server = await socketServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    open.push(server);
    expect(await facts(get(clientOf(server)))).toMatchObject({ kind: 'bad-response', reason: 'not-json' });
  });
});

test('a host that has no address and a port that nobody listens on are told apart', async () => {
  const gone = await serverThat(() => undefined);
  await gone.close();
  expect(await facts(get(clientOf(gone)))).toEqual({
    kind: 'unreachable',
    host: `127.0.0.1:${gone.port}`,
    cause: 'refused',
  });
  expect(await facts(get(clientOf({ url: 'http://nowhere.invalid' })))).toEqual({
    kind: 'unreachable',
    host: 'nowhere.invalid',
    cause: 'dns',
  });
});

test('a credential that no header can carry is refused without being named', async () => {
  const server = await serverThat((_, res) => json(res, {}));
  const { Secret } = await import('#main/secret');
  for (const odd of ['sec\nret', 'schlüssel', ' padded', '']) {
    const error: unknown = await get(clientOf(server, { credential: () => Promise.resolve(new Secret(odd)) })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ facts: { kind: 'bad-credential' } });
  }
  expect(server.asked).toEqual([]);
});

test('the clock that is handed in winds the total deadline', async () => {
  const server = await serverThat(() => undefined);
  let fire = () => {};
  const timers = { ...realTime, after: (_ms: number, run: () => void) => ((fire = run), () => undefined) };
  const call = facts(get(clientOf(server, { timers })));
  await expect.poll(() => server.asked.length).toBe(1);
  fire();
  expect(await call).toMatchObject({ kind: 'timeout', phase: 'total' });
});
