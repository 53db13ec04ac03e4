import { describe, expect, test } from 'vitest';
import { region, type Answered, type Asking, type Region } from '#test/cloud2';
import { loadShapes, NO_SHAPES, type Shapes } from '#test/shapes';
import { CLOUD2_PRODUCTS, type Cloud2Product } from './products.ts';

/** Where the vendor's description is wrong: a fault by its words, and why it is none. */
const EXCEPTIONS: readonly { fault: RegExp; reason: string }[] = [
  {
    fault: /\/links(\/\w+)? must match format "uri"$/,
    reason: 'its own examples show links as paths without a scheme and host (/api/v2/authorizations/1)',
  },
];

/** Described answers that the samples cannot give, and why. */
const NEVER: readonly { answer: RegExp; reason: string }[] = [
  { answer: / 500$/, reason: 'nothing goes wrong inside; 502 and 503, which do, count as default' },
  { answer: /^POST \/api\/v2\/(orgs|users) (201|40[014]|422)$/, reason: 'customers make neither through the API' },
  { answer: /^GET \/api\/v2\/users 422$/, reason: 'no search for users cannot be processed' },
  {
    answer: /^(POST|PATCH) \/api\/v2\/buckets.* 403$/,
    reason: 'the plan of the organizations has no limit on buckets',
  },
];

interface Seen {
  method: string;
  path: string;
  request?: unknown;
  answer: Answered;
}

/** Asks, and remembers what was asked and answered. */
class Witness {
  readonly seen: Seen[] = [];

  constructor(readonly cloud: Region) {}

  async ask(method: string, path: string, asking: Asking = {}): Promise<Answered> {
    const answer = await this.cloud.ask(method, path, asking);
    this.seen.push({ method, path, request: asking.body, answer });
    return answer;
  }
}

const TOKENS = '/api/v2/authorizations';
const LOGINS = '/private/legacy/authorizations';
const NOBODY = { token: null };

function idOf({ json }: Answered): string {
  return (json as { id: string }).id;
}

function rowsOf({ json }: Answered): { id: string }[] {
  return (json as { authorizations: { id: string }[] }).authorizations;
}

async function askOfTokens(witness: Witness): Promise<void> {
  const { cloud } = witness;
  const token = cloud.secret('Grafana');
  const permissions = [{ action: 'read', resource: { type: 'buckets' } }];
  for (const row of rowsOf(await witness.ask('GET', TOKENS))) await witness.ask('GET', `${TOKENS}/${row.id}`);
  await witness.ask('GET', `${TOKENS}?userID=1`);
  const made = await witness.ask('POST', TOKENS, { body: { orgID: cloud.orgId, permissions } });
  const one = `${TOKENS}/${idOf(made)}`;
  await witness.ask('POST', TOKENS, { body: { orgID: cloud.orgId, permissions }, token });
  await witness.ask('POST', TOKENS, { body: '{' });
  const more = [{ action: 'write', resource: { type: 'users' } }];
  await witness.ask('POST', TOKENS, { body: { orgID: cloud.orgId, permissions: more } });
  await witness.ask('PATCH', one, { body: { description: 'a' } });
  await witness.ask('PATCH', one, { body: { status: 'asleep' } });
  for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE']] as const) {
    for (const asking of [NOBODY, { token }]) await witness.ask(method, one, { ...asking, body });
    await witness.ask(method, `${TOKENS}/1`, { body });
  }
  await witness.ask('DELETE', one);
  for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE']] as const) await witness.ask(method, one, { body });
  await witness.ask('GET', TOKENS, NOBODY);
  await witness.ask('POST', TOKENS, NOBODY);
}

async function askOfBuckets(witness: Witness): Promise<void> {
  const { orgId } = witness.cloud;
  const path = '/api/v2/buckets';
  const body = { orgID: orgId, name: 'new', retentionRules: [{ everySeconds: 7200 }] };
  const token = witness.cloud.secret('secrets for tasks');
  await witness.ask('GET', `${path}?limit=100`);
  await witness.ask('GET', `${path}?limit=0`);
  const made = await witness.ask('POST', path, { body });
  const one = `${path}/${idOf(made)}`;
  await witness.ask('POST', path, { body });
  await witness.ask('POST', path, { body: { name: 'no organization' } });
  await witness.ask('POST', path, { body, token });
  for (const asking of [{}, { token }, NOBODY]) await witness.ask('GET', one, asking);
  for (const asking of [{}, { token }, NOBODY]) await witness.ask('PATCH', one, { ...asking, body: { name: 'newer' } });
  await witness.ask('PATCH', one, { body: { name: '_new' } });
  for (const asking of [{ token }, NOBODY, {}, {}]) await witness.ask('DELETE', one, asking);
  await witness.ask('DELETE', `${path}/1`);
  await witness.ask('GET', one);
  await witness.ask('PATCH', one, { body: {} });
  await witness.ask('GET', path, NOBODY);
}

async function askOfPeople(witness: Witness): Promise<void> {
  const { json } = await witness.ask('GET', '/api/v2/me');
  const { id } = json as { id: string };
  for (const query of ['', '?orgID=1', '?orgID=00000000000000aa', '?org=none'])
    await witness.ask('GET', `/api/v2/orgs${query}`);
  for (const query of ['', `?id=${id}`, '?id=1']) await witness.ask('GET', `/api/v2/users${query}`);
  for (const what of ['orgs', 'users']) await witness.ask('POST', `/api/v2/${what}`, { body: { name: 'new' } });
  for (const what of ['orgs', 'users', 'me']) await witness.ask('GET', `/api/v2/${what}`, NOBODY);
}

async function askOfLogins(witness: Witness): Promise<void> {
  const permissions = [{ action: 'read', resource: { type: 'buckets' } }];
  const body = { orgID: witness.cloud.orgId, token: 'new', permissions };
  const made = await witness.ask('POST', LOGINS, { body });
  const one = `${LOGINS}/${idOf(made)}`;
  await witness.ask('GET', LOGINS);
  await witness.ask('GET', LOGINS, NOBODY);
  await witness.ask('POST', LOGINS, { body: { ...body, token: '' } });
  await witness.ask('POST', LOGINS, { body });
  await witness.ask('POST', LOGINS, { ...NOBODY, body });
  for (const [method, change] of [['GET'], ['PATCH', { status: 'inactive' }], ['DELETE'], ['DELETE']] as const) {
    await witness.ask(method, one, { ...NOBODY, body: change });
    await witness.ask(method, one, { body: change });
  }
  await witness.ask('GET', one);
  await witness.ask('PATCH', one, { body: {} });
}

/** Everything once: with rights, without, without a token, and with each fault. */
async function askEverything(cloud: Region, product: Cloud2Product): Promise<Seen[]> {
  const witness = new Witness(cloud);
  await askOfTokens(witness);
  await askOfBuckets(witness);
  await askOfPeople(witness);
  if (product === 'cloud-tsm') await askOfLogins(witness);
  cloud.state.faults.push({ kind: 'unavailable' }, { kind: 'too-many' });
  for (let n = 0; n < 2; n++) await witness.ask('GET', TOKENS);
  return witness.seen;
}

/** The description puts the logins below a server of its own, `/private`. */
function described({ path }: Seen): string {
  return path.replace(/^\/private/, '');
}

/**
 * What is wrong with an answer. Both products share an API; where the one leaves an operation out, the other's counts.
 */
function faultsOf(all: readonly Shapes[], seen: Seen): string[] {
  const { method, answer } = seen;
  const shape = all.map((each) => each.find(method, described(seen), answer.status)).find((each) => each !== undefined);
  const faults = shape?.faults(answer.headers.get('content-type'), answer.text) ?? ['not described'];
  return faults.map((fault) => `${method} ${seen.path} ${answer.status}: ${fault}`);
}

describe.each(CLOUD2_PRODUCTS)('the vendor’s description of %s', (product) => {
  const shapes = loadShapes(product);
  const more = loadShapes('cloud-tsm');

  test('fits every answer, good and bad', async (context) => {
    if (!shapes || !more) return context.skip(NO_SHAPES);
    const seen = await askEverything(await region({ product }), product);

    const faults = seen.flatMap((each) => faultsOf([shapes, more], each));

    expect(seen.length).toBeGreaterThan(100);
    expect(faults.filter((each) => !EXCEPTIONS.some(({ fault }) => fault.test(each)))).toEqual([]);
    expect(EXCEPTIONS.filter(({ fault }) => !faults.some((each) => fault.test(each)))).toEqual([]);
  });

  test('has no answer that was not given, but those that cannot be', async (context) => {
    if (!shapes) return context.skip(NO_SHAPES);
    const seen = await askEverything(await region({ product }), product);

    const given = new Set(
      seen.map((each) => {
        const shape = shapes.find(each.method, described(each), each.answer.status);
        return `${shape?.operation ?? ''} ${shape?.status ?? ''}`;
      }),
    );
    const missing = shapes.answers.filter((answer) => !given.has(answer) && !answer.endsWith(' default'));

    expect(missing.filter((answer) => !NEVER.some((each) => each.answer.test(answer)))).toEqual([]);
    expect([...given].filter((answer) => NEVER.some((each) => each.answer.test(answer)))).toEqual([]);
  });
});
