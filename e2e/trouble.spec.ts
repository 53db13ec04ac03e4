import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { CertificateMaker } from '../test/support/certificates.ts';
import { rawServer, type Answerer } from '../test/support/raw-server.ts';
import { Person, type ServerEntry } from './support/person.ts';
import { expect, test } from './support/test.ts';

interface Case extends Partial<ServerEntry> {
  says: string | RegExp;
  /** The subject of the certificate authority that is chosen for it. */
  ca?: string;
}

/** Tries each entry in the connect dialog; each has to be told in its own words, and all that was typed has to stay. */
async function tried(me: Person, cases: readonly Case[]): Promise<void> {
  for (const { says, ca, ...entry } of cases) {
    await test.step(String(says), async () => {
      await me.openConnect();
      const typed = { address: 'http://127.0.0.1:1', name: 'x', environment: 'Staging', ...entry };
      await me.fill(typed);
      await me.dialog.getByLabel(/^Note/).fill('two lines\nof a note');
      await me.choose(me.dialog.getByLabel('Colour', { exact: true }), 'Violet');
      if (ca !== undefined) {
        await me.dialog.getByText('Advanced').click();
        await me.press('Choose a CA file').click();
        await expect(me.dialog.getByText(ca)).toBeVisible();
      }
      await me.press('Test').click();
      await expect(me.dialog.getByText(says).first()).toBeVisible();
      await expect(me.press('Test')).toBeVisible();
      expect(await me.fields()).toEqual({
        Address: typed.address,
        'API token': typed.token ?? '',
        Name: typed.name,
        Environment: typed.environment,
        Colour: 'Violet',
        Note: 'two lines\nof a note',
      });
      await expect(me.dialog.getByText(ca ?? 'CN=')).toHaveCount(ca === undefined ? 0 : 1);
      await expect(me.press('Save')).toBeVisible();
      await me.press('Cancel').click();
    });
  }
}

const raw = async (answer: Answerer) => {
  const server = await rawServer(answer);
  return { ...server, address: server.url };
};

test('what is wrong with a token is told in its own words', async ({ launch, serve }) => {
  const server = await serve({ product: 'oss-2.7', cast: 'company' });
  const { users, authorizations } = server.state;
  const all = [...authorizations.values()];
  const inactive = all.find(({ status }) => status === 'inactive')?.token ?? '';
  const idle =
    all.find(({ userId, status }) => status === 'active' && users.get(userId)?.status === 'inactive')?.token ?? '';
  const weak = server.secretOf('telegraf on host-7') ?? '';
  const app = await launch();
  const me = new Person(app);
  const address = server.url;
  await tried(me, [
    { address, token: 'no-such-token', says: 'The token is not valid' },
    { address, token: inactive, says: 'The token is inactive' },
    { address, token: idle, says: 'The owner of the token is inactive' },
    { address, token: weak, says: /may not list tokens/ },
    { address, token: 'apiv3_abcdefghijklmnop', says: 'This looks like a token of InfluxDB 3' },
    { address, token: 'tök€n', says: /a character that no token can hold/ },
    { address, token: 'two\u0007bells', says: /a character that no token can hold/ },
    { address, token: `"Token ${server.credential ?? ''}"`, says: /an operator token of admin/ },
  ]);
  expect(app.consoleErrors).toEqual([]);
});

test('G4 G10 H8 what stands at an address is told in its own words', async ({ folder, launch, serve }) => {
  const maker = new CertificateMaker();
  const secure = await serve({ product: 'oss-2.9', tls: maker.selfSigned() });
  const plain = await serve({ product: 'oss-2.9' });
  const page = await raw((_req, res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'));
  const elsewhere = await raw((_req, res) => res.writeHead(302, { location: 'http://example.com/login' }).end());
  // Go's server answers so when a port for https is asked in clear text.
  const sealed = await raw((_req, res) => res.writeHead(400).end('Client sent an HTTP request to an HTTPS server.\n'));
  const gone = await raw(() => undefined);
  await gone.close();
  const app = await launch();
  const me = new Person(app);
  const ca = path.join(folder, 'authority.pem');
  await writeFile(ca, maker.authority().cert);
  await app.dialogs.choose({ open: ca });
  await tried(me, [
    { address: page.address, token: 'x', says: 'A web page answered instead of the server' },
    { address: elsewhere.address, token: 'x', says: 'The server sends the app to another address' },
    { address: gone.address, token: 'x', says: 'Nothing answers at this address: connection refused' },
    { address: secure.url, token: 'x', ca: 'CN=Test authority', says: 'The certificate is self-signed' },
    {
      address: plain.url.replace('http:', 'https:'),
      token: 'x',
      says: 'The server does not use encryption on this port',
    },
    { address: secure.url.replace('https:', 'http:'), token: 'x', says: 'The connection was cut' },
    { address: sealed.address, token: 'x', says: 'The server wants encryption on this port' },
  ]);
  for (const { requests } of [page, elsewhere])
    expect(requests.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
  await Promise.all([page, elsewhere, sealed].map((each) => each.close()));
  maker.close();
  expect(app.consoleErrors).toEqual([]);
});

test('addresses that cannot be one are told so at once, and nothing is sent', async ({ launch, serve }) => {
  const server = await serve({ product: 'oss-2.9' });
  const app = await launch();
  const me = new Person(app);
  await me.openConnect();
  const address = me.dialog.getByLabel('Address', { exact: true });
  for (const [text, says] of [
    ['http://admin:secret@localhost:8086', /user|password|credentials/i],
    ['http://local host:8086', /space/i],
    ['ftp://localhost', /http/],
    ['http://localhost:8086/?org=acme', /question mark|\?/],
    ['http://', /host/i],
    ['http://localhost:99999', /port/i],
  ] as const) {
    await address.fill(text);
    await address.blur();
    await expect(me.dialog.getByRole('alert').filter({ hasText: says })).toBeVisible();
    await expect(address).toHaveValue(text);
  }
  for (const fine of [server.url.replace('http://', ''), `${server.url}/`, ` ${server.url} `]) {
    await address.fill(fine);
    await address.blur();
    await expect(me.dialog.getByText(/^InfluxDB OSS 2\.9/)).toBeVisible();
  }
  await address.fill('http://пример.invalid:8086');
  await address.blur();
  await expect(me.dialog.getByRole('alert').filter({ hasText: 'ASCII form' })).toBeVisible();
  await address.fill('http://no-such-host.invalid:8086');
  await address.blur();
  await expect(me.dialog.getByText('This host name is not known')).toBeVisible();
  await address.fill('http://[::1]:1');
  await address.blur();
  await expect(me.dialog.getByText('Nothing answers at this address: connection refused')).toBeVisible();
  expect(server.requests.filter(({ headers }) => headers['authorization'] !== undefined)).toEqual([]);
});

const other = Object.values(os.networkInterfaces())
  .flat()
  .find((each) => each?.family === 'IPv4' && !each.internal)?.address;

test('H7 a token goes to another machine in clear text only after a question, and a badge stays', async ({
  launch,
  serve,
}) => {
  test.skip(other === undefined, 'this machine has no address but loopback');
  const server = await serve({ product: 'oss-2.9', host: other ?? '' });
  const app = await launch();
  const me = new Person(app);
  const sent = () => server.requests.filter(({ headers }) => headers['authorization'] !== undefined).length;
  await me.openConnect();
  await me.fill({ address: server.url, token: server.credential ?? '', name: 'afar' });
  await me.press('Save').click();
  await expect.poll(async () => (await app.dialogs.asked()).length).toBe(1);
  await expect(me.dialog.getByRole('heading', { name: 'Connect a server' })).toBeVisible();
  expect(sent()).toBe(0);
  await app.dialogs.pressNext('confirm');
  await me.press('Save').click();
  await expect(me.rows.nth(2)).toBeVisible();
  await expect(me.page.getByText('plain http', { exact: true })).toBeVisible();
  const [first] = await app.dialogs.asked();
  expect(first?.message).toContain('without encryption');
  await app.screenshot('trouble-plain-http');
});
