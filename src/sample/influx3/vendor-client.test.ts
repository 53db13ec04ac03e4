import { InfluxDBClient, setLogger } from '@influxdata/influxdb3-client';
import { afterEach, expect, test } from 'vitest';
import { startSample, type RunningSample } from '../serve.ts';
import type { State } from './state.ts';

setLogger({ error: () => undefined, warn: () => undefined }); // the client tells refused writes twice

let sample: RunningSample<State>;
const clients: InfluxDBClient[] = [];
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()));
  await sample.close();
});

function clientWith(token = ''): InfluxDBClient {
  const client = new InfluxDBClient({ host: sample.url, token, database: 'home', writeOptions: { precision: 's' } });
  clients.push(client);
  return client;
}

async function tokenFor(...actions: string[]): Promise<string> {
  const response = await fetch(`${sample.url}/api/v3/enterprise/configure/token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sample.credential ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      token_name: actions.join(),
      permissions: [{ resource_type: 'db', resource_names: ['home'], actions }],
    }),
  });
  return ((await response.json()) as { token: string }).token;
}

async function all(rows: AsyncIterable<object>): Promise<object[]> {
  const found: object[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

const LINE = 'shed,site=a temp=1.5,count=2i,on=true,note="hi" 1700000000';

test('writes and queries with a token that may', async () => {
  sample = await startSample({ product: 'enterprise-3.10' });
  const client = clientWith(await tokenFor('read', 'write'));

  await client.write([LINE, 'shed,site=b temp=2 1700000060']);

  expect(await all(client.query('SELECT * FROM shed ORDER BY time'))).toEqual([
    { count: 2n, note: 'hi', on: true, site: 'a', temp: 1.5, time: 1_700_000_000_000 },
    { count: null, note: null, on: null, site: 'b', temp: 2, time: 1_700_000_060_000 },
  ]);
  const params = { site: 'b' };
  expect(await all(client.query('SELECT temp FROM shed WHERE site = $site', 'home', { type: 'sql', params }))).toEqual([
    { temp: 2 },
  ]);
  expect(await all(client.query('SELECT * FROM shed WHERE temp > 100'))).toEqual([]);
  expect(await all(client.query('SELECT temp FROM shed LIMIT 1', 'home', { type: 'influxql' }))).toEqual([
    { 'iox::measurement': 'shed', temp: 1.5 },
  ]);
});

test('is refused what its token may not', async () => {
  sample = await startSample({ product: 'enterprise-3.10' });
  const reader = clientWith(await tokenFor('read'));
  const writer = clientWith(await tokenFor('write'));

  await expect(reader.write(LINE)).rejects.toMatchObject({ statusCode: 403 });
  await expect(writer.write(LINE)).resolves.toBeUndefined();
  await expect(all(writer.query('SELECT * FROM shed'))).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
  expect(await all(reader.query('SELECT temp FROM shed'))).toEqual([{ temp: 1.5 }]);
});

test('is told why its query cannot be answered', async () => {
  sample = await startSample({ product: 'enterprise-3.10' });
  const client = clientWith(sample.credential);

  await expect(all(clientWith('apiv3_wrong').query('SELECT 1'))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  await expect(all(client.query('SELECT 1', 'nowhere'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(all(client.query('SELECT * FROM nowhere'))).rejects.toMatchObject({
    code: 'INVALID_ARGUMENT',
    message: expect.stringContaining("table 'public.iox.nowhere' not found") as string,
  });
});
