import { connect as connectHttp2, type SecureClientSessionOptions } from 'node:http2';
import https from 'node:https';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { CertificateMaker } from '#test/certificates';
import { startSample, type RunningSample } from './serve.ts';

let sample: RunningSample<unknown>;
afterEach(() => sample.close());

/** The status of a path that was asked for in HTTP/2. */
async function statusByHttp2(options: SecureClientSessionOptions = {}): Promise<unknown> {
  const session = connectHttp2(sample.url, options);
  const asked = session.request({ ':path': '/health', authorization: `Bearer ${sample.credential ?? ''}` });
  const [headers] = (await once(asked, 'response')) as [Record<string, unknown>];
  session.destroy();
  return headers[':status'];
}

test('an InfluxDB 3 speaks both versions of HTTP on one port, several requests on one connection', async () => {
  sample = await startSample({ product: 'core-3.10' });
  const headers = { authorization: `Bearer ${sample.credential ?? ''}` };

  expect((await fetch(`${sample.url}/health`, { headers })).status).toBe(200);
  expect(
    (await fetch(`${sample.url}/api/v3/write_lp?db=home`, { method: 'POST', headers, body: 'm v=1' })).status,
  ).toBe(204);
  expect(await statusByHttp2()).toBe(200);
});

test('with TLS client and server agree on one of them', async () => {
  const maker = new CertificateMaker();
  const tls = maker.selfSigned();
  maker.close();
  sample = await startSample({ product: 'core-3.10', tls });

  const status = await new Promise((resolve, reject) => {
    https
      .get(`${sample.url}/health`, { ca: tls.cert, agent: false }, (res) => resolve(res.resume().statusCode))
      .on('error', reject);
  });

  expect(status).toBe(401);
  expect(await statusByHttp2({ ca: tls.cert })).toBe(200);
});

test('ends although somebody is connected and says nothing', async () => {
  sample = await startSample({ product: 'core-3.10', empty: true });
  const silent: Socket = connect(Number(new URL(sample.url).port), '127.0.0.1');
  await once(silent, 'connect');
  const closed = once(silent, 'close');

  await sample.close();

  await expect(closed).resolves.toBeDefined();
});
