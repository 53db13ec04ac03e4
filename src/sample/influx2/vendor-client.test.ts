import { HttpError, InfluxDB, Point, setLogger } from '@influxdata/influxdb-client';
import {
  AuthorizationsAPI,
  BucketsAPI,
  HealthAPI,
  OrgsAPI,
  SetupAPI,
  UsersAPI,
} from '@influxdata/influxdb-client-apis';
import { afterEach, describe, expect, test } from 'vitest';
import { startSample, type RunningSample } from '../serve.ts';

setLogger({ error: () => undefined, warn: () => undefined }); // the client tells refused writes twice

let sample: RunningSample;
afterEach(() => sample.close());

async function seeded(): Promise<InfluxDB> {
  sample = await startSample({ product: 'oss-2.9' });
  return new InfluxDB({ url: sample.url, token: sample.credential });
}

/** Set up by the vendor's client; what set-up answered, and a client with its token. */
async function setUp() {
  sample = await startSample({ product: 'oss-2.7', empty: true });
  const body = { username: 'admin', password: 'correct horse', org: 'acme', bucket: 'telemetry' };
  const first = await new SetupAPI(new InfluxDB({ url: sample.url })).postSetup({ body });
  const client = new InfluxDB({ url: sample.url, token: first.auth!.token });
  return { first, client, orgId: first.org!.id!, bucketId: first.bucket!.id! };
}

describe("the vendor's JavaScript client", () => {
  test('sees a server that is not set up, sets it up, and sees that', async () => {
    sample = await startSample({ product: 'oss-2.9', empty: true });
    const setup = new SetupAPI(new InfluxDB({ url: sample.url }));

    expect(await setup.getSetup()).toEqual({ allowed: true });
    const first = await setup.postSetup({
      body: { username: 'admin', password: 'correct horse', org: 'acme', bucket: 'b' },
    });

    expect(first.auth?.permissions).toHaveLength(44);
    expect(await setup.getSetup()).toEqual({ allowed: false });
    expect(await new HealthAPI(new InfluxDB({ url: sample.url })).getHealth()).toMatchObject({
      status: 'pass',
      version: 'v2.9.1',
    });
  });

  test('makes, reads, changes and deletes a token', async () => {
    const { client, orgId, bucketId } = await setUp();
    const tokens = new AuthorizationsAPI(client);
    const resource = { type: 'buckets' as const, id: bucketId, orgID: orgId };

    const made = await tokens.postAuthorizations({
      body: { orgID: orgId, description: 'writer', permissions: [{ action: 'write', resource }] },
    });
    expect(made).toMatchObject({ description: 'writer', status: 'active', org: 'acme', user: 'admin' });
    expect(made.permissions?.[0]?.resource).toEqual({ ...resource, name: 'telemetry', org: 'acme' });

    const changed = await tokens.patchAuthorizationsID({
      authID: made.id!,
      body: { status: 'inactive', description: 'w' },
    });
    expect(changed).toMatchObject({ id: made.id, status: 'inactive', description: 'w', token: made.token });
    expect((await tokens.getAuthorizations({ orgID: orgId })).authorizations).toHaveLength(2);

    await tokens.deleteAuthorizationsID({ authID: made.id! });
    await expect(tokens.getAuthorizationsID({ authID: made.id! })).rejects.toMatchObject({ statusCode: 404 });
  });

  test('makes, renames and deletes buckets, organizations and users', async () => {
    const { client, orgId } = await setUp();
    const buckets = new BucketsAPI(client);
    const orgs = new OrgsAPI(client);
    const users = new UsersAPI(client);

    const bucket = await buckets.postBuckets({
      body: { orgID: orgId, name: 'home', retentionRules: [{ type: 'expire', everySeconds: 86_400 }] },
    });
    const renamed = await buckets.patchBucketsID({ bucketID: bucket.id!, body: { name: 'house' } });
    expect(renamed.name).toBe('house');
    expect((await buckets.getBuckets({ orgID: orgId })).buckets?.map(({ name }) => name)).toEqual([
      '_monitoring',
      '_tasks',
      'house',
      'telemetry',
    ]);
    await buckets.deleteBucketsID({ bucketID: bucket.id! });

    const org = await orgs.postOrgs({ body: { name: 'globex' } });
    const user = await users.postUsers({ body: { name: 'bob' } });
    await orgs.postOrgsIDOwners({ orgID: org.id!, body: { id: user.id! } });
    expect((await orgs.getOrgsIDOwners({ orgID: org.id! })).users?.map(({ name }) => name)).toEqual(['admin', 'bob']);
    expect((await users.patchUsersID({ userID: user.id!, body: { name: 'bob', status: 'inactive' } })).status).toBe(
      'inactive',
    );
    await users.deleteUsersID({ userID: user.id! });
    await orgs.deleteOrgsID({ orgID: org.id! });
    expect((await orgs.getOrgs()).orgs?.map(({ name }) => name)).toEqual(['acme']);
  });

  test('writes with a token that may, and is refused with one that may not', async () => {
    const { client, orgId, bucketId } = await setUp();
    const tokens = new AuthorizationsAPI(client);
    const grant = async (action: 'read' | 'write'): Promise<string> => {
      const permissions = [{ action, resource: { type: 'buckets' as const, id: bucketId, orgID: orgId } }];
      return (await tokens.postAuthorizations({ body: { orgID: orgId, permissions } })).token!;
    };
    const write = async (token: string): Promise<void> => {
      const writer = new InfluxDB({ url: sample.url, token }).getWriteApi('acme', 'telemetry', 'ns', { maxRetries: 0 });
      writer.writePoint(new Point('cpu').floatField('load', 0.5));
      await writer.close();
    };

    await expect(write(await grant('write'))).resolves.toBeUndefined();
    await expect(write(await grant('read'))).rejects.toMatchObject({ statusCode: 403 });
  });

  test('lists the believable data: tokens without their values, buckets by page, users', async () => {
    const client = await seeded();

    const { authorizations = [] } = await new AuthorizationsAPI(client).getAuthorizations();
    const { buckets, links } = await new BucketsAPI(client).getBuckets({ limit: 20 });
    const { users } = await new UsersAPI(client).getUsers();

    expect(authorizations.length).toBeGreaterThan(380);
    expect(new Set(authorizations.map(({ token }) => token))).toEqual(new Set(['']));
    expect(buckets).toHaveLength(20);
    expect(links?.next).toContain('offset=20');
    expect(users?.length).toBeGreaterThanOrEqual(11);
  });

  test('is told why when its token is none', async () => {
    sample = await startSample({ product: 'oss-2.9', empty: true });
    const tokens = new AuthorizationsAPI(new InfluxDB({ url: sample.url, token: 'nope' }));

    const refusal = await tokens.getAuthorizations().catch((error: unknown) => error);

    expect(refusal).toBeInstanceOf(HttpError);
    expect(refusal).toMatchObject({ statusCode: 401, json: { code: 'unauthorized', message: 'unauthorized access' } });
  });
});
