import { afterEach, describe, expect, test } from 'vitest';
import { setUpSample, type AskedSample, type SetUpSample } from '#test/asked-sample';
import type { SampleOptions } from '../serve.ts';

let running: AskedSample | undefined;
afterEach(() => running?.sample.close());

async function setUp(options: SampleOptions): Promise<SetUpSample> {
  const server = await setUpSample(options);
  running = server;
  return server;
}

const read = (orgID: string) => [{ action: 'read', resource: { type: 'buckets', orgID } }];

describe('of tokens that outlive what they belong to', () => {
  test('one of a deleted user is not listed, not found, and can be deleted', async () => {
    const { ask, sample, token, orgID } = await setUp({ product: 'oss-2.9' });
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
    const { ask, token, made } = await setUp({ product: 'oss-2.9' });
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
    const { ask, sample, token } = await setUp({ product: 'oss-2.9' });
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
    const { ask, token, orgID, bucketID } = await setUp({ product: 'oss-2.9' });
    const grant = async (action: string): Promise<string> => {
      const permissions = [{ action, resource: { type: 'buckets', id: bucketID, orgID } }];
      return String(
        (await ask('/api/v2/authorizations', { method: 'POST', token, body: { orgID, permissions } })).json().token,
      );
    };
    const write = (secret: string, bucket = 'telemetry') =>
      ask(`/api/v2/write?org=acme&bucket=${bucket}`, { method: 'POST', token: secret, body: 'cpu load=1 1' });
    const query = (secret: string) =>
      ask('/api/v2/query?org=acme', { method: 'POST', token: secret, body: { query: 'from(bucket: "telemetry")' } });
    const [writer, reader] = [await grant('write'), await grant('read')];

    expect((await write(writer)).status).toBe(204);
    expect((await write(reader)).json()).toEqual({
      code: 'forbidden',
      message: 'insufficient permissions for write',
    });
    expect((await write(writer, 'nope')).status).toBe(404);
    expect((await query(reader)).status).toBe(200);
    expect((await query(writer)).status).toBe(404);
  });

  test('may be written the old way by a v1 user with its password', async () => {
    const { ask, token, orgID, bucketID } = await setUp({ product: 'oss-2.9' });
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
      ask(`/write?db=telemetry&u=collectd&p=${password}`, { method: 'POST', body: 'cpu load=1' });

    expect((await write('long+enough')).status).toBe(204);
    expect((await write('wrong')).json()).toEqual({ code: 'unauthorized', message: 'Unauthorized' });
  });
});
