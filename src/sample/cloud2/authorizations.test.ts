import { describe, expect, test } from 'vitest';
import { region, type Region } from '#test/cloud2';
import { CLOUD2_PRODUCTS } from './products.ts';

const UNAUTHORIZED = { code: 'unauthorized', message: 'unauthorized access' };

function owners(rows: { user: string }[]): string[] {
  return [...new Set(rows.map(({ user }) => user))];
}

describe.each(CLOUD2_PRODUCTS)('a sample of %s', (product) => {
  test('lists the tokens of one organization, none with its value', async () => {
    const cloud = await region({ product });

    const rows = await cloud.list();
    const side = await cloud.list('', cloud.secret('sandbox: all access'));

    expect(new Set(rows.map(({ token }) => token))).toEqual(new Set(['redacted']));
    expect(new Set(rows.map(({ orgID }) => orgID))).toEqual(new Set([cloud.orgId]));
    expect(rows.length + side.length).toBe(80);
    expect(side.map(({ description }) => description).sort()).toEqual([
      'sandbox: all access',
      'sandbox: phone',
      'sandbox: sensor',
    ]);
  });

  test('shows a value once: when it makes the token', async () => {
    const cloud = await region({ product });
    const made = await cloud.make({
      description: 'new',
      permissions: [{ action: 'read', resource: { type: 'buckets' } }],
    });

    const again = await cloud.ask('GET', `/api/v2/authorizations/${made.id}`);
    const patched = await cloud.ask('PATCH', `/api/v2/authorizations/${made.id}`, { body: { description: 'newer' } });

    expect(made.token).toMatch(/^[\w-]{86}==$/);
    expect(again.json).toMatchObject({ token: 'redacted', description: 'new', status: 'active' });
    expect(patched.json).toMatchObject({ token: 'redacted', description: 'newer' });
    expect(again.text + patched.text).not.toContain(made.token);
  });
});

describe('authentication', () => {
  test.each([
    ['no header', undefined],
    ['another scheme', (secret: string) => `Bearer ${secret}`],
    ['the scheme in another case', (secret: string) => `token ${secret}`],
    ['no value', () => 'Token '],
    ['an unknown value', () => 'Token nope'],
  ])('%s is refused', async (_what, header) => {
    const cloud = await region();
    const headers: Record<string, string> = header ? { authorization: header(cloud.credential) } : {};

    const answer = await cloud.ask('GET', '/api/v2/orgs', { token: null, headers });

    expect([answer.status, answer.json]).toEqual([401, UNAUTHORIZED]);
  });

  test('an inactive token, a deleted one and that of a deleted user are refused', async () => {
    const cloud = await region();
    const deleted = await cloud.make({ permissions: [{ action: 'read', resource: { type: 'buckets' } }] });
    await cloud.ask('DELETE', `/api/v2/authorizations/${deleted.id}`);

    for (const token of [cloud.secret('All access of the old laptop'), cloud.secret("m's all access"), deleted.token]) {
      const answer = await cloud.ask('GET', '/api/v2/me', { token });
      expect([answer.status, answer.json]).toEqual([401, UNAUTHORIZED]);
    }
  });

  test('the tokens of a deleted user stay in the list, active and without a name', async () => {
    const cloud = await region();

    const row = (await cloud.list()).find(({ description }) => description === "m's all access");

    expect(row).toMatchObject({ status: 'active', user: '' });
    expect(cloud.state.users.has(row!.userID)).toBe(false);
  });
});

describe('what a list shows', () => {
  test('leaves out, without a word, what belongs to users that the token may not read', async () => {
    const cloud = await region();

    const all = await cloud.list();
    const own = await cloud.list('', cloud.secret('own tokens only'));
    const none = await cloud.list('', cloud.secret('lists tokens, sees no owner'));

    expect(owners(all).length).toBeGreaterThan(4);
    expect(owners(own)).toEqual(['lea.hoffmann@nordlicht.example']);
    expect(own).toHaveLength(all.filter(({ user }) => user === 'lea.hoffmann@nordlicht.example').length);
    expect(none).toEqual([]);
  });

  test('is refused to a token that may read no authorizations', async () => {
    const cloud = await region();

    const answer = await cloud.ask('GET', '/api/v2/authorizations', { token: cloud.secret('Grafana') });

    expect(answer.status).toBe(401);
    expect(answer.json).toEqual({ code: 'unauthorized', message: 'read:authorizations is unauthorized' });
  });

  test('is filtered by user and organization, by id and name, all at once', async () => {
    const cloud = await region();
    const [machine] = (await cloud.list()).filter(({ user }) => user === 'influx-writers@nordlicht.example');
    const id = machine!.userID;
    const name = encodeURIComponent('influx-writers@nordlicht.example');

    const byId = await cloud.list(`?userID=${id}`);

    expect(owners(byId)).toEqual(['influx-writers@nordlicht.example']);
    expect(await cloud.list(`?user=${name}`)).toEqual(byId);
    expect(await cloud.list(`?userID=${id}&orgID=${cloud.orgId}&org=Nordlicht%20Energie`)).toEqual(byId);
    expect(await cloud.list(`?userID=${id}&user=somebody`)).toEqual([]);
    expect(await cloud.list('?orgID=00000000000000aa')).toEqual([]);
    expect(await cloud.list('?org=elsewhere')).toEqual([]);
    expect((await cloud.ask('GET', '/api/v2/authorizations?userID=short')).json).toEqual({
      code: 'invalid',
      message: 'id must have a length of 16 bytes',
    });
  });

  test('finds a token by its value, the first of several, and none for an unknown one', async () => {
    const cloud = await region();
    const find = (...values: string[]) =>
      cloud.list(`?${values.map((value) => `token=${encodeURIComponent(value)}`).join('&')}`);

    expect(await find(cloud.secret('Grafana'))).toMatchObject([{ description: 'Grafana', token: 'redacted' }]);
    expect(await find(cloud.secret('notebook'), cloud.secret('Grafana'))).toMatchObject([{ description: 'notebook' }]);
    expect(await find('nope')).toEqual([]);
    expect(await find(cloud.secret('sandbox: sensor'))).toEqual([]);
  });
});

describe('making a token', () => {
  const readBuckets = { action: 'read', resource: { type: 'buckets' } };
  const refused = async (cloud: Region, body: object, token?: string) => {
    const { status, json } = await cloud.ask('POST', '/api/v2/authorizations', { token, body });
    return [status, (json as { code: string; message: string }).code, (json as { message: string }).message];
  };

  test('wants an organization, its own, and rights', async () => {
    const cloud = await region();
    const orgID = cloud.orgId;

    expect(await refused(cloud, { permissions: [readBuckets] })).toEqual([400, 'invalid', 'orgID is required']);
    expect((await refused(cloud, { orgID })).slice(0, 2)).toEqual([400, 'invalid']);
    expect((await refused(cloud, { orgID, permissions: [] })).slice(0, 2)).toEqual([400, 'invalid']);
    expect(await refused(cloud, { orgID: '00000000000000aa', permissions: [readBuckets] })).toEqual([
      400,
      'invalid',
      'failed to decode request body: organization not found',
    ]);
    expect((await refused(cloud, { orgID, permissions: [readBuckets], status: 'asleep' }))[0]).toBe(400);
    expect(
      (await refused(cloud, { orgID, permissions: [{ action: 'read', resource: { type: 'instance' } }] }))[0],
    ).toBe(400);
  });

  test('refuses rights on organizations by orgID, and rights that the caller does not hold', async () => {
    const cloud = await region();
    const orgID = cloud.orgId;
    const scoped = { action: 'read', resource: { type: 'orgs', orgID } };
    const byId = { action: 'read', resource: { type: 'orgs', id: orgID } };
    const writeUsers = { action: 'write', resource: { type: 'users' } };

    expect(await refused(cloud, { orgID, permissions: [scoped] })).toEqual([
      401,
      'unauthorized',
      `read:orgs/${orgID}/orgs is unauthorized`,
    ]);
    expect((await cloud.make({ permissions: [byId] })).permissions).toEqual([
      { action: 'read', resource: { type: 'orgs', id: orgID, name: 'Nordlicht Energie' } },
    ]);
    expect((await refused(cloud, { orgID, permissions: [writeUsers] }))[0]).toBe(403);
    expect((await refused(cloud, { orgID, permissions: [readBuckets] }, cloud.secret('Grafana')))[0]).toBe(401);
  });

  test('for another user wants the right to write that user', async () => {
    const cloud = await region();
    const [machine] = (await cloud.list()).filter(({ user }) => user === 'influx-writers@nordlicht.example');
    const wanted = { orgID: cloud.orgId, userID: machine!.userID, permissions: [readBuckets] };

    expect(await refused(cloud, wanted)).toEqual([
      401,
      'unauthorized',
      `write:users/${machine!.userID} is unauthorized`,
    ]);
    expect(await cloud.make(wanted, cloud.secret('provisioning'))).toMatchObject({ user: machine!.user });
  });

  test('ignores what only the server knows, and keeps the status that is asked for', async () => {
    const cloud = await region();

    const made = await cloud.make({
      id: '0000000000000001',
      token: 'mine',
      createdAt: '1999-01-01T00:00:00Z',
      user: 'me',
      status: 'inactive',
      permissions: [readBuckets],
    });

    expect(made.id).not.toBe('0000000000000001');
    expect(made.token).not.toBe('mine');
    expect(Date.parse(made.createdAt)).toBeGreaterThan(Date.now() - 60_000);
    expect(made).toMatchObject({
      user: 'lea.hoffmann@nordlicht.example',
      status: 'inactive',
      updatedAt: made.createdAt,
    });
    expect((await cloud.ask('GET', '/api/v2/me', { token: made.token })).status).toBe(401);
  });
});

describe('one token', () => {
  test('changes its description and status and nothing else', async () => {
    const cloud = await region();
    const [before] = await cloud.list(`?token=${encodeURIComponent(cloud.secret('Grafana'))}`);
    const body = {
      ...before,
      description: 'Grafana, off',
      status: 'inactive',
      permissions: [],
      userID: '0',
      token: 'x',
    };

    const { status, json } = await cloud.ask('PATCH', `/api/v2/authorizations/${before!.id}`, { body });
    const bad = await cloud.ask('PATCH', `/api/v2/authorizations/${before!.id}`, { body: { status: 'asleep' } });

    expect(status).toBe(200);
    expect(json).toEqual({
      ...before,
      description: 'Grafana, off',
      status: 'inactive',
      updatedAt: (json as { updatedAt: string }).updatedAt,
    });
    expect((json as { updatedAt: string }).updatedAt > before!.updatedAt).toBe(true);
    expect([bad.status, (bad.json as { code: string }).code]).toEqual([400, 'invalid']);
  });

  test('is deleted once, and gone then', async () => {
    const cloud = await region();
    const path = `/api/v2/authorizations/${(await cloud.list())[0]!.id}`;

    const first = await cloud.ask('DELETE', path);
    const second = await cloud.ask('DELETE', path);

    expect([first.status, first.text]).toEqual([204, '']);
    expect([second.status, second.json]).toEqual([404, { code: 'not found', message: 'authorization not found' }]);
  });

  test('of another organization does not exist, and an id of another length is none', async () => {
    const cloud = await region();
    const [other] = await cloud.list('', cloud.secret('sandbox: all access'));

    expect((await cloud.ask('GET', `/api/v2/authorizations/${other!.id}`)).status).toBe(404);
    expect((await cloud.ask('DELETE', `/api/v2/authorizations/${other!.id}`)).status).toBe(404);
    expect((await cloud.ask('GET', '/api/v2/authorizations/abc')).json).toEqual({
      code: 'invalid',
      message: 'id must have a length of 16 bytes',
    });
  });

  test('is read, but not changed, by who may only read', async () => {
    const cloud = await region();
    const token = cloud.secret('auditor, read only');
    const path = `/api/v2/authorizations/${(await cloud.list())[0]!.id}`;

    expect((await cloud.ask('GET', path, { token })).status).toBe(200);
    expect((await cloud.ask('PATCH', path, { token, body: { description: 'x' } })).status).toBe(401);
    expect((await cloud.ask('DELETE', path, { token })).status).toBe(401);
    expect((await cloud.ask('GET', path, { token: cloud.secret('lists tokens, sees no owner') })).status).toBe(401);
  });
});
