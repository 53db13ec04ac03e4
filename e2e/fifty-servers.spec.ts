import type { Locator } from '@playwright/test';
import { addServers } from './support/add-servers.ts';
import { axeFindings } from './support/axe.ts';
import { closedPlace, type Place, placeThat, REFUSED, saysBroken, saysWebPage, SILENT } from './support/dead-places.ts';
import { Person } from './support/person.ts';
import { SIX_KINDS } from './support/servers.ts';
import { expect, test, type Fixtures } from './support/test.ts';

test.use({ defaults: { keyring: true }, record: false });

const ALIVE = 40;
/** How long a person waits for the tokens of all that are alive. */
const ALL_ALIVE_MS = 10_000;
/** How long a search takes with others still under way. */
const SEARCH_MS = 2_000;

interface Dead {
  readonly words: string;
  readonly make: (serve: Fixtures['serve']) => Promise<Place & { token?: string }>;
}
const KINDS: readonly Dead[] = [
  { words: REFUSED, make: closedPlace },
  { words: SILENT, make: () => placeThat(() => undefined) },
  { words: 'The connection was cut', make: () => placeThat((socket) => socket.resetAndDestroy()) },
  { words: 'A web page answered instead of the server', make: () => placeThat(saysWebPage) },
];
/** Two of each, one that is broken wherever it is asked, and one that says who it is and is broken behind that. */
const DEAD: readonly Dead[] = [
  ...KINDS,
  { words: 'This is not an InfluxDB server', make: () => placeThat(saysBroken) },
  ...KINDS,
  { words: 'had an error of its own', make: brokenBehind },
];

/** A server that tells who it is, and answers 500 where its tokens are asked for. */
async function brokenBehind(serve: Fixtures['serve']): Promise<Place & { token: string }> {
  const { url, credential = '' } = await serve({
    product: 'oss-2.9',
    before: async (req, res) => {
      if (!req.url?.startsWith('/api/v2/authorizations')) return false;
      res.writeHead(500, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ code: 'internal error', message: 'something is broken' }));
      return true;
    },
  });
  return { url, token: credential, close: () => undefined };
}

const deadName = (at: number) => `dead-${at}`;
const aliveName = (at: number) => `live-${String(at).padStart(2, '0')}`;

/** The number before a word, of each of these texts, added up. */
async function sumOf(labels: Locator): Promise<number> {
  const texts = await labels.allTextContents();
  return texts.reduce((sum, text) => sum + Number(text.replaceAll(',', '').match(/\d+/)?.[0] ?? NaN), 0);
}

test('N3 fifty servers in one list, ten of them dead: the living are all there, nothing waits for the dead, and each of those has its own words', async ({
  launch,
  serve,
}) => {
  test.setTimeout(240_000);
  const samples = await Promise.all(SIX_KINDS.map((product) => serve({ product, tokens: 60 })));
  const dead = await Promise.all(DEAD.map(({ make }) => make(serve)));
  const app = await launch();
  const { page } = app;
  const me = new Person(app);
  const panel = page.getByRole('region', { name: 'How each server was read' });
  const entry = (name: string) => panel.getByRole('listitem').filter({ hasText: name });
  const read = panel.getByText(/^[\d,]+ tokens?, read /);
  const rows = me.allRows;
  const search = page.getByRole('searchbox', { name: 'Search all servers' });
  const silent = DEAD.flatMap(({ words }, at) => (words === SILENT ? [deadName(at)] : []));
  try {
    await addServers(page, [
      ...dead.map(({ url, token = 'x' }, at) => ({ name: deadName(at), address: url, token })),
      ...Array.from({ length: ALIVE }, (_, at) => {
        const sample = samples[at % samples.length]!;
        return { name: aliveName(at), address: `${sample.url}${sample.path}`, token: sample.credential ?? '' };
      }),
    ]);
    await expect(me.rail.locator('[data-server]')).toHaveCount(ALIVE + DEAD.length);

    await test.step('all that are alive are there, with every token', async () => {
      await me.rail.getByRole('button', { name: /^All servers/ }).click();
      const began = Date.now();
      await me.button('Servers').click();
      await expect(rows.first()).toBeVisible();
      const first = Date.now() - began;
      await expect(read).toHaveCount(ALIVE, { timeout: ALL_ALIVE_MS });
      const took = Date.now() - began;
      console.info(`first row ${first} ms, all ${ALIVE} alive ${took} ms, ten dead among them`);
      for (let at = 0; at < ALIVE; at++) await expect(entry(aliveName(at))).toContainText(/[1-9]\d* tokens?, read /);
      const total = await sumOf(read);
      expect(total).toBeGreaterThan(ALIVE * 5);
      await expect(page.getByText(`50 servers, ${total.toLocaleString('en')} tokens`)).toBeVisible();
    });

    await test.step('while some are silent still, the rest is searched', async () => {
      for (const name of silent) await expect(entry(name)).toContainText(/Being read|Silent so far|Waits for its turn/);
      const began = Date.now();
      await search.fill('server:live-39 can:write');
      await expect(page.getByText(/^[1-9]\d* of [\d,]+ shown$/)).toBeVisible({ timeout: SEARCH_MS });
      await expect(rows.first()).toContainText(aliveName(39), { timeout: SEARCH_MS });
      expect(Date.now() - began).toBeLessThan(SEARCH_MS);
      for (const name of silent) await expect(entry(name)).toContainText(/Being read|Silent so far|Waits for its turn/);
      await search.fill('kind:operator');
      await expect(rows.first()).toContainText('Operator', { timeout: SEARCH_MS });
    });

    await test.step('each dead one says what it is that is wrong', async () => {
      for (const [at, { words }] of DEAD.entries())
        await expect(entry(deadName(at))).toContainText(words, { timeout: 60_000 });
      await expect(read).toHaveCount(ALIVE);
      await expect(page.getByText(`${ALIVE} of ${ALIVE + DEAD.length} read`, { exact: true })).toBeVisible();
    });

    await test.step('what was found of the living is searched too, and the dead are said not to be judged', async () => {
      await search.fill('finding:operator');
      await expect(page.getByText(/^Not judged yet: dead-0, dead-1, dead-2 and 7 more$/)).toBeVisible({
        timeout: 30_000,
      });
      await expect(rows.first()).toContainText('Operator');
    });
    expect(await axeFindings(page)).toEqual([]);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await app.screenshot(`fifty-servers-${scheme}`);
    }
    expect(app.consoleErrors).toEqual([]);
  } finally {
    for (const place of dead) place.close();
  }
});
