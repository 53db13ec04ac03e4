import https from 'node:https';
import { afterEach, expect, test } from 'vitest';
import { CertificateMaker } from '#test/certificates';
import { startSample, type RunningSample, type SampleOptions } from './serve.ts';

const running: RunningSample[] = [];
afterEach(() => Promise.all(running.splice(0).map((sample) => sample.close())));

async function start(options: SampleOptions): Promise<RunningSample> {
  const sample = await startSample(options);
  running.push(sample);
  return sample;
}

test('remembers what it was asked only when it shall', async () => {
  const quiet = await start({ product: 'oss-2.9', empty: true });
  const recording = await start({ product: 'oss-2.9', empty: true, record: true });

  for (const { url } of [quiet, recording]) {
    await fetch(`${url}/api/v2/setup?a=1`, { method: 'POST', headers: { authorization: 'Token secret' }, body: '{}' });
  }

  expect(quiet.requests).toEqual([]);
  expect(recording.requests).toMatchObject([
    { method: 'POST', path: '/api/v2/setup?a=1', headers: { authorization: 'Token secret' }, body: '{}' },
  ]);
});

test('lets a test answer instead, or wait first', async () => {
  let waited = false;
  const sample = await start({
    product: 'oss-2.9',
    empty: true,
    before: async (req, res) => {
      if (req.url === '/health') {
        res.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>');
        return true;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
      waited = true;
      return false;
    },
  });

  expect((await fetch(`${sample.url}/health`)).status).toBe(502);
  expect((await fetch(`${sample.url}/ready`)).status).toBe(200);
  expect(waited).toBe(true);
});

test('closes while a client still holds its connection', async () => {
  const sample = await startSample({ product: 'oss-2.9', empty: true });
  await fetch(`${sample.url}/health`);

  await sample.close();

  await expect(fetch(`${sample.url}/health`)).rejects.toThrow();
});

test('rejects when its port is taken', async () => {
  const first = await start({ product: 'oss-2.9', empty: true });
  const port = Number(new URL(first.url).port);

  await expect(startSample({ product: 'oss-2.9', empty: true, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('speaks https with a certificate of the caller', async () => {
  const maker = new CertificateMaker();
  const tls = maker.selfSigned();
  maker.close();
  const sample = await start({ product: 'oss-2.9', empty: true, tls });

  const status = await new Promise((resolve, reject) => {
    https
      .get(`${sample.url}/health`, { ca: tls.cert, agent: false }, (res) => resolve(res.resume().statusCode))
      .on('error', reject);
  });

  expect(sample.url).toMatch(/^https:/);
  expect(status).toBe(200);
});

test('sends a list of twenty thousand tokens in parts that are one JSON text', async () => {
  const sample = await start({ product: 'oss-2.7', tokens: 20_000 });
  const answer = await fetch(`${sample.url}/api/v2/authorizations`, {
    headers: { authorization: `Token ${sample.credential}` },
  });

  const { authorizations } = (await answer.json()) as { authorizations: { id: string; token: string }[] };
  const ids = authorizations.map(({ id }) => id);

  expect(authorizations.length).toBeGreaterThan(19_000);
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  expect(authorizations.every(({ token }) => /^[\w-]{86}==$/.test(token))).toBe(true);
});
