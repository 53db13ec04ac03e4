import { expect, onTestFinished, test } from 'vitest';
import type { Token } from '#domain/token';
import { RESOURCE_TYPES, type Cloud2Product } from '#sample/cloud2/products';
import type { State } from '#sample/cloud2/state';
import { SeededRandom } from '#sample/influx2/seed/random';
import { startSample, type RunningSample } from '#sample/serve';
import { byStatus, expectSameVerdicts, type Question, readThroughApp, truthSeed } from '#test/truth';
import { bucketQuestions, FLUX_BY_NAME, INFLUXQL, PASSWORD, randomRights, type Town } from '#test/truth-oss';

const PAIRS = 10_000;
const TOKENS = 460;
const LOGINS = 40;
const MAKER = 'the-one-who-makes-all-tokens';

type Region = RunningSample<State>;
type Body = Record<string, unknown>;

async function api({ url }: Region, method: string, path: string, body: unknown): Promise<Body> {
  const answer = await fetch(url + path, {
    method,
    headers: { authorization: `Token ${MAKER}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  const text = await answer.text();
  return text === '' ? {} : (JSON.parse(text) as Body);
}

/** One customer's organization with buckets, beside another's; somebody there may grant everything. */
async function townOf(region: Region) {
  const { state, credential = '' } = region;
  const first = state.authorizationOf(credential);
  if (!first) throw new Error('nobody lists tokens');
  const { orgId } = first;
  const permissions = RESOURCE_TYPES.flatMap((type) =>
    (['read', 'write'] as const).map((action) => ({ action, type })),
  );
  state.addAuthorization({ ...first, id: state.ids.next(Date.now()), description: MAKER, permissions }, MAKER);
  for (let number = 0; number < 6; number++)
    await api(region, 'POST', '/api/v2/buckets', { orgID: orgId, name: `random-${number}` });
  const users = [...state.users.values()].filter(({ orgIds }) => orgIds.includes(orgId)).map(({ id }) => id);
  const town: Town = { orgs: [orgId], users, buckets: [...state.buckets.values()], others: [], types: RESOURCE_TYPES };
  return { orgId, town };
}

/** Makes random tokens, and logins where there are some; answers their values by description. */
async function fill(region: Region, random: SeededRandom, town: Town, orgId: string): Promise<Map<string, string>> {
  const secrets = new Map<string, string>();
  const logins = region.product === 'cloud-tsm' ? LOGINS : 0;
  for (let number = 0; number < TOKENS + logins; number++) {
    const userID = random.pick(town.users);
    const description = `random ${number}`;
    const status = random.chance(0.12) ? 'inactive' : 'active';
    const permissions = randomRights(random, town, orgId, userID).map(({ action, type, ...right }) => {
      // An organization stands by its id there.
      const { id, orgId: within } = type === 'orgs' && right.orgId ? { id: right.orgId } : right;
      return { action, resource: { type, id, orgID: within } };
    });
    const body = { orgID: orgId, userID, description, status, permissions };
    if (number < TOKENS)
      secrets.set(description, String((await api(region, 'POST', '/api/v2/authorizations', body)).token));
    else {
      const path = '/private/legacy/authorizations';
      const { id } = await api(region, 'POST', path, { ...body, token: `login${number}` });
      await api(region, 'POST', `${path}/${String(id)}/password`, { password: PASSWORD });
      secrets.set(description, '');
    }
  }
  return secrets;
}

/** Who may see single tokens, and make some: asked for one that nobody can make. */
function tokenQuestions(orgId: string, userId: string, tokens: readonly Token[]): Question[] {
  const bearing = (token: Token, secret: string) => ({
    authorization: `Token ${token.store === 'v1' ? `${token.username ?? ''}:${PASSWORD}` : secret}`,
  });
  const doomed = [{ action: 'read', resource: { type: 'orgs', orgID: orgId } }];
  const body = JSON.stringify({ orgID: orgId, userID: userId, permissions: doomed });
  return [
    ...tokens.map(({ id, ownerId }): Question => ({
      name: `read token ${id}`,
      action: 'read',
      target: { type: 'authorizations', id, orgId },
      also: [['read', { type: 'users', id: ownerId }]],
      ask: (token, secret) => ({
        method: 'GET',
        path: `/api/v2/authorizations/${id}`,
        headers: bearing(token, secret),
      }),
      verdict: byStatus([200], [401]),
    })),
    {
      name: 'make tokens',
      action: 'write',
      target: { type: 'authorizations', orgId },
      also: [['write', { type: 'users', id: userId }]],
      ask: (token, secret) => ({
        method: 'POST',
        path: '/api/v2/authorizations',
        headers: bearing(token, secret),
        body,
      }),
      verdict: (status, said) => {
        if (status !== 401) throw new Error('neither allowed nor refused');
        return said.includes('/orgs is unauthorized');
      },
    },
  ];
}

test.each<Cloud2Product>(['cloud-tsm', 'serverless'])(
  `what the app says of random tokens is what %s decides, in ${PAIRS} pairs of token and resource`,
  async (product) => {
    const seed = truthSeed();
    const random = new SeededRandom(seed);
    const region = await startSample({ product });
    onTestFinished(() => region.close());
    const { orgId, town } = await townOf(region);
    const secrets = await fill(region, random, town, orgId);
    const [gone = '', maker = ''] = town.users.filter((id) => id !== region.state.authorizationOf(MAKER)?.userId);
    region.state.users.delete(gone);

    const { rows, resources } = await readThroughApp(region.url, region.credential ?? '');
    const known = rows.map(({ token }) => token).filter(({ description }) => secrets.has(description));
    expect(known).toHaveLength(secrets.size);
    const words = product === 'serverless' ? INFLUXQL : FLUX_BY_NAME;
    const questions = [...bucketQuestions(resources, town, words), ...tokenQuestions(orgId, maker, known.slice(0, 4))];
    await expectSameVerdicts({ url: region.url, rows, secrets, questions, pairs: PAIRS, seed });
  },
  60_000,
);
