import { expect, test } from 'vitest';
import { region } from '#test/cloud2';
import { RateWindow } from './rate-window.ts';

test('counts the calls of each organization, and tells when it may go on', async () => {
  const cloud = await region({ rateLimit: { calls: 2, seconds: 300 } });
  const ask = (token?: string) => cloud.ask('GET', '/api/v2/me', { token });

  const first = [(await ask()).status, (await ask(cloud.secret('notebook'))).status];
  const refused = await ask();
  const side = await ask(cloud.secret('sandbox: all access'));

  expect(first).toEqual([200, 200]);
  expect([refused.status, refused.json]).toEqual([429, { code: 'too many requests', message: 'rate limit exceeded' }]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(300);
  expect(side.status).toBe(200);
});

test('a window is fixed: it ends at its time, however late its calls came', () => {
  let now = 1_000_000_000_000 + 290_000;
  const window = new RateWindow({ calls: 1, seconds: 300 }, () => now);

  const first = window.spend('org');
  now += 1500;
  const second = window.spend('org');
  now += second! * 1000;
  const third = window.spend('org');

  expect([first, third]).toEqual([undefined, undefined]);
  expect(second).toBeGreaterThan(0);
  expect(Math.floor(now / 300_000)).toBe(Math.floor((now - 1000) / 300_000) + 1);
});

test('goes wrong as it is told, as often as it is told, and then answers', async () => {
  const cloud = await region({
    faults: [
      { kind: 'unavailable', retryAfter: 7 },
      { kind: 'bad-gateway', below: '/api/v2/me', times: 2 },
    ],
  });
  cloud.state.faults.push({ kind: 'too-many', below: '/api/v2/orgs' }, { kind: 'dropped', below: '/api/v2/users' });
  const ask = (path: string) => cloud.ask('GET', path);

  const busy = await ask('/api/v2/me');
  const page = [await ask('/api/v2/me'), await ask('/api/v2/me')];
  const plan = await ask('/api/v2/orgs');

  expect([busy.status, busy.headers.get('retry-after'), (busy.json as { code: string }).code]).toEqual([
    503,
    '7',
    'unavailable',
  ]);
  expect(page.map(({ status, headers }) => [status, headers.get('content-type')])).toEqual([
    [502, 'text/html'],
    [502, 'text/html'],
  ]);
  expect([plan.status, plan.headers.get('retry-after')]).toEqual([429, null]);
  await expect(ask('/api/v2/users')).rejects.toThrow();
  expect((await ask('/api/v2/me')).status).toBe(200);
});

test('is slow when told to', async () => {
  const cloud = await region({ faults: [{ kind: 'slow', ms: 80 }] });
  const before = performance.now();

  const { status } = await cloud.ask('GET', '/api/v2/me');

  expect(status).toBe(200);
  expect(performance.now() - before).toBeGreaterThan(75);
});
