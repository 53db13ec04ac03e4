import { expect, test } from 'vitest';
import { jwt } from '#test/jwt';
import { managementSample, type Answered, type Ask, type ManagementSample } from '#test/management';
import { loadShapes, NO_SHAPES, type DescribedProduct, type Shapes } from '#test/shapes';
import type { ManagementProduct, ManagementSwitches } from './products.ts';

/** Answers that the description does not know, each with its reason. */
const UNDESCRIBED: readonly { answer: RegExp; reason: string }[] = [
  {
    answer: /^PUT .*\/databases\/[^/]+\/(rename|undelete) \d+$/,
    reason: 'renaming and undeleting are no operations of the token, database and bucket description',
  },
  { answer: / 405$/, reason: 'the description knows no wrong methods' },
];

/** Described answers that no request can get from the sample, each with its reason. */
const NEVER_SEEN: readonly { answer: RegExp; reason: string; onlyWithoutIds?: boolean }[] = [
  { answer: / 500$/, reason: 'the sample does not fail' },
  { answer: /^GET .* 403$/, reason: 'whoever has a credential may read' },
  {
    answer: /^(GET .*\/(tokens|databases) 40[04]|POST .*\/(tokens|databases) 404)$/,
    reason: 'without account and cluster the path of a list names nothing that could be wrong or absent',
    onlyWithoutIds: true,
  },
];

interface Arrangement {
  name: string;
  product: ManagementProduct;
  accountIds?: boolean;
  described: DescribedProduct;
}

const ARRANGEMENTS: readonly Arrangement[] = [
  { name: 'dedicated', product: 'dedicated', described: 'dedicated' },
  { name: 'clustered', product: 'clustered', described: 'clustered' },
  // The vendor describes these paths of a Clustered nowhere; its clients ask them as they ask a Dedicated.
  { name: 'clustered with account ids', product: 'clustered', accountIds: true, described: 'dedicated' },
];

const UNKNOWN = '99999999-9999-4999-8999-999999999999';
const TOKEN = { description: 'new', permissions: [{ action: 'read', resource: '*' }] };

test.for(ARRANGEMENTS)('every answer of $name is as the vendor describes it', async (arrangement, { skip }) => {
  const shapes = loadShapes(arrangement.described) ?? skip(NO_SHAPES);

  const answers = await everyAnswer(arrangement);

  expect(answers.flatMap((answer) => faultsOf(shapes, answer))).toEqual([]);
  const unused = UNDESCRIBED.filter(({ answer }) => !answers.some((each) => answer.test(askedOf(each))));
  expect(unused).toEqual([]);
  expect(answers.length).toBeGreaterThan(70);
});

test.for(ARRANGEMENTS)('the catalog gets every answer of $name that is described', async (arrangement, { skip }) => {
  const shapes = loadShapes(arrangement.described) ?? skip(NO_SHAPES);
  const withoutIds = arrangement.product === 'clustered' && !arrangement.accountIds;
  const wanted = shapes.answers.filter(
    (answer) => !NEVER_SEEN.some((each) => (withoutIds || !each.onlyWithoutIds) && each.answer.test(answer)),
  );

  const answers = await everyAnswer(arrangement);
  const seen = new Set(
    answers.map(({ method, path, status }) => {
      const shape = shapes.find(method, path, status);
      return shape ? `${shape.operation} ${status}` : '';
    }),
  );

  expect(wanted.filter((answer) => !seen.has(answer))).toEqual([]);
  expect(shapes.answers.filter((answer) => !wanted.includes(answer) && seen.has(answer))).toEqual([]);
});

test('the description is what catches a date that is not set and is sent as null', async ({ skip }) => {
  const shapes = loadShapes('dedicated') ?? skip(NO_SHAPES);
  const { api } = await managementSample({ product: 'dedicated', management: { unsetDates: 'null' } });

  expect(faultsOf(shapes, await api('tokens')).length).toBeGreaterThan(0);
});

function askedOf({ method, path, status }: Answered): string {
  return `${method} ${path} ${status}`;
}

function faultsOf(shapes: Shapes, answer: Answered): string[] {
  const { method, path, status, headers, text } = answer;
  const asked = askedOf(answer);
  if (UNDESCRIBED.some((each) => each.answer.test(asked))) return [];
  const shape = shapes.find(method, path, status);
  if (!shape) return [`${asked}: not described`];
  return shape.faults(headers.get('content-type'), text).map((fault) => `${asked}: ${fault}`);
}

/** Asks everything, well and badly, of servers with every switch. */
async function everyAnswer(arrangement: Arrangement): Promise<Answered[]> {
  const open = async (management: ManagementSwitches = {}) => {
    const server = await managementSample({ ...arrangement, management });
    const answers: Answered[] = [];
    const api = async (path: string, ask?: Ask) => {
      const answer = await server.api(path, ask);
      answers.push(answer);
      return answer;
    };
    return { ...server, api, answers };
  };
  const plain = await open();
  await goodCalls(plain);
  await badCalls(plain);
  await withForeignIds(plain, plain.answers);
  const strict = await open({
    conflictOnDuplicateDescription: true,
    hideRevoked: true,
    clearPermissionsOnRevoke: true,
  });
  await conflicts(strict);
  const limited = await Promise.all((['member', 'auditor'] as const).map((role) => open({ role })));
  for (const { api } of limited) await everyCall(api, jwt({ exp: 3600 }));
  return [plain, strict, ...limited].flatMap(({ answers }) => answers);
}

type Api = ManagementSample['api'];

async function goodCalls({ api, sample }: Pick<ManagementSample, 'api' | 'sample'>): Promise<void> {
  await api('tokens');
  await api('databases');
  for (const id of [...sample.state.tokens.keys()].slice(0, 12)) await api(`tokens/${id}`);
  const ends = [{}, { expiresAt: '2030-01-01T00:00:00+02:00' }, { expirationType: 'noExpiration' }];
  for (const end of [...ends, { expirationType: 'datetime', expiresAt: '2020-01-01T00:00:00.123456789Z' }])
    await api('tokens', { method: 'POST', body: { ...TOKEN, ...end } });
  const { id } = (await api('tokens', { method: 'POST', body: { description: 'bare' } })).json<{ id: string }>();
  await api(`tokens/${id}`, { method: 'PATCH', body: { description: 'changed', permissions: TOKEN.permissions } });
  await api(`tokens/${id}`, { method: 'DELETE' });
  await api(`tokens/${id}`);
  await api('databases', {
    method: 'POST',
    body: { name: 'a/b', partitionTemplate: [{ type: 'tag', value: 'room' }] },
  });
  await api('databases/a%2Fb', { method: 'PATCH', body: '{"retentionPeriod":9223372036854775807}' });
  await api('databases');
  await api('databases/a%2Fb/rename', { method: 'PUT', body: { name: 'b' } });
  await api('databases/b', { method: 'DELETE' });
}

async function badCalls({ api, sample }: Pick<ManagementSample, 'api' | 'sample'>): Promise<void> {
  const database = sample.secretOf('everything, for the migration');
  for (const token of [null, 'nonsense', database, jwt({ exp: -1 }), sample.secretOf('management: revoked')])
    await everyCall(api, token);
  const revoked = [...sample.state.tokens.values()].find(({ revokedAt }) => revokedAt)?.id ?? '';
  for (const id of ['not-a-uuid', UNKNOWN, revoked, '%zz'])
    for (const method of ['GET', 'PATCH', 'DELETE'])
      await api(`tokens/${id}`, { method, ...(method === 'PATCH' ? { body: TOKEN } : {}) });
  const living = [...sample.state.tokens.values()].find(({ revokedAt }) => !revokedAt)?.id ?? '';
  for (const body of ['', '[]', '{', {}, { description: 1 }, { description: '', permissions: [{ action: 'own' }] }]) {
    await api('tokens', { method: 'POST', body });
    await api(`tokens/${living}`, { method: 'PATCH', body });
    await api('databases', { method: 'POST', body });
    await api('databases/telemetry', { method: 'PATCH', body });
  }
  await api('databases', { method: 'POST', body: { name: 'telemetry' } });
  await api('databases/nowhere', { method: 'PATCH', body: { maxTables: 1 } });
  await api('databases/nowhere', { method: 'DELETE' });
  await api('databases/%zz', { method: 'DELETE' });
  await api('databases/telemetry/rename', { method: 'PUT', body: { name: 'energy' } });
  await api('databases/telemetry');
}

async function withForeignIds({ ask, sample }: ManagementSample, answers: Answered[]): Promise<void> {
  if (sample.state.addressing.withoutIds) return;
  const { accountId } = sample.state.addressing;
  for (const ids of [`not-a-uuid/clusters/${UNKNOWN}`, `${accountId}/clusters/${UNKNOWN}`])
    await everyCall(async (path, asked) => {
      const answer = await ask(`/api/v0/accounts/${ids}/${path}`, asked);
      answers.push(answer);
      return answer;
    }, sample.credential);
}

async function conflicts({ api }: Pick<ManagementSample, 'api'>): Promise<void> {
  const make = (description: string) => api('tokens', { method: 'POST', body: { ...TOKEN, description } });
  const { id } = (await make('one')).json<{ id: string }>();
  await make('two');
  await make('two');
  await api(`tokens/${id}`, { method: 'PATCH', body: { description: 'two' } });
  await api(`tokens/${id}`, { method: 'DELETE' });
  await api(`tokens/${id}`);
  await api('tokens');
}

/** One call of each operation, with this credential. */
async function everyCall(api: Api, token: string | null | undefined): Promise<void> {
  const as = { token: token ?? null };
  await api('tokens', as);
  await api('tokens', { ...as, method: 'POST', body: TOKEN });
  for (const method of ['GET', 'PATCH', 'DELETE'])
    await api(`tokens/${UNKNOWN}`, { ...as, method, ...(method === 'PATCH' ? { body: TOKEN } : {}) });
  await api('databases', as);
  await api('databases', { ...as, method: 'POST', body: { name: 'made-by-one-without-a-right' } });
  await api('databases/scratch', { ...as, method: 'PATCH', body: { maxTables: 7 } });
  await api('databases/scratch', { ...as, method: 'DELETE' });
}
