import { afterEach, expect, test } from 'vitest';
import { startSample, type RunningSample } from '../serve.ts';
import type { State } from './state.ts';

let sample: RunningSample<State>;
afterEach(() => sample.close());

const REGENERATE = '/api/v3/configure/token/admin/regenerate';
const recoveryUrl = () => sample.facts[0]?.replace('recovery ', '') ?? '';
const health = (token: string) => fetch(`${sample.url}/health`, { headers: { authorization: `Bearer ${token}` } });

test('gives a new operator token to whoever asks, once, and is gone', async () => {
  sample = await startSample({ product: 'core-3.10', recoveryPort: 0 });

  const other = await fetch(`${recoveryUrl()}/health`);
  const given = await fetch(recoveryUrl() + REGENERATE, { method: 'POST' });
  const { id, name, token } = (await given.json()) as { id: number; name: string; token: string };

  expect(other.status).toBe(404);
  expect(await other.text()).toBe('not found');
  expect(given.status).toBe(201);
  expect([...given.headers.keys()].filter((header) => ['content-type', 'cluster-uuid'].includes(header))).toEqual([]);
  expect(given.headers.get('access-control-allow-origin')).toBe('*');
  expect([id, name]).toEqual([0, '_admin']);
  expect((await health(sample.credential ?? '')).status).toBe(401);
  expect((await health(token)).status).toBe(200);
  await expect(fetch(recoveryUrl() + REGENERATE, { method: 'POST' })).rejects.toThrow();
});

test('cannot give what is not there, and stays open', async () => {
  sample = await startSample({ product: 'enterprise-3.10', empty: true, recoveryPort: 0 });

  for (let attempt = 0; attempt < 2; attempt++) {
    const refused = await fetch(recoveryUrl() + REGENERATE, { method: 'POST' });
    expect([refused.status, await refused.text()]).toEqual([500, 'missing admin token, cannot update']);
  }
});

test('3.0 has no such port', async () => {
  sample = await startSample({ product: 'core-3.0', recoveryPort: 0 });

  expect(sample.facts).toEqual([]);
});
