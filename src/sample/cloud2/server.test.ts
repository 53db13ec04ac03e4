import { expect, test } from 'vitest';
import { region } from '#test/cloud2';
import { RESOURCE_TYPES } from './products.ts';

interface Page {
  buckets: { id: string; name: string; type: string; orgID: string }[];
}

test('says that it lives, that it is Cloud, and no version, to anybody', async () => {
  const cloud = await region();

  for (const path of ['/ping', '/health']) {
    const { status, headers, text } = await cloud.ask('GET', path, { token: null });
    expect([status, text, headers.get('x-influxdb-build')]).toEqual([204, '', 'Cloud']);
    expect(headers.has('x-influxdb-version')).toBe(false);
  }
});

test.each([
  ['serverless', 'iox'],
  ['cloud-tsm', 'tsm'],
] as const)('%s tells its product by the storage of its only organization', async (product, storage) => {
  const cloud = await region({ product });

  const { json } = await cloud.ask('GET', '/api/v2/orgs', { token: cloud.secret('Grafana') });
  const side = await cloud.ask('GET', '/api/v2/orgs', { token: cloud.secret('sandbox: sensor') });

  expect((json as { orgs: unknown[] }).orgs).toMatchObject([{ id: cloud.orgId, defaultStorageType: storage }]);
  expect((side.json as { orgs: unknown[] }).orgs).toMatchObject([{ defaultStorageType: storage }]);
  expect((side.json as { orgs: { id: string }[] }).orgs.map(({ id }) => id)).not.toContain(cloud.orgId);
  expect((await cloud.ask('GET', '/api/v2/orgs?limit=100&offset=1')).json).toMatchObject({ orgs: [] });
  expect((await cloud.ask('GET', '/api/v2/orgs/00000000000000aa')).status).toBe(404);
});

test('lists nobody, but finds users by id and name, and tells whose a token is', async () => {
  const cloud = await region();
  const { json: me } = await cloud.ask('GET', '/api/v2/me');
  const { id, name } = me as { id: string; name: string };
  const users = async (query: string, token?: string) =>
    ((await cloud.ask('GET', `/api/v2/users${query}`, { token })).json as { users: { name: string }[] }).users;

  expect(name).toBe('lea.hoffmann@nordlicht.example');
  expect(await users('')).toEqual([]);
  expect(await users(`?id=${id}`)).toEqual([me]);
  expect(await users(`?name=${encodeURIComponent(name)}`)).toEqual([me]);
  expect(await users(`?id=${id}`, cloud.secret('Grafana'))).toEqual([]);
  expect(await users('?name=m.ferrari@consulting.example')).toEqual([]);
});

test('knows the twenty kinds of resources of Cloud, and the limits of its organization', async () => {
  const cloud = await region();

  const resources = await cloud.ask('GET', '/api/v2/resources');
  const limits = await cloud.ask('GET', `/api/v2/orgs/${cloud.orgId}/limits`);

  expect(resources.json).toEqual(RESOURCE_TYPES);
  expect(RESOURCE_TYPES).toHaveLength(20);
  expect(limits.json).toMatchObject({ limits: { rate: { readKBs: 51_200 }, bucket: { maxBuckets: 0 } } });
});

test('pages buckets: 20 when nobody says, 100 at most, on from an id; those of its organization only', async () => {
  const cloud = await region();
  for (let n = 0; n < 10; n++)
    await cloud.ask('POST', '/api/v2/buckets', { body: { orgID: cloud.orgId, name: `more ${n}`, retentionRules: [] } });
  const page = async (query: string, token?: string) =>
    ((await cloud.ask('GET', `/api/v2/buckets${query}`, { token })).json as Page).buckets;

  const first = await page('?orgID=00000000000000aa&org=elsewhere');
  const rest = await page(`?after=${first.at(-1)!.id}`);
  const all = await page('?limit=100');

  expect(first).toHaveLength(20);
  expect([...first, ...rest]).toEqual(all);
  expect(all).toHaveLength(27);
  expect(new Set(all.map(({ orgID }) => orgID))).toEqual(new Set([cloud.orgId]));
  expect(await page('?offset=20')).toEqual(rest);
  expect((await page('?limit=100', cloud.secret('Grafana'))).some(({ type }) => type === 'system')).toBe(false);
  expect((await cloud.ask('GET', '/api/v2/buckets?limit=101')).status).toBe(400);
});

test('a deleted bucket leaves the rights on it, without a name', async () => {
  const cloud = await region();
  const rights = async () =>
    (await cloud.list()).find(({ description }) => description === 'telegraf wind')!.permissions[0]!.resource;
  const before = await rights();

  const { status } = await cloud.ask('DELETE', `/api/v2/buckets/${before.id}`);

  expect(before).toMatchObject({ name: 'wind', org: 'Nordlicht Energie' });
  expect(status).toBe(204);
  expect(await rights()).toEqual({ type: 'buckets', id: before.id, orgID: cloud.orgId, org: 'Nordlicht Energie' });
});

test('the 1.x logins are those of Cloud (TSM) only', async () => {
  const tsm = await region({ product: 'cloud-tsm' });
  const path = '/private/legacy/authorizations';
  const body = {
    orgID: tsm.orgId,
    token: 'node-red',
    permissions: [{ action: 'write', resource: { type: 'buckets', id: tsm.bucketId('tides') } }],
  };

  const { json: listed } = await tsm.ask('GET', path);
  const { status, json: made } = await tsm.ask('POST', path, { body });
  const { id } = made as { id: string };
  const write = (password: string) =>
    tsm.ask('POST', `/write?db=tides&u=node-red&p=${password}`, { token: null, body: 'tide level=3' });

  expect((listed as { authorizations: { token: string }[] }).authorizations.map(({ token }) => token)).toEqual([
    'telegraf-1x',
    'chronograf',
    'kapacitor',
    'never finished',
  ]);
  expect([status, made]).toMatchObject([201, { token: 'node-red', status: 'active' }]);
  expect((await write('correct horse')).status).toBe(401);
  expect((await tsm.ask('POST', `${path}/${id}/password`, { body: { password: 'correct horse' } })).status).toBe(204);
  expect((await write('correct horse')).status).toBe(204);
  expect((await tsm.ask('DELETE', `${path}/${id}`)).status).toBe(204);
  expect((await (await region()).ask('GET', path)).status).toBe(404);
});

test('a new token does what it may, by plain HTTP, and nothing else', async () => {
  for (const product of ['serverless', 'cloud-tsm'] as const) {
    const cloud = await region({ product });
    const name = product === 'serverless' ? 'wind' : 'cranes';
    const grant = async (action: string) =>
      (await cloud.make({ permissions: [{ action, resource: { type: 'buckets', id: cloud.bucketId(name) } }] })).token;
    const [writer, reader] = [await grant('write'), await grant('read')];
    const write = async (token: string, bucket: string) =>
      (await cloud.ask('POST', `/api/v2/write?bucket=${bucket}`, { token, body: 'cpu load=0.5' })).status;
    const read = async (token: string) => (await cloud.ask('GET', `/query?db=${name}&q=SELECT`, { token })).status;
    const flux = { query: `from(bucket: "${name}") |> range(start: -1h)` };

    expect(await write(writer, name)).toBe(204);
    expect(await write(writer, 'scratch')).toBe(product === 'serverless' ? 403 : 404);
    expect(await write(reader, name)).toBe(403);
    expect([await read(reader), await read(writer)]).toEqual([200, 404]);
    expect((await cloud.ask('POST', '/api/v2/query', { token: reader, body: flux })).status).toBe(
      product === 'serverless' ? 404 : 200,
    );
    expect((await cloud.ask('POST', '/api/v2/query', { token: writer, body: flux })).status).toBe(404);
    expect((await cloud.ask('POST', `/api/v2/write?bucket=${name}`, { token: writer, body: 'no line' })).status).toBe(
      400,
    );
  }
});

test('has as many tokens as asked for, the same at each start, and other ones with another seed', async () => {
  const [some, again, other] = await Promise.all([
    region({ tokens: 500 }),
    region({ tokens: 500 }),
    region({ tokens: 500, seed: 3 }),
  ]);

  expect(some.state.authorizations.size).toBe(500);
  expect(again.credential).toBe(some.credential);
  expect(other.credential).not.toBe(some.credential);
  expect((await region({ product: 'cloud-tsm' })).credential).not.toBe(some.credential);
});

test('an empty one knows nobody', async () => {
  const cloud = await region({ empty: true });

  expect(cloud.sample.credential).toBeUndefined();
  expect((await cloud.ask('GET', '/api/v2/orgs', { token: 'any' })).status).toBe(401);
});
