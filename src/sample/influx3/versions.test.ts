import { afterEach, expect, test } from 'vitest';
import { startSample, type RunningSample, type SampleOptions } from '../serve.ts';
import type { State } from './state.ts';
import type { Influx3Product } from './versions.ts';

let sample: RunningSample<State>;
afterEach(() => sample.close());

async function start(product: Influx3Product, more: Partial<SampleOptions<Influx3Product>> = {}): Promise<void> {
  sample = await startSample({ product, ...more });
}

async function ask(method: string, path: string, init: { authorization?: string; body?: object } = {}) {
  const { authorization = `Bearer ${sample.credential ?? 'none'}`, body } = init;
  const response = await fetch(sample.url + path, {
    method,
    headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const sql = (q: string) => ask('POST', '/api/v3/query_sql', { body: { db: '_internal', q } });

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test.each([
  ['core-3.0', ['version', 'revision', 'process_id'], null],
  ['core-3.7', ['version', 'revision', 'process_id'], 'Core'],
  ['core-3.10', ['product_name', 'version', 'revision', 'process_id'], 'Core'],
  ['enterprise-3.10', ['product_name', 'version', 'revision', 'process_id'], 'Enterprise'],
] as const)('%s tells what it is as its version does', async (product, keys, build) => {
  await start(product);

  const { status, headers, text } = await ask('GET', '/ping');

  expect(status).toBe(200);
  expect(Object.keys(JSON.parse(text) as object)).toEqual(keys);
  expect(headers.get('x-influxdb-build')).toBe(build);
  // 3.0 names no request.
  const id: unknown = product === 'core-3.0' ? null : expect.stringMatching(UUID);
  expect(headers.get('request-id')).toEqual(id);
  expect(headers.get('x-request-id')).toBe(headers.get('request-id'));
});

test.each([
  ['core-3.0', '', false, false],
  ['core-3.7', '', false, true],
  ['core-3.10', '{"error": "the request was not authenticated"}', true, true],
  ['enterprise-3.10', '{"error": "the request was not authenticated"}', true, true],
] as const)(
  '%s refuses a wrong token, and names its cluster, as its version does',
  async (product, body, atRefusal, atAnswer) => {
    await start(product);

    const refused = await ask('GET', '/ping', { authorization: 'Bearer apiv3_wrong' });
    const unknown = await ask('GET', '/nowhere');

    expect(refused).toMatchObject({ status: 401, text: body });
    expect(refused.headers.has('content-type')).toBe(false);
    expect(refused.headers.has('cluster-uuid')).toBe(atRefusal);
    expect(unknown).toMatchObject({ status: 404, text: 'Not found' });
    expect(unknown.headers.has('cluster-uuid')).toBe(atAnswer);
  },
);

test('3.0 knows neither named admins nor Basic, nor lists databases by SQL', async () => {
  await start('core-3.0');
  const basic = `Basic ${Buffer.from(`me:${sample.credential ?? ''}`).toString('base64')}`;

  expect(await ask('GET', '/health', { authorization: basic })).toMatchObject({
    status: 400,
    text: `{"error": "Authorization header was malformed and should be in the form 'Authorization: Bearer <token>'"}`,
  });
  expect((await ask('POST', '/api/v3/configure/token/named_admin', { body: { token_name: 'a' } })).status).toBe(404);
  expect(await sql('SELECT * FROM system.databases')).toMatchObject({
    status: 500,
    text: "query error: error while planning query: Error during planning: table 'public.system.databases' not found",
  });
  expect((await sql('SELECT * FROM system.tokens')).status).toBe(200);
});

test('Basic carries the token behind the only colon', async () => {
  await start('core-3.10');
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  const token = sample.credential ?? '';

  expect((await ask('GET', '/health', { authorization: basic(`anybody:${token}`) })).status).toBe(200);
  expect((await ask('GET', '/health', { authorization: basic(`a:b:${token}`) })).status).toBe(400);
  expect((await ask('GET', '/health', { authorization: 'Basic ???' })).status).toBe(400);
});

test('a token in the address counts for the paths of InfluxDB 1 alone, and before the header', async () => {
  await start('core-3.10');
  const p = `p=${sample.credential ?? ''}`;
  const wrong = { authorization: 'nonsense' };

  expect((await ask('GET', `/query?q=SHOW%20DATABASES&${p}`, wrong)).status).toBe(200);
  expect((await ask('GET', `/health?${p}`, { authorization: 'Bearer wrong' })).status).toBe(401);
});

test('the operator token of a server that nobody has claimed goes to the first who asks', async () => {
  await start('enterprise-3.10', { empty: true });
  expect(sample.credential).toBeUndefined();

  const claimed = await ask('POST', '/api/v3/configure/token/admin', { authorization: 'nonsense' });

  expect(claimed.status).toBe(201);
  expect(JSON.parse(claimed.text)).toMatchObject({ id: 0, name: '_admin', expiry: null });
  expect((await ask('POST', '/api/v3/configure/token/admin')).status).toBe(409);
});

test('an expiry beyond the calendar is never since 3.10, and breaks the connection before', async () => {
  const body = { token_name: 'long', expiry_secs: Number.MAX_SAFE_INTEGER };
  await start('core-3.10');
  expect(JSON.parse((await ask('POST', '/api/v3/configure/token/named_admin', { body })).text)).toMatchObject({
    expiry: null,
  });
  await sample.close();

  await start('core-3.7');
  await expect(ask('POST', '/api/v3/configure/token/named_admin', { body })).rejects.toThrow();
});

test('without authentication everybody may, the token paths are shut, and no hash is shown', async () => {
  await start('enterprise-3.10', { withoutAuth: true });

  expect(sample.credential).toBeUndefined();
  expect((await ask('DELETE', '/api/v3/configure/token/x?token_name=ops')).text).toBe(
    'endpoint disabled, started without auth',
  );
  const rows = JSON.parse((await sql('SELECT * FROM system.tokens')).text) as object[];
  expect(rows.length).toBeGreaterThan(60);
  expect(rows.some((row) => 'hash' in row)).toBe(false);
});
