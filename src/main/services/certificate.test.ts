import { afterAll, expect, test } from 'vitest';
import { findingsOf } from '#domain/findings/find';
import { namesOf } from '#domain/names';
import type { Server } from '#domain/server';
import { testApp, testSample } from '#test/app';
import { CertificateMaker } from '#test/certificates';

const DAY = 86_400_000;
const maker = new CertificateMaker();
afterAll(() => maker.close());

/**
 * What main tells of a server whose certificate ends in so many days, signed by an own CA that ends in so many others
 * and that the server sends too.
 */
async function connected(days: number, authorityDays: number) {
  const authority = maker.authority(authorityDays);
  const { key, cert } = maker.signedBy(authority, { to: new Date(Date.now() + days * DAY) });
  const sample = await testSample({ tls: { key, cert: `${cert}${authority.cert}` } });
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential, { ca: authority.cert });
  const told = await app.stream<{ server?: Server }, Server>('server.connect', { connectionId: id });
  return { server: told.end, early: told.chunks.flatMap(({ server }) => (server ? [server] : [])) };
}

const rules = (server: Server) =>
  findingsOf({ connection: { plainHttp: false }, server, rows: [], names: namesOf(), now: Date.now() }).map(
    ({ rule }) => rule,
  );
const daysLeft = ({ certificateEndsAt = NaN }: Server) => (certificateEndsAt - Date.now()) / DAY;

test('a certificate near its end is found, from the first that is told of the server', async () => {
  const { server, early } = await connected(5, 400);
  expect(daysLeft(server)).toBeCloseTo(5, 1);
  expect(rules(server)).toContain('certificate-ends');
  expect(early).not.toEqual([]);
  for (const known of early) expect(known.certificateEndsAt).toBe(server.certificateEndsAt);
});

test('one that lasts is not, unless the authority that vouches for it ends first', async () => {
  const { server } = await connected(200, 400);
  expect(daysLeft(server)).toBeCloseTo(200, 1);
  expect(rules(server)).not.toContain('certificate-ends');

  const { server: soon } = await connected(200, 3);
  expect(daysLeft(soon)).toBeCloseTo(3, 1);
  expect(rules(soon)).toContain('certificate-ends');
});

test('over plain http there is none, and nothing is said of it', async () => {
  const sample = await testSample();
  const app = await testApp();
  const server = await app.connect((await app.add(sample.url, sample.credential)).id);
  expect(server.certificateEndsAt).toBeUndefined();
  expect(rules(server)).not.toContain('certificate-ends');
});
