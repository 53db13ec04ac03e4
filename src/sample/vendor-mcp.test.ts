import { describe, expect, onTestFinished, test } from 'vitest';
import { startVendorMcp, VENDOR_MCP, type ToolSaid, type VendorMcp } from '#test/vendor-mcp';
import type { Influx3Product } from './influx3/versions.ts';
import { startSample, type SampleOptions } from './serve.ts';
import type { ManagementProduct } from './management/products.ts';

const SKIPPED = VENDOR_MCP === undefined ? ' (SKIPPED: the package @influxdata/influxdb3-mcp-server is absent)' : '';

async function ofInflux3(product: Influx3Product, type: 'core' | 'enterprise') {
  const sample = await startSample({ product });
  onTestFinished(() => sample.close());
  const as = (token: string) =>
    startVendorMcp({ INFLUX_DB_PRODUCT_TYPE: type, INFLUX_DB_INSTANCE_URL: sample.url, INFLUX_DB_TOKEN: token });
  return { sample, as, mcp: await as(sample.credential ?? '') };
}

async function ofManagement(options: SampleOptions<ManagementProduct>) {
  const sample = await startSample({ ...options, record: true });
  onTestFinished(() => sample.close());
  const mcp = await startVendorMcp({
    INFLUX_DB_PRODUCT_TYPE: options.product,
    INFLUX_DB_INSTANCE_URL: sample.url,
    INFLUX_DB_MANAGEMENT_TOKEN: sample.credential ?? '',
  });
  return { sample, mcp };
}

/** The JSON behind the words that a tool begins with. */
function rowsIn<T>({ text, failed }: ToolSaid): T[] {
  expect(failed, text).toBe(false);
  return JSON.parse(text.slice(text.search(/\n\[\n|\n\[\]$/))) as T[];
}

function lineIn({ text, failed }: ToolSaid, label: string): string {
  expect(failed, text).toBe(false);
  return new RegExp(`^${label}: (.+)$`, 'm').exec(text)?.[1] ?? '';
}

async function succeeds(said: Promise<ToolSaid>): Promise<void> {
  const { text, failed } = await said;
  expect(failed, text).toBe(false);
}

async function databasesOf(mcp: VendorMcp): Promise<{ name: string; retentionPeriod?: number }[]> {
  const { text, failed } = await mcp.call('list_databases');
  expect(failed, text).toBe(false);
  return (JSON.parse(text) as { databases: { name: string; retentionPeriod?: number }[] }).databases;
}

interface Row {
  token_id: number;
  name: string;
  permissions: string;
  expiry?: string;
}

/** How a plain query of `home` with this token ends. */
async function queryWith(url: string, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ db: 'home', q: 'SELECT 1' });
  return (await fetch(`${url}/api/v3/query_sql`, { method: 'POST', headers, body })).status;
}

describe.skipIf(VENDOR_MCP === undefined)(`the vendor's MCP server${SKIPPED}`, { timeout: 60_000 }, () => {
  describe.each([
    ['core-3.10', 'core'],
    ['enterprise-3.10', 'enterprise'],
  ] as const)('on %s', (product, type) => {
    test('finds it healthy, and makes, lists, changes and deletes databases', async () => {
      const { sample, mcp } = await ofInflux3(product, type);
      const names = async () => (await databasesOf(mcp)).map(({ name }) => name);
      const before = await names();

      await succeeds(mcp.call('create_database', { name: 'barn' }));
      const between = await names();
      await succeeds(mcp.call('update_database', { name: 'barn', retentionPeriod: 86_400_000_000_000 }));
      const kept = sample.state.databases.named('barn')?.retentionNanos;
      await succeeds(mcp.call('delete_database', { name: 'barn' }));

      expect((await mcp.call('health_check')).text).toContain('HEALTHY');
      expect(before).toEqual(expect.arrayContaining(['_internal', 'home']));
      expect([...between].sort()).toEqual([...before, 'barn'].sort());
      expect(kept).toBe(86_400_000_000_000n);
      expect(await names()).not.toContain('barn');
      expect((await mcp.call('delete_database', { name: 'nowhere' })).failed).toBe(true);
    });

    test('makes, lists and deletes admin tokens', async () => {
      const { sample, mcp } = await ofInflux3(product, type);
      const list = async (given = {}) => rowsIn<Row>(await mcp.call('list_admin_tokens', given));
      const admins = () => [...sample.state.tokens()].filter(({ rights }) => rights === 'everything');

      const made = await mcp.call('create_admin_token', { name: 'agent' });
      const again = await mcp.call('create_admin_token', { name: 'agent' });
      const listed = await list();
      const [found] = await list({ tokenName: 'agent' });
      const works = await queryWith(sample.url, lineIn(made, 'Token'));
      await succeeds(mcp.call('delete_token', { token_name: 'agent' }));

      expect(listed.map(({ token_id: id, name }) => ({ id, name }))).toEqual([
        ...admins().map(({ id, name }) => ({ id, name })),
        { id: found?.token_id, name: 'agent' },
      ]);
      expect(lineIn(made, 'Token ID')).toBe(String(found?.token_id));
      expect(again).toMatchObject({ failed: true, text: expect.stringContaining('(Status: 409)') as string });
      expect([works, await queryWith(sample.url, lineIn(made, 'Token'))]).toEqual([200, 401]);
      expect(await list({ tokenName: 'agent' })).toEqual([]);
    });

    test('cannot delete the operator token, and gives it another value', async () => {
      const { sample, as, mcp } = await ofInflux3(product, type);

      const refused = await mcp.call('delete_token', { token_name: '_admin' });
      const fresh = lineIn(await mcp.call('regenerate_operator_token'), 'Token');

      expect(refused.text).toContain('cannot delete operator token');
      expect((await mcp.call('list_admin_tokens')).failed).toBe(true);
      expect(rowsIn<Row>(await (await as(fresh)).call('list_admin_tokens'))[0]?.name).toBe('_admin');
      expect(sample.state.tokenOf(fresh)?.name).toBe('_admin');
    });
  });

  test('makes, lists and deletes resource tokens on enterprise-3.10', async () => {
    const { sample, mcp } = await ofInflux3('enterprise-3.10', 'enterprise');
    const list = async (given = {}) => rowsIn<Row>(await mcp.call('list_resource_tokens', given));
    const before = await list();

    const wanted = { description: 'agent', databases: ['home'], actions: ['read'], expiry_secs: 3600 };
    const secret = lineIn(await mcp.call('create_resource_token', wanted), 'Token');
    const [row] = await list({ tokenName: 'agent', databaseName: 'home' });
    const works = await queryWith(sample.url, secret);
    await succeeds(mcp.call('delete_token', { token_name: 'agent' }));

    const kept = [...sample.state.tokens()].filter(({ rights }) => rights !== 'everything');
    expect(before.map(({ name }) => name)).toEqual(kept.map(({ name }) => name));
    expect(row).toMatchObject({ name: 'agent', permissions: '["db:home:read"]' });
    expect(Math.abs(Date.parse(`${row?.expiry}Z`) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    expect([works, await queryWith(sample.url, secret)]).toEqual([200, 401]);
    expect(await list()).toEqual(before);
  });

  test('finds no resource tokens on core-3.10, and is refused one', async () => {
    const { mcp } = await ofInflux3('core-3.10', 'core');
    const wanted = { description: 'dashboard', databases: ['home'], actions: ['read'] };

    expect(rowsIn(await mcp.call('list_resource_tokens'))).toEqual([]);
    expect((await mcp.call('create_resource_token', wanted)).text).toContain('(Status: 404)');
  });

  describe.each([undefined, true])('on clustered, account ids: %s', (accountIds) => {
    test('makes, lists, changes and deletes databases', async () => {
      const { sample, mcp } = await ofManagement({ product: 'clustered', accountIds });
      const named = async (name: string) => (await databasesOf(mcp)).find((database) => database.name === name);
      const before = await databasesOf(mcp);

      await succeeds(mcp.call('create_database', { name: 'barn' }));
      const made = await named('barn');
      await succeeds(mcp.call('update_database', { name: 'barn', retentionPeriod: 86_400_000_000_000 }));
      const changed = await named('barn');
      await succeeds(mcp.call('delete_database', { name: 'barn' }));

      expect(before).toHaveLength(sample.state.databases.size);
      expect(made).toEqual({ name: 'barn', maxTables: 500, maxColumnsPerTable: 200, retentionPeriod: 0 });
      expect(changed).toMatchObject({ retentionPeriod: 86_400_000_000_000, maxTables: 500 });
      expect(await databasesOf(mcp)).toEqual(before);
    });

    test('makes, lists, changes and revokes database tokens by the paths with account and cluster', async () => {
      const { sample, mcp } = await ofManagement({ product: 'clustered', accountIds });
      const list = async () => rowsIn<{ id: string }>(await mcp.call('cloud_list_database_tokens'));
      const before = await list();
      const permissions = (action: string) => [{ action, database: 'energy' }];

      const wanted = { description: 'meter', permissions: permissions('write') };
      const made = await mcp.call('cloud_create_database_token', wanted);
      const token_id = lineIn(made, 'Token ID');
      const change = { token_id, description: 'reader', permissions: permissions('read') };
      await succeeds(mcp.call('cloud_update_database_token', change));
      const seen = await mcp.call('cloud_get_database_token', { token_id });
      await succeeds(mcp.call('cloud_delete_database_token', { token_id }));

      expect(before.map(({ id }) => id).sort()).toEqual([...sample.state.tokens.keys()].slice(0, -1).sort());
      expect([lineIn(seen, 'Description'), lineIn(seen, 'Permissions')]).toEqual(['reader', 'read:energy']);
      expect(sample.state.tokenOf(lineIn(made, 'Access Token'))?.revokedAt).toBeDefined();
      expect(sample.requests.every(({ path }) => /^\/api\/v0\/accounts\/[-1]+\/clusters\/[-1]+\//.test(path))).toBe(
        true,
      );
    });
  });
});
