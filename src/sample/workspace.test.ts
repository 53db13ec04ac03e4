import { expect, test } from 'vitest';
import { startSampleWorkspace } from './workspace.ts';

test('four servers, of three versions and environments, all that are set up answering their operator', async () => {
  const before = performance.now();
  const samples = await startSampleWorkspace();
  const took = performance.now() - before;

  const setUp = await Promise.all(samples.map(async ({ url }) => (await fetch(`${url}/api/v2/setup`)).json()));
  const tokens = await Promise.all(
    samples.map(async ({ url, credential }) => {
      const answer = await fetch(`${url}/api/v2/authorizations`, {
        headers: { authorization: `Token ${credential ?? ''}` },
      });
      return answer.ok ? ((await answer.json()) as { authorizations: unknown[] }).authorizations.length : answer.status;
    }),
  );
  await Promise.all(samples.map((sample) => sample.close()));

  expect(samples.map(({ product }) => product)).toEqual(['oss-2.9', 'oss-2.7', 'oss-2.0', 'oss-2.9']);
  expect(new Set(samples.map(({ environment }) => environment)).size).toBe(3);
  expect(setUp).toEqual([{ allowed: false }, { allowed: false }, { allowed: false }, { allowed: true }]);
  expect(tokens[0]).toBeGreaterThan(350);
  expect(tokens[1]).toBeGreaterThan(60);
  expect(tokens[2]).toBeGreaterThan(10);
  expect(tokens[3]).toBe(401);
  expect(took).toBeLessThan(1000);
});
