import { expect, test } from 'vitest';
import { managementSample } from '#test/management';
import { isLive, type DatabaseToken, type State } from '#sample/management/state';

/** What does not depend on when it was made. */
function outline(state: State): string[] {
  return [...state.tokens.values()].map(
    ({ id, description, permissions }) => `${id} ${description} ${JSON.stringify(permissions)}`,
  );
}

test('is a company’s cluster: a dozen databases, sixty tokens, as many as are wanted', async () => {
  const { state } = (await managementSample({ product: 'clustered' })).sample;
  const large = (await managementSample({ product: 'dedicated', tokens: 2500 })).sample;
  const list = await fetch(
    `${large.url}/api/v0/accounts/${large.state.addressing.accountId}/clusters/${large.state.addressing.clusterId}/tokens`,
    {
      headers: { authorization: `Bearer ${large.credential}` },
    },
  );

  expect(state.databases.size).toBe(12);
  expect(state.tokens.size).toBe(60);
  expect((await list.json()) as unknown[]).toHaveLength(2500);
});

test('has no data but its management token when it is empty', async () => {
  const { api, sample } = await managementSample({ product: 'dedicated', empty: true });

  expect(sample.credential).toBeDefined();
  expect([(await api('tokens')).text, (await api('databases')).text]).toEqual(['[]', '[]']);
});

test('is the same at every start, and another cluster for another seed', async () => {
  const [one, same, other] = await Promise.all(
    [undefined, undefined, 2].map(async (seed) => (await managementSample({ product: 'dedicated', seed })).sample),
  );

  expect(outline(one!.state)).toEqual(outline(same!.state));
  expect(one!.facts).toEqual(same!.facts);
  expect(one!.credential).toBe(same!.credential);
  expect(outline(one!.state)).not.toEqual(outline(other!.state));
  expect(one!.facts).not.toEqual(other!.facts);
});

test('has every history that a token explorer should find', async () => {
  const { state } = (await managementSample({ product: 'dedicated' })).sample;
  const tokens = [...state.tokens.values()];
  const now = Date.now();
  const some = (fits: (token: DatabaseToken) => boolean) => expect(tokens.filter(fits).length).toBeGreaterThan(0);
  const names = (token: DatabaseToken) => token.permissions.map(({ resource }) => resource);
  const actions = (token: DatabaseToken) => [...new Set(token.permissions.map(({ action }) => action))].sort().join();

  for (const kind of ['read', 'write', 'read,write', ''])
    some((token) => actions(token) === kind && isLive(token, now));
  for (const kind of ['read', 'write', 'read,write'])
    some((token) => names(token).includes('*') && actions(token) === kind);
  some((token) => names(token).some((name) => name !== '*' && !state.databases.has(name)));
  some(({ expiresAt }) => expiresAt !== undefined && expiresAt.ms < now);
  some(({ expiresAt }) => expiresAt !== undefined && expiresAt.ms > now && expiresAt.ms < now + 86_400_000);
  some(({ revokedAt }) => revokedAt !== undefined);
  some((token) => token.revokedAt !== undefined && names(token).includes('*'));
  some(({ createdAt }) => createdAt.nanos > 0 && createdAt.nanos % 1000 === 0);
  some(({ description }) => description === '');
  some(({ description }) => description.length > 500);
  expect(new Set(tokens.map(({ description }) => description)).size).toBeLessThan(tokens.length);
  expect(tokens.every(({ createdAt, revokedAt }) => revokedAt === undefined || revokedAt.ms > createdAt.ms)).toBe(true);
  expect([...state.databases.values()].some(({ retentionPeriod: ns }) => BigInt(Number(ns)) !== ns)).toBe(true);
});
