import { HttpError, InfluxDB, Point, setLogger } from '@influxdata/influxdb-client';
import {
  AuthorizationsAPI,
  BucketsAPI,
  MeAPI,
  OrgsAPI,
  PingAPI,
  ResourcesAPI,
  UsersAPI,
} from '@influxdata/influxdb-client-apis';
import { describe, expect, test } from 'vitest';
import { region, type Region } from '#test/cloud2';
import { CLOUD2_PRODUCTS } from './products.ts';

setLogger({ error: () => undefined, warn: () => undefined }); // the client tells refused writes twice

function clientOf({ sample: { url } }: Region, token: string): InfluxDB {
  return new InfluxDB({ url, token });
}

describe.each(CLOUD2_PRODUCTS)("the vendor's JavaScript client on %s", (product) => {
  test('lists, makes, reads, changes and deletes tokens', async () => {
    const cloud = await region({ product });
    const tokens = new AuthorizationsAPI(clientOf(cloud, cloud.credential));
    const { buckets = [] } = await new BucketsAPI(clientOf(cloud, cloud.credential)).getBuckets({ limit: 100 });
    const bucket = buckets.find(({ type }) => type === 'user')!;
    const resource = { type: 'buckets' as const, id: bucket.id, orgID: cloud.orgId };
    const before = (await tokens.getAuthorizations()).authorizations ?? [];

    const made = await tokens.postAuthorizations({
      body: { orgID: cloud.orgId, description: 'writer', permissions: [{ action: 'write', resource }] },
    });
    const changed = await tokens.patchAuthorizationsID({
      authID: made.id!,
      body: { status: 'inactive', description: 'w' },
    });
    const during = (await tokens.getAuthorizations({ userID: made.userID })).authorizations ?? [];
    await tokens.deleteAuthorizationsID({ authID: made.id! });

    expect(before.length).toBeGreaterThan(70);
    expect(made).toMatchObject({ description: 'writer', status: 'active' });
    expect(made.permissions?.[0]?.resource).toMatchObject({ ...resource, name: bucket.name });
    expect(made.token).toMatch(/^[\w-]{86}==$/);
    expect(changed).toMatchObject({ id: made.id, status: 'inactive', description: 'w', token: 'redacted' });
    expect(during.find(({ id }) => id === made.id)).toMatchObject({ status: 'inactive', token: 'redacted' });
    await expect(tokens.getAuthorizationsID({ authID: made.id! })).rejects.toMatchObject({ statusCode: 404 });
    expect((await tokens.getAuthorizations()).authorizations).toEqual(before);
  });

  test('finds out whose the token is, and where', async () => {
    const cloud = await region({ product });
    const client = clientOf(cloud, cloud.credential);

    const me = await new MeAPI(client).getMe();
    const { orgs } = await new OrgsAPI(client).getOrgs();

    expect(orgs?.map(({ id }) => id)).toEqual([cloud.orgId]);
    expect((await new UsersAPI(client).getUsers()).users).toEqual([]);
    expect((await new UsersAPI(client).getUsers({ id: me.id })).users).toEqual([me]);
    expect(await new ResourcesAPI(client).getResources()).toContain('flows');
    await expect(new PingAPI(clientOf(cloud, '')).getPing()).resolves.not.toThrow();
  });

  test('writes with a token that may, and is refused with one that may not', async () => {
    const cloud = await region({ product });
    const name = product === 'serverless' ? 'wind' : 'cranes';
    const grant = async (action: 'read' | 'write'): Promise<string> => {
      const resource = { type: 'buckets', id: cloud.bucketId(name) };
      return (await cloud.make({ permissions: [{ action, resource }] })).token;
    };
    const write = async (token: string): Promise<void> => {
      const writer = clientOf(cloud, token).getWriteApi(cloud.orgId, name, 'ns', { maxRetries: 0 });
      writer.writePoint(new Point('cpu').floatField('load', 0.5));
      await writer.close();
    };

    await expect(write(await grant('write'))).resolves.toBeUndefined();
    await expect(write(await grant('read'))).rejects.toMatchObject({ statusCode: 403 });
  });

  test('is told why when its token is none, and when to come back when it asks too often', async () => {
    const cloud = await region({ product, rateLimit: { calls: 1, seconds: 300 } });
    const tokens = new AuthorizationsAPI(clientOf(cloud, cloud.credential));
    await tokens.getAuthorizations();

    const failure = (error: unknown) => error;
    const unknown: unknown = await new AuthorizationsAPI(clientOf(cloud, 'nope')).getAuthorizations().catch(failure);
    const tooOften: unknown = await tokens.getAuthorizations().catch(failure);

    expect(unknown).toMatchObject({ statusCode: 401, json: { code: 'unauthorized', message: 'unauthorized access' } });
    expect(tooOften).toBeInstanceOf(HttpError);
    expect(tooOften).toMatchObject({ statusCode: 429 });
    expect((tooOften as HttpError).retryAfter()).toBeGreaterThan(0);
  });
});
