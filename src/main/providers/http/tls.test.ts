import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import { CertificateMaker, type KeyPair } from '#test/certificates';
import { httpTo, never, path } from '#test/http';
import { json, rawServer, socketServer, type RawServer } from '#test/raw-server';
import { trustedWith } from './agent.ts';
import type { HttpOptions } from './http.ts';

const maker = new CertificateMaker();
const open: { close(): void | Promise<void> }[] = [];
const day = 86_400_000;
let authority: KeyPair;
let good: KeyPair;

beforeAll(() => {
  authority = maker.authority();
  good = maker.signedBy(authority);
});
afterAll(() => maker.close());
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function secureServer(tls: object): Promise<RawServer> {
  const server = await rawServer((_, res) => json(res, {}), tls);
  open.push(server);
  return server;
}

async function ask(url: string, options: Partial<HttpOptions> = {}): Promise<unknown> {
  const http = httpTo(url, { limits: { connectMs: 5_000 }, ...options });
  open.push(http);
  const call = http.reading.send({ method: 'GET', path: path`/x`, signal: never() });
  return call.then(
    ({ status }) => status,
    (error: unknown) => (error instanceof Failure ? error.facts : error),
  );
}

test('H3 an own CA is trusted on its connection, and on no other', async () => {
  const server = await secureServer(good);
  expect(await ask(server.url, { ca: authority.cert })).toBe(200);
  expect(await ask(server.url)).toMatchObject({ kind: 'tls', cause: 'unknown-ca' });
  expect(server.asked).toHaveLength(1);
});

test('H3 an own CA is added to the usual roots and takes none away', () => {
  expect(trustedWith(authority.cert)).toEqual([...rootCertificates, authority.cert]);
  expect(rootCertificates.length).toBeGreaterThan(50);
});

test('H3 a text that is no certificate is refused before anything is sent', () => {
  const ca = '-----BEGIN CERTIFICATE-----\nnope\n-----END CERTIFICATE-----';
  expect(() => httpTo('https://127.0.0.1:1', { ca })).toThrow(
    expect.objectContaining({ facts: { kind: 'invalid', field: 'ca', reason: 'form' } }),
  );
});

test('H8 every flaw of a certificate has its own cause, and no request reaches the server', async () => {
  const flaws = {
    'self-signed': maker.selfSigned(),
    'unknown-ca': maker.signedBy(maker.authority()),
    expired: maker.signedBy(authority, { from: new Date(Date.now() - 9 * day), to: new Date(Date.now() - day) }),
    'not-yet-valid': maker.signedBy(authority, {
      from: new Date(Date.now() + day),
      to: new Date(Date.now() + 9 * day),
    }),
    'host-mismatch': maker.signedBy(authority, { san: 'DNS:influx.example' }),
  };
  for (const [cause, pair] of Object.entries(flaws)) {
    const server = await secureServer(pair);
    expect(await ask(server.url, { ca: authority.cert })).toEqual({
      kind: 'tls',
      host: `127.0.0.1:${server.port}`,
      cause,
    });
    expect(server.asked).toEqual([]);
  }
});

test('H8 a server that offers nothing newer than TLS 1.1 is refused as outdated', async () => {
  const server = await secureServer({
    ...good,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'ALL:@SECLEVEL=0',
  });
  expect(await ask(server.url, { ca: authority.cert })).toMatchObject({ kind: 'tls', cause: 'old-protocol' });
});

test('H8 https to a plain port and http to a TLS port are told apart', async () => {
  const plain = await rawServer((_, res) => json(res, {}));
  const go = await rawServer(
    (_, res) =>
      void res
        .writeHead(400, { 'content-type': 'text/plain' })
        .end('Client sent an HTTP request to an HTTPS server.\n'),
  );
  const alerting = await socketServer((socket) => socket.end(Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46])));
  open.push(plain, go, alerting);
  expect(await ask(plain.url.replace('http:', 'https:'))).toMatchObject({ kind: 'tls', cause: 'tls-on-plain' });
  expect(await ask(go.url)).toMatchObject({ kind: 'tls', cause: 'plain-on-tls' });
  expect(await ask(alerting.url)).toMatchObject({ kind: 'tls', cause: 'plain-on-tls' });
});

test('H1 a bad certificate still fails when the environment asks to take everything', async () => {
  const server = await secureServer(maker.selfSigned());
  const script = `
    import { httpTo, never, path } from '#test/http';
    const http = httpTo(process.argv[1]);
    try { await http.reading.send({ method: 'GET', path: path\`/x\`, signal: never() }); console.log('answered'); }
    catch (error) { console.log(JSON.stringify(error.facts)); }
    http.close();`;
  const env = { ...process.env, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', script, server.url],
    { env },
  );
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'tls', cause: 'self-signed' });
  expect(server.asked).toEqual([]);
});

test('H2 nothing in the product turns the check of certificates off', () => {
  const root = join(import.meta.dirname, '../../..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(ts|svelte|js|mjs)$/.test(file) && !/\.test\.ts$/.test(file),
  );
  const offenders = (words: RegExp) => files.filter((file) => words.test(readFileSync(join(root, file), 'utf8')));
  expect(files.length).toBeGreaterThan(50);
  expect(offenders(/rejectUnauthorized:(?!\s*true)/)).toEqual([]);
  const named = offenders(/NODE_TLS_REJECT_UNAUTHORIZED|ignore-certificate-errors/);
  expect(named.map((file) => file.replaceAll('\\', '/')).sort()).toEqual([
    'main/shell/environment.ts',
    'main/shell/switches.ts',
  ]);
});
