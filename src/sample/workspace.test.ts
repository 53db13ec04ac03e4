import { expect, test } from 'vitest';
import { startSampleWorkspace } from './workspace.ts';

/** Where the operator of a product lists its tokens. */
function listOf(product: string): { path: string; scheme: string } {
  if (/^(core|enterprise)/.test(product))
    return { path: '/api/v3/query_sql?db=_internal&q=SELECT%20*%20FROM%20system.tokens&format=json', scheme: 'Bearer' };
  if (product === 'clustered') return { path: '/api/v0/tokens', scheme: 'Bearer' };
  return { path: '/api/v2/authorizations', scheme: 'Token' };
}

test('one server of each product, in three environments, each that is set up answering its strongest token', async () => {
  const samples = await startSampleWorkspace();
  const tokens = await Promise.all(
    samples.map(async ({ product, url, path, credential = '' }) => {
      const list = listOf(product);
      const where = path === '' ? list.path : `/api/v0${path}/tokens`;
      const answer = await fetch(`${url}${where}`, {
        headers: { authorization: `${path === '' ? list.scheme : 'Bearer'} ${credential}` },
      });
      if (!answer.ok) return answer.status;
      const found = (await answer.json()) as unknown[] | { authorizations: unknown[] };
      return Array.isArray(found) ? found.length : found.authorizations.length;
    }),
  );
  await Promise.all(samples.map((sample) => sample.close()));

  expect(new Set(samples.map(({ environment }) => environment)).size).toBe(3);
  expect(samples.map(({ product }, at) => [product, tokens[at]])).toEqual([
    ['oss-2.9', 391],
    ['oss-2.7', expect.any(Number)],
    ['oss-2.0', expect.any(Number)],
    ['core-3.10', 16],
    ['enterprise-3.10', 66],
    ['serverless', 77],
    ['cloud-tsm', 77],
    ['dedicated', 60],
    ['clustered', 60],
    ['oss-2.9', 401],
  ]);
});
