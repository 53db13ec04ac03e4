import { expect, test } from 'vitest';
import { operatorPermissions } from '#sample/influx2/permissions';
import { State, type Authorization } from '#sample/influx2/state';
import { OSS2_PRODUCTS, VERSIONS, type Oss2Product } from '#sample/influx2/versions';
import { CASTS, type CastName } from './casts.ts';
import { seed } from './seed.ts';

function seeded(product: Oss2Product = 'oss-2.9', options: { tokens?: number; seed?: number; cast?: CastName } = {}) {
  const state = new State(VERSIONS[product], false);
  return { state, ...seed(state, options) };
}

/** What does not depend on when it was made. */
function outline(state: State): string[] {
  return [...state.authorizations.values()].map(
    (each) =>
      `${each.description}|${each.token}|${each.permissions.map(({ action, type, orgId }) => [action, type, orgId].join(':')).join()}`,
  );
}

test('is a company: three organizations, a dozen users, sixty buckets, four hundred tokens, some logins', () => {
  const { state } = seeded();

  expect(state.orgs.size).toBe(3);
  expect(state.users.size).toBe(12);
  expect(state.buckets.size).toBe(60);
  expect(state.authorizations.size).toBe(400);
  expect(state.legacy.size).toBe(6);
});

test('is the same at every start, and another for another seed', () => {
  expect(outline(seeded().state)).toEqual(outline(seeded().state));
  expect(outline(seeded('oss-2.9', { seed: 2 }).state)).not.toEqual(outline(seeded().state));
});

test('has every history that a token explorer should find', () => {
  const { state } = seeded();
  const tokens = [...state.authorizations.values()];
  const all = operatorPermissions(state.version.resourceTypes).length;
  const some = (fits: (token: Authorization) => boolean) => expect(tokens.filter(fits).length).toBeGreaterThan(0);
  const global = ({ permissions }: Authorization) =>
    permissions.every(({ id, orgId }) => id === undefined && orgId === undefined);

  some((token) => global(token) && token.permissions.length === all);
  some((token) => global(token) && token.permissions.length === 36);
  some((token) => global(token) && token.permissions.length === 40);
  some((token) => token.permissions.some(({ type }) => type === 'instance'));
  some((token) => !state.users.has(token.userId));
  some((token) => !state.orgs.has(token.orgId));
  some((token) => state.users.get(token.userId)?.status === 'inactive');
  some((token) =>
    token.permissions.some(({ type, id }) => type === 'buckets' && id !== undefined && !state.buckets.has(id)),
  );
  some((token) => token.status === 'inactive' && token.description.includes('LEAKED'));
  some((token) => token.description === '');
  some((token) => token.description.length > 500);
  some((token) => token.description.includes('<script>'));
  some((token) => token.description.includes('\n'));
  some((token) => token.description.includes('\u202e'));
  expect(new Set(tokens.map(({ description }) => description)).size).toBeLessThan(tokens.length);
});

test('grants only types that the version knows', () => {
  for (const product of OSS2_PRODUCTS) {
    const { state } = seeded(product, { tokens: 2000 });
    const types = new Set(
      [...state.authorizations.values()].flatMap(({ permissions }) => permissions.map(({ type }) => type)),
    );
    expect([...types].filter((type) => !state.knowsType(type))).toEqual([]);
  }
});

test('nothing is older than its owner, changed before it was made, or of the future', () => {
  const { state } = seeded('oss-2.9', { tokens: 3000 });

  for (const { id, userId, createdAt, updatedAt } of state.authorizations.values()) {
    expect(id > userId).toBe(true);
    expect(updatedAt.ms).toBeGreaterThanOrEqual(createdAt.ms);
    expect(updatedAt.ms).toBeLessThanOrEqual(Date.now());
  }
});

test('the credential and the secrets that it tells open their tokens', () => {
  const { state, credential, secrets } = seeded();

  expect(state.authorizationOf(credential)?.description).toBe("admin's Token");
  expect(state.authorizationOf(secrets.get('grafana cloud') ?? '')?.description).toBe('grafana cloud');
});

test.each(Object.keys(CASTS) as CastName[])('the cast %s has the tokens that it says, and an operator', (cast) => {
  const { state, credential } = seeded('oss-2.0', { cast });

  expect(state.authorizations.size).toBe(CASTS[cast].tokens);
  expect(state.authorizationOf(credential)?.permissions).toHaveLength(36);
});
