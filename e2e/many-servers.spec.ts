import { createServer, type Server as NetServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Product } from '../src/sample/family.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true }, record: false });

const PRODUCTS: readonly Product[] = ['oss-2.9', 'oss-2.7', 'core-3.10', 'enterprise-3.10', 'serverless', 'clustered'];
const ALIVE = 40;
const DEAD = 10;
const nameOf = (at: number) => `alive-${String(at).padStart(2, '0')}`;

/** A place that takes every connection and never says a word. */
async function blackHole(): Promise<{ url: string; close(): void }> {
  const sockets = new Set<Socket>();
  const server: NetServer = createServer((socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test('fifty servers of six kinds, ten of them dead: each is there at once, and a dead one holds nobody up', async ({
  launch,
  serve,
}) => {
  test.setTimeout(120_000);
  const alive = await Promise.all(PRODUCTS.map((product) => serve({ product })));
  const silent = await blackHole();
  const app = await launch();
  const me = new Person(app);
  try {
    const entries = Array.from({ length: ALIVE + DEAD }, (_, at) => {
      if (at >= ALIVE) return { name: `dead-${at}`, address: at % 2 ? silent.url : 'http://127.0.0.1:1', token: 'x' };
      const server = alive[at % alive.length]!;
      return { name: nameOf(at), address: `${server.url}${server.path}`, token: server.credential ?? '' };
    });
    await app.page.evaluate(async (drafts) => {
      const { bridge } = globalThis as unknown as { bridge: { call(path: string, input: unknown): Promise<unknown> } };
      for (const { name, address, token } of drafts)
        await bridge.call('connections.add', {
          draft: { name, address, environment: 'staging', note: '' },
          secret: token,
        });
    }, entries);
    await expect(me.rail.locator('[data-server]')).toHaveCount(ALIVE + DEAD);

    await me.open('dead-40');
    await expect(app.page.getByRole('alert')).toContainText(/refused|nobody|not answer|reached/i);
    await me.open('dead-41');
    await expect(app.page.getByText(/^Connecting/).first()).toBeVisible();
    for (const at of alive.keys()) {
      await me.open(nameOf(at));
      await expect(me.rows.nth(3)).toBeVisible({ timeout: 5_000 });
    }
    await expect(app.page.getByRole('heading', { level: 1, name: nameOf(alive.length - 1) })).toBeVisible();
    await app.screenshot('many-servers');
    expect(app.consoleErrors).toEqual([]);
  } finally {
    silent.close();
  }
});
