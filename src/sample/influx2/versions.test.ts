import { afterEach, describe, expect, test } from 'vitest';
import { emptySample, setUpSample, signIn, type AskedSample, type SetUpSample } from '#test/asked-sample';
import type { SampleOptions } from '../serve.ts';
import { OSS2_PRODUCTS, VERSIONS, type Oss2Product } from './versions.ts';

let running: AskedSample | undefined;
afterEach(() => running?.sample.close());

async function setUp(options: SampleOptions): Promise<SetUpSample> {
  const server = await setUpSample(options);
  running = server;
  return server;
}

describe.each(OSS2_PRODUCTS)('%s', (product) => {
  const version = VERSIONS[product];

  test('gives its first token every right on every type that it knows, but the instance', async () => {
    const { ask, made, token } = await setUp({ product });

    const types = (await ask('/api/v2/resources', { token })).json();

    expect(types).toEqual([...version.resourceTypes]);
    const expected = { 'oss-2.0': 36, 'oss-2.1': 40, 'oss-2.4': 44, 'oss-2.7': 44, 'oss-2.8': 44, 'oss-2.9': 44 }[
      product
    ];
    expect(made.auth.permissions).toHaveLength(expected);
  });

  test('says its version on every answer', async () => {
    running = await emptySample({ product });
    const { ask } = running;
    const { headers } = await ask('/api/v2/setup');

    expect(headers.get('x-influxdb-version')).toBe(version.version);
    expect((await ask('/health')).text).toContain(`"version": "${version.version}"`);
    expect(version.version.startsWith('v')).toBe(!['oss-2.0', 'oss-2.1'].includes(product));
  });

  test.each([false, true])('shows stored tokens unless it keeps hashes (asked to: %s)', async (hashed) => {
    const { ask, token, made } = await setUp({ product, hashed });
    const hashes = hashed && ['oss-2.8', 'oss-2.9'].includes(product);

    const { authorizations } = (await ask('/api/v2/authorizations', { token })).json() as {
      authorizations: { token: string }[];
    };

    expect(authorizations.map((each) => each.token)).toEqual([hashes ? '' : 'my-token']);
    expect(typeof made.auth.hashedToken).toBe(hashes ? 'string' : 'undefined');
  });

  test('tells an operator its configuration, from 2.2 on', async () => {
    const { ask, token } = await setUp({ product });

    const answer = await ask('/api/v2/config', { token });

    expect(answer.status).toBe(version.hasConfig ? 200 : 404);
    expect(answer.text.includes('use-hashed-tokens')).toBe(['oss-2.8', 'oss-2.9'].includes(product));
  });

  test('refuses a token with an instance grant to an operator', async () => {
    const { ask, token, orgID } = await setUp({ product });
    const body = { orgID, permissions: [{ action: 'read', resource: { type: 'instance' } }] };

    const answer = await ask('/api/v2/authorizations', { method: 'POST', token, body });

    expect(answer.status).toBe(version.hasInstanceOwner ? 403 : 400);
  });

  test('takes a name and a password for a session, and lets it do what its user may', async () => {
    const server = await setUp({ product });
    const { ask } = server;

    const { cookie, setCookie, status } = await signIn(server);
    const session = { cookie };

    expect(status).toBe(204);
    expect(cookie).toMatch(product === 'oss-2.0' ? /^session=/ : /^influxdb-oss-session=/);
    expect(setCookie.includes('SameSite=Strict')).toBe(['oss-2.7', 'oss-2.8', 'oss-2.9'].includes(product));
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
  const server = await setUp({ product });
  const { cookie } = await signIn(server);
  const { ask, orgID } = server;
  const body = { orgID, permissions: [{ action: 'write', resource: { type: 'instance' } }] };

  expect((await ask('/api/v2/authorizations', { method: 'POST', headers: { cookie }, body })).status).toBe(status);
});
