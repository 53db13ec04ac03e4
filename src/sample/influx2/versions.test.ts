import { afterEach, describe, expect, test } from 'vitest';
import { startSample, type RunningSample, type SampleOptions } from '../serve.ts';
import { OSS2_PRODUCTS, VERSIONS, type Oss2Product } from './versions.ts';

let sample: RunningSample;
afterEach(() => sample.close());

interface Ask {
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

async function ask(path: string, { method = 'GET', token, headers = {}, body }: Ask = {}) {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Token ${token}` };
  const answer = await fetch(sample.url + path, {
    method,
    headers: { ...authorization, ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    json: () => JSON.parse(text) as Record<string, unknown>,
  };
}

/** A server that was just set up, with the token and ids that set-up gave. */
async function setUp(options: SampleOptions) {
  sample = await startSample({ ...options, empty: true });
  const body = { username: 'admin', password: 'correct horse', org: 'acme', bucket: 'telemetry', token: 'my-token' };
  const made = (await ask('/api/v2/setup', { method: 'POST', body })).json() as Record<
    'auth' | 'org' | 'user' | 'bucket',
    Record<string, unknown>
  >;
  return {
    token: 'my-token',
    made,
    orgID: String(made.org.id),
    userID: String(made.user.id),
    bucketID: String(made.bucket.id),
  };
}

const read = (orgID: string) => [{ action: 'read', resource: { type: 'buckets', orgID } }];

describe.each(OSS2_PRODUCTS)('%s', (product) => {
  const version = VERSIONS[product];

  test('gives its first token every right on every type that it knows, but the instance', async () => {
    const { made, token } = await setUp({ product });

    const types = (await ask('/api/v2/resources', { token })).json();

    expect(types).toEqual([...version.resourceTypes]);
    const expected = { 'oss-2.0': 36, 'oss-2.1': 40, 'oss-2.4': 44, 'oss-2.7': 44, 'oss-2.8': 44, 'oss-2.9': 44 }[
      product
    ];
    expect(made.auth.permissions).toHaveLength(expected);
  });

  test('says its version on every answer', async () => {
    sample = await startSample({ product, empty: true });
    const { headers } = await ask('/api/v2/setup');

    expect(headers.get('x-influxdb-version')).toBe(version.version);
    expect((await ask('/health')).text).toContain(`"version": "${version.version}"`);
    expect(version.version.startsWith('v')).toBe(!['oss-2.0', 'oss-2.1'].includes(product));
  });

  test.each([false, true])('shows stored tokens unless it keeps hashes (asked to: %s)', async (hashed) => {
    const { token, made } = await setUp({ product, hashed });
    const hashes = hashed && ['oss-2.8', 'oss-2.9'].includes(product);

    const { authorizations } = (await ask('/api/v2/authorizations', { token })).json() as {
      authorizations: { token: string }[];
    };

    expect(authorizations.map((each) => each.token)).toEqual([hashes ? '' : 'my-token']);
    expect(typeof made.auth.hashedToken).toBe(hashes ? 'string' : 'undefined');
  });

  test('tells an operator its configuration, from 2.2 on', async () => {
    const { token } = await setUp({ product });

    const answer = await ask('/api/v2/config', { token });

    expect(answer.status).toBe(version.hasConfig ? 200 : 404);
    expect(answer.text.includes('use-hashed-tokens')).toBe(['oss-2.8', 'oss-2.9'].includes(product));
  });

  test('refuses a token with an instance grant to an operator', async () => {
    const { token, orgID } = await setUp({ product });
    const body = { orgID, permissions: [{ action: 'read', resource: { type: 'instance' } }] };

    const answer = await ask('/api/v2/authorizations', { method: 'POST', token, body });

    expect(answer.status).toBe(version.hasInstanceOwner ? 403 : 400);
  });

  test('takes a name and a password for a session, and lets it do what its user may', async () => {
    await setUp({ product });
    const basic = `Basic ${Buffer.from('admin:correct horse').toString('base64')}`;

    const signIn = await ask('/api/v2/signin', { method: 'POST', headers: { authorization: basic } });
    const cookie = signIn.headers.get('set-cookie') ?? '';
    const session = { cookie: cookie.split(';')[0]! };

    expect(signIn.status).toBe(204);
    expect(cookie).toMatch(product === 'oss-2.0' ? /^session=/ : /^influxdb-oss-session=/);
    expect(cookie.includes('SameSite=Strict')).toBe(['oss-2.7', 'oss-2.8', 'oss-2.9'].includes(product));
    expect((await ask('/api/v2/me', { headers: session })).json()).toMatchObject({ name: 'admin' });
    expect((await ask('/api/v2/authorizations', { headers: session })).json().authorizations).toHaveLength(1);
    expect((await ask('/api/v2/signout', { method: 'POST', headers: session })).status).toBe(204);
    expect((await ask('/api/v2/me', { headers: session })).status).toBe(401);
  });
});

test.each<[Oss2Product, number]>([
  ['oss-2.4', 201],
  ['oss-2.7', 500],
])('a session of the instance owner of %s that asks for an instance grant is answered %d', async (product, status) => {
  const { orgID } = await setUp({ product });
  const authorization = `Basic ${Buffer.from('admin:correct horse').toString('base64')}`;
  const signIn = await ask('/api/v2/signin', { method: 'POST', headers: { authorization } });
  const cookie = (signIn.headers.get('set-cookie') ?? '').split(';')[0]!;
  const body = { orgID, permissions: [{ action: 'write', resource: { type: 'instance' } }] };

  expect((await ask('/api/v2/authorizations', { method: 'POST', headers: { cookie }, body })).status).toBe(status);
});

describe('of tokens that outlive what they belong to', () => {
  test('one of a deleted user is not listed, not found, and can be deleted', async () => {
    const { token, orgID } = await setUp({ product: 'oss-2.9' });
    const user = (await ask('/api/v2/users', { method: 'POST', token, body: { name: 'bob' } })).json();
    const body = { orgID, userID: user.id, permissions: read(orgID) };
    const made = (await ask('/api/v2/authorizations', { method: 'POST', token, body })).json();
    await ask(`/api/v2/users/${String(user.id)}`, { method: 'DELETE', token });
    const path = `/api/v2/authorizations/${String(made.id)}`;

    expect((await ask('/api/v2/authorizations', { token })).json().authorizations).toHaveLength(1);
    expect((await ask(path, { token })).json()).toEqual({ code: 'not found', message: 'user not found' });
    expect((await ask('/api/v2/me', { token: String(made.token) })).json()).toEqual({
      code: 'forbidden',
      message: 'User is inactive',
    });
    expect((await ask(path, { method: 'PATCH', token, body: { description: 'kept all the same' } })).status).toBe(404);
    expect(sample.state.authorizations.get(String(made.id))?.description).toBe('kept all the same');
    expect((await ask(path, { method: 'DELETE', token })).status).toBe(204);
  });

  test('an operator token of a deleted organization still works, unseen', async () => {
    const { token, made } = await setUp({ product: 'oss-2.9' });
    const org = (await ask('/api/v2/orgs', { method: 'POST', token, body: { name: 'pilot' } })).json();
    const permissions = made.auth.permissions;
    const ghost = (
      await ask('/api/v2/authorizations', { method: 'POST', token, body: { orgID: org.id, permissions } })
    ).json();
    await ask(`/api/v2/orgs/${String(org.id)}`, { method: 'DELETE', token });

    expect((await ask('/api/v2/authorizations', { token })).json().authorizations).toHaveLength(1);
    expect((await ask('/api/v2/authorizations', { token: String(ghost.token) })).json().authorizations).toHaveLength(1);
  });

  test('a right of unknown type on one resource breaks the whole list', async () => {
    const { token } = await setUp({ product: 'oss-2.9' });
    const [only] = sample.state.authorizations.values();
    sample.state.addAuthorization(
      { ...only!, id: 'ffffffffffff0000', permissions: [{ action: 'read', type: 'flows', id: '0123456789abcdef' }] },
      'x',
    );

    const answer = await ask('/api/v2/authorizations', { token });

    expect(answer.status).toBe(500);
    expect(answer.json()).toEqual({ code: 'internal error', message: 'unknown resource type for permission' });
  });
});

describe('data', () => {
  test('may be written and read by whoever holds the right, and by nobody else', async () => {
    const { token, orgID, bucketID } = await setUp({ product: 'oss-2.9' });
    const grant = async (action: string): Promise<string> => {
      const permissions = [{ action, resource: { type: 'buckets', id: bucketID, orgID } }];
      return String(
        (await ask('/api/v2/authorizations', { method: 'POST', token, body: { orgID, permissions } })).json().token,
      );
    };
    const write = (secret: string, bucket = 'telemetry') =>
      fetch(`${sample.url}/api/v2/write?org=acme&bucket=${bucket}`, {
        method: 'POST',
        headers: { authorization: `Token ${secret}` },
        body: 'cpu load=1 1',
      });
    const query = (secret: string) =>
      ask('/api/v2/query?org=acme', { method: 'POST', token: secret, body: { query: 'from(bucket: "telemetry")' } });
    const [writer, reader] = [await grant('write'), await grant('read')];

    expect((await write(writer)).status).toBe(204);
    expect(await (await write(reader)).json()).toEqual({
      code: 'forbidden',
      message: 'insufficient permissions for write',
    });
    expect((await write(writer, 'nope')).status).toBe(404);
    expect((await query(reader)).status).toBe(200);
    expect((await query(writer)).status).toBe(404);
  });

  test('may be written the old way by a v1 user with its password', async () => {
    const { token, orgID, bucketID } = await setUp({ product: 'oss-2.9' });
    const permissions = [{ action: 'write', resource: { type: 'buckets', id: bucketID, orgID } }];
    const made = (
      await ask('/private/legacy/authorizations', {
        method: 'POST',
        token,
        body: { orgID, token: 'collectd', permissions },
      })
    ).json();
    await ask(`/private/legacy/authorizations/${String(made.id)}/password`, {
      method: 'POST',
      token,
      body: { password: 'long enough' },
    });
    const write = (password: string) =>
      fetch(`${sample.url}/write?db=telemetry&u=collectd&p=${password}`, { method: 'POST', body: 'cpu load=1' });

    expect((await write('long+enough')).status).toBe(204);
    expect(await (await write('wrong')).json()).toEqual({ code: 'unauthorized', message: 'Unauthorized' });
  });
});
