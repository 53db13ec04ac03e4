import type { Product } from '../src/sample/family.ts';
import type { RunningSample } from '../src/sample/serve.ts';
import type { RunningApp } from './support/app.ts';
import { Person } from './support/person.ts';
import { expect, test } from './support/test.ts';

test.use({ defaults: { keyring: true } });

interface Family {
  product: Product;
  /** The server in words, after the statements that its journey proves. */
  server: string;
  /** As it names itself in the header. */
  says: RegExp;
  /** The kind of token that is made, and where it may write. */
  kind: string;
  place?: string;
  label: 'Name' | 'Description';
  /** Writes a point with a token; answers the status. */
  write(server: RunningSample<unknown>, secret: string, place: string): Promise<number>;
  end: 'Delete' | 'Revoke';
}

const post = async (url: string, authorization: string): Promise<number> => {
  const answer = await fetch(url, { method: 'POST', headers: { authorization }, body: 'm f=1 1' });
  return answer.status;
};

const FAMILIES: readonly Family[] = [
  {
    product: 'enterprise-3.10',
    server: 'S2.10 S2.12 S2.16 S2.18 a server of InfluxDB 3 Enterprise',
    says: /InfluxDB 3 Enterprise/,
    kind: 'Database token',
    place: 'telemetry',
    label: 'Name',
    write: ({ url }, secret, place) => post(`${url}/api/v3/write_lp?db=${place}`, `Bearer ${secret}`),
    end: 'Delete',
  },
  {
    product: 'core-3.10',
    server: 'S2.10 S2.18 a server of InfluxDB 3 Core',
    says: /InfluxDB 3 Core/,
    kind: 'Admin',
    label: 'Name',
    write: ({ url }, secret) => post(`${url}/api/v3/write_lp?db=home`, `Bearer ${secret}`),
    end: 'Delete',
  },
  {
    product: 'dedicated',
    server: 'S4.2 S4.4 a cluster of Dedicated',
    says: /Dedicated/,
    kind: 'Database token',
    place: 'telemetry',
    label: 'Description',
    write: ({ url }, secret, place) => post(`${url}/api/v2/write?bucket=${place}`, `Bearer ${secret}`),
    end: 'Revoke',
  },
  {
    product: 'clustered',
    server: 'S4.1 S4.2 S4.4 a cluster of Clustered',
    says: /Clustered/,
    kind: 'Database token',
    place: 'telemetry',
    label: 'Description',
    write: ({ url }, secret, place) => post(`${url}/api/v2/write?bucket=${place}`, `Bearer ${secret}`),
    end: 'Revoke',
  },
  {
    product: 'serverless',
    server: 'S3.1 a region of Cloud Serverless',
    says: /InfluxDB Cloud Serverless/,
    kind: 'Read/Write',
    place: 'weather',
    label: 'Description',
    write: ({ url }, secret, place) => post(`${url}/api/v2/write?bucket=${place}`, `Token ${secret}`),
    end: 'Delete',
  },
];

const clipboardOf = (app: RunningApp): Promise<string> =>
  app.electron.evaluate(({ clipboard }) => clipboard.readText());

for (const { product, server: words, says, kind, place = '', label, write, end } of FAMILIES) {
  test(`${words} is connected, seen, given a token that works at once, and relieved of it`, async ({
    launch,
    serve,
  }) => {
    test.setTimeout(90_000);
    const server = await serve({ product });
    const app = await launch();
    const me = new Person(app);
    const { page } = app;

    await me.connect({
      address: `${server.url}${server.path}`,
      token: server.credential ?? '',
      name: product,
      environment: 'Production',
    });
    await expect(me.rows.nth(5)).toBeVisible();
    await expect(page.locator('header').getByText(says)).toBeVisible();
    await app.screenshot(`family-${product}-tokens`);
    expect(await app.seriousFindings()).toEqual([]);
    await me.tab('Server').click();
    await expect(page.getByRole('heading', { name: 'This server' })).toBeVisible();
    expect(await app.seriousFindings()).toEqual([]);
    await me.tab('Tokens').click();
    expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);

    await me.unlock();
    await me.button('Create token').click();
    await page.getByRole('radio', { name: kind, exact: true }).check({ force: true });
    await page.getByLabel(label, { exact: true }).fill('journey probe');
    if (place) await page.getByRole('checkbox', { name: `Write ${place}`, exact: true }).check();
    await app.screenshot(`family-${product}-create`);
    expect(await app.seriousFindings()).toEqual([]);
    await page
      .getByRole('complementary', { name: 'The token that this makes' })
      .getByRole('button', { name: 'Create token' })
      .click();
    await expect(me.dialog.getByRole('heading', { name: 'Store this token now' })).toBeVisible();
    await me.press('Copy').click();
    await expect.poll(() => clipboardOf(app)).toMatch(/^\S{40,}$/);
    const secret = await clipboardOf(app);
    expect(await page.content()).not.toContain(secret);
    await me.press('I have stored it').click();
    await me.dialog.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(secret);
    expect(await write(server, secret, place)).toBe(204);

    await me.pick('journey probe');
    if (end === 'Revoke') {
      await me.inspector.getByRole('button', { name: 'Edit rights' }).click();
      await page.getByRole('checkbox', { name: 'Read energy', exact: true }).check();
      await app.screenshot(`family-${product}-rights`);
      await me.button('Save rights').click();
      await expect(me.notice('Rights changed')).toBeVisible();
      await expect(me.inspector.getByText('energy').first()).toBeVisible();
      expect(await write(server, secret, place)).toBe(204);
    }
    await me.row('journey probe').first().hover();
    await me
      .row('journey probe')
      .getByRole('button', { name: `${end} journey probe` })
      .click();
    // In production the name is always typed.
    await me.dialog.getByRole('textbox').fill('journey probe');
    await me.press(new RegExp(`^${end} token`)).click();
    await me.dialog.waitFor({ state: 'detached' });
    expect(await write(server, secret, place)).toBe(401);
    expect(app.consoleErrors).toEqual([]);
  });
}
