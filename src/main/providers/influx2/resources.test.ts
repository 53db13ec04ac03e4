import { expect, test } from 'vitest';
import { Resources } from '#domain/resource';
import { never } from '#test/http';
import { closing, connected, made, operatorOf } from '#test/influx2';
import { json, rawServer } from '#test/raw-server';
import { linesOf } from './configuration.ts';
import { PAGE, readPages } from './paging.ts';

test('an operator reads every bucket, user and organization', async () => {
  const { server, provider } = await operatorOf({ product: 'oss-2.9' });
  const resources = await provider.read.listResources(never());
  expect(Resources.strict().parse(resources)).toEqual(resources);
  expect(resources.partial).toEqual([]);
  expect(resources.buckets.map(({ id }) => id).sort()).toEqual([...server.state.buckets.keys()].sort());
  expect(resources.users).toHaveLength(server.state.users.size);
  expect(resources.organizations).toHaveLength(server.state.orgs.size);
  expect(resources.buckets.filter(({ system }) => system).map(({ name }) => name)).toContain('_monitoring');
});

test.each(['oss-2.0', 'oss-2.9'] as const)('G14 more than one page of buckets is read whole on %s', async (product) => {
  const { server, provider } = await operatorOf({ product });
  const { organizations, buckets } = await provider.read.listResources(never());
  const headers = { authorization: `Token ${server.credential!}` };
  for (let number = 0; number < 230; number += 1) {
    await fetch(`${server.url}/api/v2/buckets`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ orgID: organizations[0]!.id, name: `more ${number}`, retentionRules: [] }),
    });
  }
  const after = await provider.read.listResources(never());
  expect(after.buckets).toHaveLength(buckets.length + 230);
  expect(new Set(after.buckets.map(({ id }) => id)).size).toBe(buckets.length + 230);
});

test('G14 users of 2.0, which tells twenty of them at most, are marked as partial', async () => {
  const { provider } = await operatorOf({ product: 'oss-2.0' });
  expect((await provider.read.listResources(never())).partial).toEqual([]);
  for (let number = 0; number < 12; number += 1) await provider.write.createUser(`more ${number}`, never());
  expect((await provider.read.listResources(never())).partial).toEqual(['users']);
});

test('G14 a token for one bucket sees parts, and they are named', async () => {
  const { server, provider } = await operatorOf({ product: 'oss-2.9' });
  const { buckets } = await provider.read.listResources(never());
  const { secret } = await made(
    provider,
    'weak',
    [{ action: 'read', type: 'buckets', id: buckets[0]!.id, orgId: buckets[0]!.orgId }],
    { orgId: buckets[0]!.orgId },
  );
  const seen = await connected(server.url, secret.reveal()).read.listResources(never());
  expect(seen.partial).toEqual(['organizations', 'buckets', 'users']);
});

const row = (id: number) => ({ id: String(id) });
const map = (raw: unknown) => raw as { id: string };

test('G14 pages that overlap are read once, and short ones are no end for a token that does not see all', async () => {
  const pages = [[1, 2, 3], [3, 4], [], [5]];
  const paged = await readPages({
    seesAll: false,
    map,
    page: ({ offset }) => Promise.resolve((pages[offset / PAGE] ?? []).map(row)),
  });
  expect(paged).toEqual({ entries: [1, 2, 3, 4, 5].map(row), whole: true });
});

test('G14 a server that goes in circles is noticed, and the list is not called whole', async () => {
  let asked = 0;
  const full = Array.from({ length: PAGE }, (_, id) => row(id));
  const page = () => {
    asked += 1;
    return Promise.resolve(full);
  };
  expect(await readPages({ seesAll: true, map, page })).toEqual({ entries: full, whole: false });
  expect(asked).toBe(2);
});

test('S0.7 the configuration is for operator tokens, and the refusal says so', async () => {
  const { server, provider } = await operatorOf({ product: 'oss-2.9' });
  const lines = await provider.read.configuration(never());
  expect(lines).toContainEqual({ name: 'use-hashed-tokens', value: 'true' });
  const { secret } = await made(provider, 'weak', [{ action: 'read', type: 'buckets' }]);
  await expect(connected(server.url, secret.reveal()).read.configuration(never())).rejects.toMatchObject({
    facts: { kind: 'missing-right', right: 'operator' },
  });
});

test('a server before 2.2 has no configuration to tell', async () => {
  const { provider } = await operatorOf({ product: 'oss-2.0' });
  await expect(provider.read.configuration(never())).rejects.toMatchObject({
    facts: { kind: 'not-able', what: 'configuration' },
  });
});

test('values of options that sound secret are masked', () => {
  expect(
    linesOf({
      'vault-token': 'c4n4ry',
      'tls-key': '/etc/key.pem',
      'use-hashed-tokens': true,
      'session-length': 60,
      nested: { password: 'c4n4ry', list: ['a'] },
      'vault-client-key': '',
    }),
  ).toEqual([
    { name: 'vault-token', value: '••••••' },
    { name: 'tls-key', value: '/etc/key.pem' },
    { name: 'use-hashed-tokens', value: 'true' },
    { name: 'session-length', value: '60' },
    { name: 'nested.password', value: '••••••' },
    { name: 'nested.list', value: '["a"]' },
    { name: 'vault-client-key', value: '' },
  ]);
});

test("S1.6 the page of the server for tokens stands on the connection's own address", async () => {
  const server = closing(await rawServer((_, res) => json(res, {})));
  const { read } = connected(server.url, 'x', { address: `${server.url}/influx` });
  expect(await read.tokenPage('020f755c3c083000', never())).toBe(
    `${server.url}/influx/orgs/020f755c3c083000/load-data/tokens`,
  );
  expect(await read.tokenPage(undefined, never())).toBe(`${server.url}/influx/`);
  await expect(read.tokenPage('../../evil', never())).rejects.toThrow('invalid');
});
