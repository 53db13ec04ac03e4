import { expect, onTestFinished, test } from 'vitest';
import type { Oss2Product } from '#sample/influx2/versions';
import { SeededRandom } from '#sample/influx2/seed/random';
import { setUpSample, signIn, type SetUpSample } from '#test/asked-sample';
import { expectSameVerdicts, readThroughApp, truthSeed } from '#test/truth';
import { apiQuestions, bucketQuestions, FLUX, PASSWORD, randomRights, type Town } from '#test/truth-oss';

const TOKENS = 420;
const LOGINS = 40;

type Body = Record<string, unknown>;

async function made({ ask, token }: SetUpSample, path: string, body: unknown): Promise<Body> {
  const answer = await ask(path, { method: 'POST', token, body });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.json();
}

const idOf = ({ id }: Body): string => String(id);

async function townOf(server: SetUpSample): Promise<Town> {
  const orgs = [server.orgID];
  for (const name of ['globex', 'initech']) orgs.push(idOf(await made(server, '/api/v2/orgs', { name })));
  const users = [idOf(server.made.user)];
  for (const name of ['ana', 'ben', 'cleo']) users.push(idOf(await made(server, '/api/v2/users', { name })));
  const buckets = [{ id: server.bucketID, orgId: server.orgID }];
  const others: { type: string; id: string; orgId: string }[] = [];
  for (const [nth, orgId] of orgs.entries()) {
    for (const name of ['plant', 'office', 'raw'])
      buckets.push({
        id: idOf(await made(server, '/api/v2/buckets', { orgID: orgId, name: `${name}-${nth}` })),
        orgId,
      });
    for (const type of ['tasks', 'dashboards', 'telegrafs']) {
      const body = { orgID: orgId, name: type, flux: 'option task = {name: "t", every: 1h}', config: '' };
      others.push({ type, orgId, id: idOf(await made(server, `/api/v2/${type}`, body)) });
    }
  }
  const types = server.sample.state.version.resourceTypes.filter((type) => type !== 'instance');
  return { orgs, users, buckets, others, types };
}

/** Makes random tokens and logins; answers their values by description. The last user is inactive at the end. */
async function fill(server: SetUpSample, random: SeededRandom, town: Town): Promise<Map<string, string>> {
  const secrets = new Map<string, string>();
  for (let number = 0; number < TOKENS + LOGINS; number++) {
    const orgID = random.pick(town.orgs);
    const userID = random.pick(town.users);
    const description = `token ${number}`;
    const status = random.chance(0.12) ? 'inactive' : 'active';
    const rights = randomRights(random, town, orgID, userID);
    const permissions = rights.map(({ action, type, id, orgId }) => ({ action, resource: { type, id, orgID: orgId } }));
    const body = { orgID, userID, description, status, permissions };
    if (number < TOKENS) secrets.set(description, String((await made(server, '/api/v2/authorizations', body)).token));
    else if (
      rights.every(
        ({ type, id }) => type !== 'buckets' || id === undefined || town.buckets.some((each) => each.id === id),
      )
    ) {
      const login = await made(server, '/private/legacy/authorizations', { ...body, token: `login${number}` });
      const path = `/private/legacy/authorizations/${idOf(login)}/password`;
      await server.ask(path, { method: 'POST', token: server.token, body: { password: PASSWORD } });
      secrets.set(description, '');
    }
  }
  return secrets;
}

/**
 * Rights on the whole server in odd scopes: what a session of its owner could make in 2.4, and what is still kept
 * later.
 */
async function addInstanceTokens(server: SetUpSample, random: SeededRandom, town: Town, secrets: Map<string, string>) {
  const { cookie } = await signIn(server);
  for (let number = 0; number < 12; number++) {
    const description = `instance ${number}`;
    const scopes = [{}, { orgID: server.orgID }, { id: random.pick(town.buckets).id }];
    const permissions = random
      .some(['read', 'write'], 2)
      .map((action) => ({ action, resource: { type: 'instance', ...random.pick(scopes) } }));
    const body = { orgID: server.orgID, description, permissions };
    const answer = await server.ask('/api/v2/authorizations', { method: 'POST', headers: { cookie }, body });
    if (answer.status !== 201) throw new Error(answer.text);
    secrets.set(description, String(answer.json().token));
  }
}

/** Rights of a type that no version knows, as data from elsewhere holds them. */
function addUnknownTypes({ sample: { state }, orgID }: SetUpSample, town: Town, secrets: Map<string, string>) {
  const [at] = [...state.authorizations.values()];
  for (let number = 0; number < 8; number++) {
    const description = `unknown ${number}`;
    const permissions = [
      { action: 'write' as const, type: 'pipelines', ...(number % 2 ? { orgId: orgID } : {}) },
      { action: 'read' as const, type: 'buckets', id: town.buckets[number % town.buckets.length]!.id },
    ];
    const id = state.ids.next(Date.now());
    const secret = `unknown-${number}-secret`;
    state.addAuthorization({ ...at!, id, description, permissions }, secret);
    secrets.set(description, secret);
  }
}

test.each<[Oss2Product, number]>([
  ['oss-2.9', 10_000],
  ['oss-2.4', 10_000],
])(
  'what the app says of random tokens is what %s decides, in %i pairs of token and resource',
  async (product, pairs) => {
    const seed = truthSeed();
    const random = new SeededRandom(seed);
    const server = await setUpSample({ product });
    onTestFinished(() => server.sample.close());
    const town = await townOf(server);
    const secrets = await fill(server, random, town);
    if (product === 'oss-2.4') await addInstanceTokens(server, random, town, secrets);
    addUnknownTypes(server, town, secrets);
    await server.ask(`/api/v2/users/${town.users.at(-1)!}`, {
      method: 'PATCH',
      token: server.token,
      body: { status: 'inactive' },
    });

    const { rows, resources } = await readThroughApp(server.sample.url, server.token);
    expect(rows.filter(({ token }) => secrets.has(token.description))).toHaveLength(secrets.size);
    const tokens = rows.map(({ token }) => token).filter(({ store }) => store === 'api');
    const questions = [...bucketQuestions(resources, town, FLUX), ...apiQuestions(town, town.users[0]!, tokens)];
    await expectSameVerdicts({ url: server.sample.url, rows, secrets, questions, pairs, seed });
  },
  60_000,
);
