import { addServers } from './support/add-servers.ts';
import { closedPlace, type Place, placeThat, REFUSED, saysWebPage, SILENT } from './support/dead-places.ts';
import { Person } from './support/person.ts';
import { SIX_KINDS } from './support/servers.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true }, record: false });

const ALIVE = 40;
/** How long a person waits for a living server, whatever the others do. */
const QUICK_MS = 2_000;
const nameOf = (at: number) => `alive-${String(at).padStart(2, '0')}`;

/** The ten dead ones, in the rail's order, each with the title that a person reads. */
const DEAD: readonly { title: string; make: () => Promise<Place> }[] = [
  ...Array.from({ length: 4 }, () => ({ title: REFUSED, make: closedPlace })),
  ...Array.from({ length: 4 }, () => ({ title: SILENT, make: () => placeThat(() => undefined) })),
  { title: 'The connection was cut', make: () => placeThat((socket) => socket.resetAndDestroy()) },
  {
    title: 'A web page answered instead of the server',
    make: () => placeThat(saysWebPage),
  },
];
const deadName = (at: number) => `dead-${at}`;

test('N3 fifty servers of six kinds, ten of them dead: each living one is there at once, each dead one has its own words', async ({
  launch,
  serve,
}) => {
  test.setTimeout(180_000);
  const alive = await Promise.all(SIX_KINDS.map((product) => serve({ product })));
  const dead = await Promise.all(DEAD.map(({ make }) => make()));
  const app = await launch();
  const me = new Person(app);
  const title = app.page.getByRole('alert').getByRole('heading');
  const openQuickly = async (at: number) => {
    const began = Date.now();
    await me.open(nameOf(at));
    await expect(me.rows.nth(3)).toBeVisible();
    return Date.now() - began;
  };
  try {
    const entries = [
      ...Array.from({ length: ALIVE }, (_, at) => {
        const server = alive[at % alive.length]!;
        return { name: nameOf(at), address: `${server.url}${server.path}`, token: server.credential ?? '' };
      }),
      ...dead.map(({ url }, at) => ({ name: deadName(at), address: url, token: 'x' })),
    ];
    await addServers(app.page, entries);
    await expect(me.rail.locator('[data-server]')).toHaveCount(ALIVE + DEAD.length);

    await test.step('with every dead one under way, each living kind is there at once', async () => {
      for (const at of dead.keys()) await me.open(deadName(at));
      const took: number[] = [];
      for (const at of alive.keys()) took.push(await openQuickly(at));
      expect(Math.max(...took)).toBeLessThan(QUICK_MS);
    });

    await test.step('each dead one says what it is that is wrong', async () => {
      for (const [at, { title: words }] of DEAD.entries()) {
        await me.open(deadName(at));
        await expect(title).toHaveText(words, { timeout: 40_000 });
      }
    });

    await test.step('the rest is there at once too', async () => {
      const took: number[] = [];
      for (let at = alive.length; at < ALIVE; at += 1) took.push(await openQuickly(at));
      expect(Math.max(...took)).toBeLessThan(QUICK_MS);
    });
    await app.screenshot('many-servers');
    expect(app.consoleErrors).toEqual([]);
  } finally {
    for (const place of dead) place.close();
  }
});
