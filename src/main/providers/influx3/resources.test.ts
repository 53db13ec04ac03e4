import { expect, test } from 'vitest';
import { never } from '#test/http';
import { closing } from '#test/influx2';
import { connected3, operatorOf3, raw3 } from '#test/influx3';

test('S2.5 databases come with retention and tables, the tables of the server among them and said apart', async () => {
  const { server, provider } = await operatorOf3();
  const { buckets, partial, organizations, users } = await provider.read.listResources(never());
  expect({ partial, organizations, users }).toEqual({ partial: [], organizations: [], users: [] });
  const living = server.state.databases.living();
  expect(buckets.map(({ name }) => name).sort()).toEqual(living.map(({ name }) => name).sort());
  for (const { name, tables, retentionNanos } of living) {
    const bucket = buckets.find(({ id }) => id === name);
    expect(bucket?.retention).toBe(retentionNanos === null ? 0 : Number(retentionNanos / 1_000_000_000n));
    expect((bucket?.tables ?? 0) - (bucket?.systemTables ?? 0)).toBe(
      [...tables.values()].filter((each) => !each.deleted).length,
    );
    expect(bucket?.system).toBe(name === '_internal');
  }
  expect(buckets.find(({ name }) => name === '_internal')).toMatchObject({ retention: 604_800 });
});

test('a retention beyond the safe numbers stays exact, one below a second is not for ever', async () => {
  const { server, provider } = await operatorOf3({ product: 'enterprise-3.10' });
  const seconds = 3_155_760_007;
  server.state.databases.create('century', BigInt(seconds) * 1_000_000_000n);
  server.state.databases.create('blink', 1_000_000n);
  const { buckets } = await provider.read.listResources(never());
  expect(buckets.find(({ name }) => name === 'century')?.retention).toBe(seconds);
  expect(buckets.find(({ name }) => name === 'blink')?.retention).toBe(1);
});

test('databases that were deleted are left out', async () => {
  const { server, provider } = await operatorOf3();
  server.state.databases.create('passing', null);
  server.state.databases.delete('passing', 'default');
  const { buckets } = await provider.read.listResources(never());
  expect(buckets.filter(({ name }) => name.startsWith('passing'))).toEqual([]);
});

test('before 3.2 the databases are known by their names, with their tables and without a retention', async () => {
  const { server, provider } = await operatorOf3({ product: 'core-3.0' });
  const { buckets, partial } = await provider.read.listResources(never());
  expect(partial).toEqual([]);
  expect(buckets.map(({ name }) => name).sort()).toEqual(
    server.state.databases
      .living()
      .map(({ name }) => name)
      .sort(),
  );
  expect(buckets.every(({ retention, tables = 0 }) => retention === 0 && tables > 0)).toBe(true);
});

test('of very many databases the tables are counted in one question', async () => {
  const names = Array.from({ length: 150 }, (_, index) => `db${index}`);
  const queries: string[] = [];
  const server = closing(
    await raw3((sql) => {
      queries.push(sql);
      if (sql.includes('system.databases')) return names.map((name) => ({ database_name: name }));
      return names.map((name, tables) => ({ database_name: name, tables }));
    }),
  );
  const { buckets } = await connected3(server.url, 'apiv3_x').read.listResources(never());
  expect(queries).toHaveLength(2);
  expect(buckets.map(({ tables }) => tables)).toEqual(names.map((_, index) => index));
});
