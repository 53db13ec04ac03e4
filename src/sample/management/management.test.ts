import { expect, test } from 'vitest';
import { jwt } from '#test/jwt';
import { managementSample, type ManagementSample } from '#test/management';
import type { ManagementProduct, ManagementSwitches } from './products.ts';

const READ_ENERGY = { action: 'read', resource: 'energy' };
const WRITE_ENERGY = { action: 'write', resource: 'energy' };

type Made = Record<string, unknown> & { id: string; accessToken: string };

async function dedicated(management: ManagementSwitches = {}): Promise<ManagementSample> {
  return managementSample({ product: 'dedicated', management });
}

async function make({ api }: ManagementSample, body: object): Promise<Made> {
  return (await api('tokens', { method: 'POST', body: { description: 'made', ...body } })).json<Made>();
}

/** What the data plane answers to a read and to a write of `energy`. */
async function uses({ ask }: ManagementSample, token: string): Promise<number[]> {
  const read = await ask('/query?db=energy&q=SHOW%20MEASUREMENTS', { token });
  const write = await ask('/api/v2/write?bucket=energy', { token, method: 'POST', body: 'meter kwh=1' });
  return [read.status, write.status];
}

test('account and cluster stand where the product has them', async () => {
  const forms = async (product: ManagementProduct, accountIds?: boolean) => {
    const { ask, sample } = await managementSample({ product, accountIds });
    const { accountId, clusterId } = sample.state.addressing;
    const plain = await ask('/api/v0/databases');
    const named = await ask(`/api/v0/accounts/${accountId}/clusters/${clusterId}/databases`);
    return { plain: plain.status, named: named.status, facts: sample.facts.length };
  };

  expect(await forms('dedicated')).toEqual({ plain: 404, named: 200, facts: 2 });
  expect(await forms('clustered')).toEqual({ plain: 200, named: 200, facts: 0 });
  expect(await forms('clustered', true)).toEqual({ plain: 404, named: 200, facts: 2 });
  expect(await forms('clustered', false)).toEqual({ plain: 200, named: 404, facts: 0 });
});

test('answers name account and cluster only where the path does', async () => {
  const { ask } = await managementSample({ product: 'clustered' });
  const id = '11111111-1111-1111-1111-111111111111';

  const [plain] = (await ask('/api/v0/tokens')).json<object[]>();
  const [named] = (await ask(`/api/v0/accounts/${id}/clusters/${id}/tokens`)).json<object[]>();

  expect(plain).not.toHaveProperty('accountId');
  expect(named).toMatchObject({ accountId: id, clusterId: id });
});

test('a form of path that is not there is a 404 before anybody shows a credential, one that is there a 401', async () => {
  const { ask, api } = await dedicated();

  expect((await ask('/api/v0/databases', { token: null })).status).toBe(404);
  const refused = await api('databases', { token: null });
  expect(refused.status).toBe(401);
  expect(refused.json()).toEqual({ code: 401, message: 'unauthorized' });
});

test('the management API takes management tokens and the identity provider’s, as Bearer', async () => {
  const { api, sample } = await dedicated();
  const status = async (token: string | null | undefined) => (await api('tokens', { token: token ?? null })).status;

  expect(sample.credential).toMatch(/^M\.V1\.[A-Za-z0-9+/]{86}$/);
  expect(await status(sample.credential)).toBe(200);
  expect(await status(jwt({ exp: 3600 }))).toBe(200);
  expect(await status(jwt({ exp: -1 }))).toBe(401);
  expect(await status(jwt({}))).toBe(401);
  expect(await status(sample.secretOf('management: expired'))).toBe(401);
  expect(await status(sample.secretOf('management: revoked'))).toBe(401);
  expect(await status(sample.secretOf('everything, for the migration'))).toBe(401);
  const headers = { authorization: `Token ${sample.credential}` };
  expect((await api('tokens', { token: null, headers })).status).toBe(401);
});

test('what a role may not do is a 403; a management token has no role', async () => {
  const { api, sample } = await dedicated({ role: 'member' });
  const token = jwt({ exp: 60 });
  const remove = (as: string | undefined) => api('databases/scratch', { method: 'DELETE', token: as });

  expect((await api('tokens', { method: 'POST', token, body: { description: 'mine' } })).status).toBe(200);
  expect((await remove(token)).json()).toEqual({ code: 403, message: 'forbidden' });
  expect((await remove(sample.credential)).status).toBe(204);
});

test('a token shows its secret once, and it is of use at once, by its rights', async () => {
  const server = await dedicated();
  const made = await make(server, { permissions: [WRITE_ENERGY], expiresAt: '2099-01-01T00:00:00Z' });
  const later = await server.api(`tokens/${made.id}`);

  expect(made.accessToken).toMatch(/^apiv1_[\w-]{86}$/);
  const { accessToken, ...rest } = made;
  expect(later.json()).toEqual(rest);
  expect(rest).toMatchObject({ permissions: [WRITE_ENERGY], expiresAt: '2099-01-01T00:00:00Z' });
  expect(rest).not.toHaveProperty('revokedAt');
  expect(await uses(server, accessToken)).toEqual([403, 204]);
});

test('all databases are one grant; a grant for a name that is not there finds nothing', async () => {
  const server = await dedicated();
  const all = await make(server, { permissions: [{ action: 'read', resource: '*' }] });
  const none = await make(server, {});
  const dangling = server.sample.secretOf('proof of concept 2024') ?? '';

  expect(await uses(server, all.accessToken)).toEqual([200, 403]);
  expect(await uses(server, none.accessToken)).toEqual([403, 403]);
  expect((await server.ask('/query?db=legacy_poc&q=x', { token: dangling })).status).toBe(404);
});

test('the data plane takes a token in five places, and no management token in any', async () => {
  const { ask, sample } = await dedicated();
  const reader = sample.secretOf('read everything (BI)') ?? '';
  const query = async (secret: string | undefined, where: (secret: string) => Record<string, string>, more = '') =>
    (await ask(`/query?db=energy&q=x${more}`, { token: null, headers: where(secret ?? '') })).status;
  const basic = (secret: string) => ({ authorization: `Basic ${Buffer.from(`any:${secret}`).toString('base64')}` });

  for (const where of [
    basic,
    (s: string) => ({ authorization: `Token ${s}` }),
    (s: string) => ({ authorization: `Bearer ${s}` }),
  ]) {
    expect(await query(reader, where)).toBe(200);
    expect(await query(sample.credential, where)).toBe(401);
  }
  expect(await query('', () => ({}), `&p=${reader}`)).toBe(200);
  expect(await query(jwt({ exp: 60 }), (s) => ({ authorization: `Bearer ${s}` }))).toBe(401);
  const form = { method: 'POST', token: reader, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  expect((await ask('/query', { ...form, body: 'db=energy&q=x' })).status).toBe(200);
  expect((await ask('/ping', { token: null })).status).toBe(204);
});

test('points are checked before they are forgotten', async () => {
  const { ask, sample } = await dedicated();
  const token = sample.secretOf('write everything (gateway)');
  const write = async (path: string, body: string) => (await ask(path, { method: 'POST', token, body })).status;

  expect(await write('/write?db=plants&rp=hamburg', 'oven,hall=2 temperature=180 1700000000')).toBe(204);
  expect(await write('/write?db=plants/hamburg', 'oven temperature=180')).toBe(204);
  expect(await write('/write?db=energy', 'no points')).toBe(400);
  expect(await write('/write?db=energy', '')).toBe(400);
  expect(await write('/write', 'a b=1')).toBe(400);
  expect(await write('/api/v2/write?bucket=nowhere', 'a b=1')).toBe(404);
});

test('a new token is a stranger to the data plane for a while', async () => {
  const server = await dedicated({ activationLagMs: 300 });
  const { accessToken } = await make(server, { permissions: [READ_ENERGY, WRITE_ENERGY] });

  expect(await uses(server, accessToken)).toEqual([401, 401]);
  await expect.poll(() => uses(server, accessToken)).toEqual([200, 204]);
});

test('a change replaces all rights, leaves the rest, and counts at once', async () => {
  const server = await dedicated();
  const made = await make(server, { permissions: [READ_ENERGY, READ_ENERGY] });
  const change = (body: object) => server.api(`tokens/${made.id}`, { method: 'PATCH', body });

  expect((await change({ permissions: [WRITE_ENERGY] })).json()).toMatchObject({
    description: 'made',
    permissions: [WRITE_ENERGY],
    createdAt: made.createdAt,
  });
  expect(await uses(server, made.accessToken)).toEqual([403, 204]);
  expect((await change({ description: 'renamed' })).json()).toMatchObject({ permissions: [WRITE_ENERGY] });
  expect((await change({ permissions: [] })).json()).toMatchObject({ description: 'renamed', permissions: [] });
  expect((await change({ expiresAt: '2099-01-01T00:00:00Z' })).status).toBe(400);
});

test('a revoked token stays in the list with its rights, is of no use, and can be neither changed nor revoked again', async () => {
  const server = await dedicated();
  const made = await make(server, { permissions: [READ_ENERGY] });
  const revoke = () => server.api(`tokens/${made.id}`, { method: 'DELETE' });

  expect((await revoke()).status).toBe(204);
  expect((await revoke()).status).toBe(404);
  expect((await server.api(`tokens/${made.id}`, { method: 'PATCH', body: { description: 'x' } })).status).toBe(404);
  const row = (await server.api('tokens')).json<Made[]>().find(({ id }) => id === made.id);
  expect(row?.revokedAt).toMatch(/^\d{4}-.*Z$/);
  expect(row?.permissions).toEqual([READ_ENERGY]);
  expect(await uses(server, made.accessToken)).toEqual([401, 401]);
});

test('what the vendor’s documents leave open can be chosen', async () => {
  const hiding = await dedicated({ hideRevoked: true });
  const other = await dedicated({
    clearPermissionsOnRevoke: true,
    conflictOnDuplicateDescription: true,
    refuseExpirationType: true,
    changeOfRevoked: 409,
    unsetDates: 'epoch',
  });

  const hidden = await make(hiding, {});
  await hiding.api(`tokens/${hidden.id}`, { method: 'DELETE' });
  expect((await hiding.api(`tokens/${hidden.id}`)).status).toBe(404);
  expect((await hiding.api('tokens')).text).not.toContain('revokedAt');

  const made = await make(other, { permissions: [READ_ENERGY] });
  expect(made.revokedAt).toBe('1970-01-01T00:00:00Z');
  expect((await other.api('tokens', { method: 'POST', body: { description: 'made' } })).status).toBe(409);
  const typed = { description: 'typed', expirationType: 'noExpiration' };
  const refused = await other.api('tokens', { method: 'POST', body: typed });
  expect([refused.status, refused.json().message]).toEqual([400, expect.stringContaining('expirationType')]);
  await other.api(`tokens/${made.id}`, { method: 'DELETE' });
  expect((await other.api(`tokens/${made.id}`)).json()).toMatchObject({ permissions: [] });
  expect((await other.api(`tokens/${made.id}`, { method: 'PATCH', body: typed })).status).toBe(409);
});

test.each([
  [{ expirationType: 'datetime' }],
  [{ expirationType: 'sometimes' }],
  [{ expirationType: 'noExpiration', expiresAt: '2099-01-01T00:00:00Z' }],
  [{ expiresAt: '2099-01-01' }],
  [{ expiresAt: 4_070_908_800 }],
  [{ permissions: {} }],
  [{ permissions: [{ action: 'read' }] }],
  [{ permissions: [{ action: 'read', resource: '' }] }],
  [{ permissions: [{ action: 'read', resource: 'x'.repeat(65) }] }],
  [{ permissions: [{ action: 'delete', resource: '*' }] }],
  [{ description: null }],
])('a token with %j is not made', async (body) => {
  const { api } = await dedicated();

  const answer = await api('tokens', { method: 'POST', body: { description: 'made', ...body } });

  expect(answer.status).toBe(400);
  expect(answer.text).toMatch(/^\{"code":400,"message":"bad request: [^"]+"\}$/);
});

test('a token that ends in the past is made, and of no use', async () => {
  const server = await dedicated();
  const made = await make(server, { permissions: [READ_ENERGY], expiresAt: '2020-01-01T00:00:00Z' });

  expect(await uses(server, made.accessToken)).toEqual([401, 401]);
});

test('retentions keep every nanosecond', async () => {
  const { api } = await dedicated();
  const ask = (path: string, method: string, body: string) => api(path, { method, body });

  const made = await ask('databases', 'POST', '{"name":"year/2","retentionPeriod":9007199254740993}');
  const changed = await ask('databases/year%2F2', 'PATCH', '{"retentionPeriod":9223372036854775807,"maxTables":9}');
  const tooLong = await ask('databases/year%2F2', 'PATCH', '{"retentionPeriod":9223372036854775808}');

  expect(made.text).toContain('"retentionPeriod":9007199254740993');
  expect(changed.text).toContain('"maxTables":9,"maxColumnsPerTable":200,"retentionPeriod":9223372036854775807');
  expect(tooLong.status).toBe(400);
  expect((await api('databases')).text).toContain('"retentionPeriod":9223372036854775807}]');
});

test('tokens follow the names of databases, not the databases', async () => {
  const server = await dedicated();
  const { accessToken: old } = await make(server, { permissions: [READ_ENERGY] });
  const { accessToken: next } = await make(server, { permissions: [{ action: 'read', resource: 'power' }] });
  const reads = async (db: string, token: string) => (await server.ask(`/query?db=${db}&q=x`, { token })).status;

  const renamed = await server.api('databases/energy/rename', { method: 'PUT', body: { name: 'power' } });

  expect(renamed.text).toMatch(/"id":\d+/);
  expect([await reads('energy', old), await reads('power', old), await reads('power', next)]).toEqual([404, 403, 200]);
  await server.api('databases', { method: 'POST', body: { name: 'energy' } });
  expect(await reads('energy', old)).toBe(200);
});

test('a deleted database comes back by its id, unless its name is taken', async () => {
  const { api } = await dedicated();
  const renamed = await api('databases/scratch/rename', { method: 'PUT', body: { name: 'pad' } });
  const id = /"id":(\d+)/.exec(renamed.text)?.[1] ?? '';
  const undelete = () => api(`databases/${id}/undelete`, { method: 'PUT' });

  expect((await undelete()).status).toBe(404);
  await api('databases/pad', { method: 'DELETE' });
  await api('databases', { method: 'POST', body: { name: 'pad' } });
  expect((await undelete()).status).toBe(409);
  await api('databases/pad', { method: 'DELETE' });
  expect((await undelete()).status).toBe(200);
  expect((await api('databases')).text).toContain('"name":"pad"');
});

test.each([
  [{}],
  [{ name: '' }],
  [{ name: 'a b' }],
  [{ name: 'x'.repeat(65) }],
  [{ name: 'x', maxTables: 0 }],
  [{ name: 'x', maxTables: 1.5 }],
  [{ name: 'x', retentionPeriod: -1 }],
  [{ name: 'x', retentionPeriod: '1d' }],
  [{ name: 'x', partitionTemplate: [] }],
  [{ name: 'x', partitionTemplate: [{ type: 'bucket', value: { tagName: 'a', numberOfBuckets: 0 } }] }],
])('a database of %j is not made', async (body) => {
  const { api } = await dedicated();

  expect((await api('databases', { method: 'POST', body })).status).toBe(400);
});
