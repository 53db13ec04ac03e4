import { addServers } from './support/add-servers.ts';
import { expect, test } from './support/test.ts';

test.use({ record: false });

test('A5 many tokens are judged on a thread of their own, which is the only one that the policy lets start', async ({
  launch,
  serve,
}) => {
  const server = await serve({ product: 'oss-2.9', tokens: 5_000 });
  const app = await launch({ args: ['--fresh'] });
  const { page } = app;
  const threads: string[] = [];
  page.on('worker', (thread) => threads.push(thread.url()));

  await addServers(page, [{ name: 'Five thousand', address: server.url, token: server.credential ?? '' }]);
  await expect(page.getByRole('tab', { name: /^Findings/ })).toHaveText(/Findings\s*\d+/, { timeout: 30_000 });

  expect(threads).toHaveLength(1);
  expect(threads[0]).toMatch(/^app:\/\/bundle\/assets\/rules-thread-[\w-]+\.js$/);
  await expect.poll(() => page.workers().length).toBe(0);

  const refused = await page.evaluate((own) => {
    const name = (error: unknown) => (error instanceof Error ? error.name : 'refused');
    const attempt = (run: () => unknown) => {
      try {
        run();
        return 'ran';
      } catch (error) {
        return name(error);
      }
    };
    const { trustedTypes } = window as unknown as {
      trustedTypes: { createPolicy(name: string, rules: object): object };
    };
    return [
      attempt(() => new Worker(own, { type: 'module' })),
      attempt(() => new Worker(URL.createObjectURL(new Blob(['1'])))),
      attempt(() => trustedTypes.createPolicy('rules-thread', { createScriptURL: (text: string) => text })),
    ];
  }, threads[0] ?? '');
  expect(refused).toEqual(['TypeError', 'TypeError', 'TypeError']);
});
