import { afterAll, expect, test } from 'vitest';
import type { CaFile, Step } from '#contract/shapes';
import type { Connection } from '#domain/connection';
import type { Server } from '#domain/server';
import { draftFor, testApp, testSample } from '#test/app';
import { CertificateMaker } from '#test/certificates';

const maker = new CertificateMaker();
afterAll(() => maker.close());

test('H3 a chosen CA file is parsed and shown, and what else stands in it is left out', async () => {
  const [one, two] = [maker.authority(), maker.authority()];
  const app = await testApp();
  app.ports.desktop.file = `a comment\n${one.key}\n${one.cert}\n${two.cert}`;
  const file = await app.call<CaFile>('connections.chooseCa');
  expect(file).toMatchObject({ subject: 'CN=Test authority', certificates: 2 });
  expect(file.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect(file.expiresAt).toBeGreaterThan(Date.now());
  expect(file.pem).not.toContain('PRIVATE KEY');
});

test.each(['', 'nonsense', '-----BEGIN CERTIFICATE-----\nbm90IGEgY2VydA==\n-----END CERTIFICATE-----\n'])(
  'H3 a file without a certificate is refused, chosen or sent: %j',
  async (text) => {
    const app = await testApp();
    app.ports.desktop.file = text;
    expect(await app.failure('connections.chooseCa')).toMatchObject({ kind: 'invalid', field: 'ca' });
    if (text === '') return;
    const draft = draftFor('https://a.example', { ca: text });
    expect(await app.failure('connections.add', { draft })).toMatchObject({ kind: 'invalid', field: 'ca' });
  },
);

test('nobody chose a file: nothing', async () => {
  expect(await (await testApp()).call('connections.chooseCa')).toBeNull();
});

test('H3 the CA is the connection’s own, and another one is asked about before the stored token is sent', async () => {
  const [authority, other] = [maker.authority(), maker.authority()];
  const sample = await testSample({ tls: maker.signedBy(authority) });
  const app = await testApp();
  const connection = await app.add(sample.url, sample.credential, { ca: authority.cert });
  expect(connection.caSubject).toBe('CN=Test authority');
  expect((await app.connect(connection.id)).self?.kind).toBe('operator');
  const without = await app.add(sample.url, sample.credential);
  await expect(app.connect(without.id)).rejects.toMatchObject({ facts: { kind: 'tls', cause: 'unknown-ca' } });

  app.ports.desktop.answers = [false, false];
  const form = { connectionId: connection.id, draft: draftFor(sample.url, { ca: other.cert }) };
  const before = sample.requests.length;
  expect(await app.failure('connections.update', form)).toEqual({ kind: 'declined' });
  await expect(app.stream<Step, Server>('connections.test', form)).rejects.toMatchObject({
    facts: { kind: 'declined' },
  });
  expect(sample.requests).toHaveLength(before);
  expect((await app.call<Connection[]>('connections.list'))[0]?.caSubject).toBe('CN=Test authority');
  expect((await app.connect(connection.id)).self?.kind).toBe('operator');
});

test('H3 looking who answers at a saved server trusts the CA of that server', async () => {
  const authority = maker.authority();
  const sample = await testSample({ tls: maker.signedBy(authority) });
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential, { ca: authority.cert });
  expect(await app.call('connections.look', { connectionId: id, address: sample.url })).toMatchObject({
    supported: true,
  });
  expect(await app.failure('connections.look', { connectionId: id, address: sample.url, ca: null })).toMatchObject({
    kind: 'tls',
    cause: 'unknown-ca',
  });
});
