import { describe, expect, onTestFinished, test } from 'vitest';
import { isInflux3, type Product } from '#sample/family';
import { startSample, type ReceivedRequest, type RunningSample, type SampleOptions } from '#sample/serve';
import type { Grant } from '#domain/grant';
import type { NewToken } from '#domain/token';
import { type TestApp, testApp } from '#test/app';
import { callEach, methodAt, METHODS, type Scene, sceneOf } from '#test/every-method';
import { loadShapes, NO_SHAPES, type DescribedProduct, type Shapes } from '#test/shapes';

const OSS = ['oss-2.9'] as const;
const CLOUD = ['serverless', 'cloud-tsm'] as const;
const V3 = ['core-3.10', 'enterprise-3.10'] as const;
const MANAGED = ['dedicated', 'clustered'] as const;

/**
 * Which description a product's requests are held against. OSS 2.x and Core have none: their token operations are those
 * of Cloud (TSM) and of Enterprise. Each with the least number of requests that must be described.
 */
const DESCRIBED: readonly [Product, DescribedProduct, number][] = [
  ['oss-2.9', 'cloud-tsm', 70],
  ['serverless', 'serverless', 70],
  ['cloud-tsm', 'cloud-tsm', 90],
  ['core-3.10', 'enterprise', 33],
  ['enterprise-3.10', 'enterprise', 45],
  ['dedicated', 'dedicated', 70],
  ['clustered', 'clustered', 70],
];

/** Requests that a description does not know or has otherwise, and why they are sent all the same. */
const EXCEPTIONS: readonly { fault: RegExp; of: readonly Product[]; reason: string }[] = [
  {
    fault: /^GET \/api\/v2\/setup: not described$/,
    of: [...OSS, ...CLOUD, ...V3, 'clustered'],
    reason: 'asks who answers, and whether OSS is set up',
  },
  {
    fault: /^GET \/health: not described$/,
    of: [...OSS, ...CLOUD, 'clustered'],
    reason: 'asks who answers; the descriptions leave out how a server is',
  },
  { fault: /^GET \/api\/v2: not described$/, of: [...OSS, ...V3, 'clustered'], reason: 'asks who answers' },
  { fault: /^GET \/ping: not described$/, of: [...CLOUD, 'clustered'], reason: 'asks who answers' },
  { fault: /^GET \/ready: not described$/, of: [...OSS, ...CLOUD], reason: 'tells since when a server runs' },
  {
    fault: /^GET \/api\/v2\/(config|resources): not described$/,
    of: [...OSS, ...CLOUD],
    reason: 'OSS since 2.2 and 2.0; Cloud answers resources, and 404 to config',
  },
  {
    fault: /^GET \/api\/v2\/(me|users): not described$/,
    of: ['serverless'],
    reason: 'the description of Cloud (TSM), which has the same API, knows it',
  },
  {
    fault: /^\w+ \/private\/legacy\/authorizations(\/\w+)?: not described$/,
    of: ['serverless'],
    reason: 'the description of Cloud (TSM), which has the same API, knows it',
  },
  {
    fault: /^GET \/api\/v2\/users: query: must NOT have additional properties \((limit|offset)\)$/,
    of: [...OSS, 'cloud-tsm'],
    reason: 'OSS pages its users by them, 20 at a time without; Cloud lists none, and looks at neither',
  },
  {
    fault: /^POST \/api\/v2\/setup: not described$/,
    of: OSS,
    reason: 'the first run of OSS; Cloud is set up by its vendor',
  },
  {
    fault: /^GET \/api\/v3\/query_sql: not described$/,
    of: V3,
    reason: 'tokens are listed by a query, and the description holds the operations on tokens and databases alone',
  },
  {
    fault: /^GET \/api\/v3\/configure\/token: not described$/,
    of: V3,
    reason: 'no operation, on purpose: 404, 401 or 405 tells whether a token is asked for and taken',
  },
  {
    fault: /^POST .*\/tokens: the body has a member that is not described \(expirationType\)$/,
    of: MANAGED,
    reason: 'the vendor’s guide to database tokens has it; the app leaves it out where a server refuses it',
  },
];

describe.each(DESCRIBED)('the requests to %s', (product, described, least) => {
  test('are as the vendor describes them', async ({ skip }) => {
    const shapes = loadShapes(described) ?? skip(NO_SHAPES);
    const requests = await everyRequest(product);

    const found = requests.map((request) => ({ request, faults: faultsOf(shapes, request) }));
    const faults = new Set(found.flatMap((each) => each.faults));
    const known = EXCEPTIONS.filter(({ of }) => of.includes(product));
    const good = found.filter((each) => each.faults.length === 0);

    expect([...faults].filter((each) => !known.some(({ fault }) => fault.test(each)))).toEqual([]);
    expect(known.filter(({ fault }) => ![...faults].some((each) => fault.test(each)))).toEqual([]);
    expect(good.length).toBeGreaterThanOrEqual(least);
    expect(new Set(good.map(({ request }) => request.method))).toEqual(new Set(methodsOf(product)));
  });
});

/** InfluxDB 3 changes no token. */
function methodsOf(product: Product): string[] {
  return isInflux3(product) ? ['GET', 'POST', 'DELETE'] : ['GET', 'POST', 'PATCH', 'DELETE'];
}

function faultsOf(shapes: Shapes, { method, path, headers, body }: ReceivedRequest): string[] {
  const contentType = headers['content-type'];
  const place = path.split('?')[0] ?? '';
  // The description puts the logins below a server of its own, `/private`.
  const asked = path.replace(/^\/private/, '');
  const found = shapes.requestFaults({ method, path: asked, contentType: String(contentType ?? ''), body });
  return (found?.faults ?? ['not described']).map((fault) => `${method} ${place}: ${fault}`);
}

/** What the app sends for every call of a page, on a server with data and on a fresh one. */
async function everyRequest(product: Product): Promise<ReceivedRequest[]> {
  const full = await started({ product });
  const app = await testApp();
  const scene = await sceneOf(app, full);
  await app.unlock(scene.id);
  for (const kind of kindsOf(scene)) await make(scene, kind);
  await drive(scene);
  const login = (await app.tokens(scene.id)).find(({ store }) => store === 'v1');
  for (const path of login
    ? (['tokens.get', 'tokens.prepare', 'tokens.update', 'tokens.prepare', 'tokens.delete'] as const)
    : [])
    await callEach(Object.assign(scene, { token: login }), path);
  return [...full.requests, ...(await firstRequests(product))];
}

async function started(options: SampleOptions<Product>): Promise<RunningSample<unknown>> {
  const sample = await startSample({ record: true, tokens: 60, ...options });
  onTestFinished(() => sample.close());
  return sample;
}

async function drive(scene: Scene): Promise<void> {
  for (const path of METHODS) {
    const { access } = methodAt(path);
    if (access === 'local' && path !== 'connections.look' && path !== 'connections.test') continue;
    // A token is changed as it was prepared to be.
    if (path === 'tokens.update' || path === 'tokens.delete') await callEach(scene, 'tokens.prepare');
    await callEach(scene, path);
  }
}

/** Set-up and claim, on a server that nobody has. */
async function firstRequests(product: Product): Promise<readonly ReceivedRequest[]> {
  if (!isInflux3(product) && !product.startsWith('oss')) return [];
  const fresh = await started({ product, empty: true });
  const app = await testApp();
  const { id } = await app.add(fresh.url, undefined);
  await app.unlock(id);
  if (isInflux3(product)) await app.call('server.claim', { connectionId: id });
  else await setUp(app, id);
  return fresh.requests;
}

function setUp(app: TestApp, connectionId: string): Promise<unknown> {
  const input = { username: 'eva', password: 'a good password', organization: 'acme', bucket: 'b', retention: 3600 };
  return app.call('server.setUp', { connectionId, input });
}

type Kind = NonNullable<NewToken['kind']> | 'plain';

/** The kinds that are asked for by name there; elsewhere rights alone make a kind. */
function kindsOf({ server }: Scene): Kind[] {
  const named = server.traits.offers.flatMap(({ kind, reason }) =>
    reason === undefined && (kind === 'admin' || kind === 'database') ? [kind] : [],
  );
  return named.length > 0 && server.traits.label === 'name' ? named : ['plain'];
}

/** Makes a token with all that can be said of one: rights on everything, an end, a status. */
async function make({ app, id, server, token }: Scene, kind: Kind): Promise<void> {
  const { orgId } = token;
  const types = server.traits.data === 'databases' ? ['databases'] : server.resourceTypes;
  const wanted: NewToken = {
    orgId,
    description: `all of ${kind}`,
    status: 'active',
    ...(kind !== 'plain' && { kind }),
    ...(server.traits.expiry && { expiresAt: Date.now() + 86_400_000 }),
    grants: kind === 'admin' ? [] : types.flatMap((type) => rightsOn(type, orgId)),
  };
  await app.call('tokens.create', { connectionId: id, wanted });
}

/** Both rights on a type; an organization is read alone, and its users belong to nobody. */
function rightsOn(type: string, orgId: string): Grant[] {
  if (type === 'users') return [];
  if (type === 'orgs') return [{ action: 'read', type, id: orgId }];
  return (['read', 'write'] as const).map((action) => ({ action, type, ...(orgId && { orgId }) }));
}
