import fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FoundSource, ImportDone, ImportPreview } from '#contract/import-shapes';
import type { Connection } from '#domain/connection';
import { draftFor, type TestApp, testApp, testSample } from '#test/app';
import { testPorts } from '#test/ports';

const CONFIGS = '/home/eva/.influxdbv2/configs';

const configs = (...servers: [name: string, url: string, token: string][]) =>
  servers.map(([name, url, token]) => `[${name}]\nurl = "${url}"\ntoken = "${token}"\norg = "acme"\n`).join('\n');

async function appWithConfigs(text: string): Promise<{ app: TestApp; found: FoundSource }> {
  const ports = testPorts();
  ports.machine.files.set(CONFIGS, text);
  const app = await testApp(ports);
  const [found] = await app.call<FoundSource[]>('imports.found');
  if (!found) throw new Error('nothing was found');
  return { app, found };
}

async function opened(app: TestApp, input: { foundId?: string } = {}): Promise<ImportPreview> {
  const preview = await app.call<ImportPreview | null>('imports.open', input);
  if (!preview) throw new Error('nothing was chosen');
  return preview;
}

const list = (app: TestApp) => app.call<Connection[]>('connections.list');
const states = ({ rows }: ImportPreview) => rows.map(({ name, standing, fields }) => [name, standing, fields]);

const apply = (app: TestApp, importId: string, choices: Record<string, 'add' | 'update'>) =>
  app.call<ImportDone[]>('imports.apply', {
    importId,
    environment: 'staging',
    choices: Object.entries(choices).map(([id, action]) => ({ id, action })),
  });

test('what is found is offered and not read before a person agrees', async () => {
  const { app, found } = await appWithConfigs(configs(['a', 'https://a.example', 'canary-token-a']));
  expect(found).toMatchObject({ source: 'influx-cli', file: CONFIGS });
  expect(app.ports.machine.readFiles).toEqual([]);
  await opened(app, { foundId: found.id });
  expect(app.ports.machine.readFiles).toEqual([CONFIGS]);
  expect(await app.failure('imports.open', { foundId: '/etc/passwd' })).toEqual({ kind: 'gone', what: 'file' });
});

test('B5 a preview tells every server and no token; nothing is stored by it', async () => {
  const { app, found } = await appWithConfigs(
    configs(['a', 'https://a.example', 'canary-token-a'], ['b', 'https://b.example', 'canary-token-b']),
  );
  const preview = await opened(app, { foundId: found.id });
  expect(JSON.stringify(preview)).not.toContain('canary');
  expect(states(preview)).toEqual([
    ['a', 'new', []],
    ['b', 'new', []],
  ]);
  expect(preview.rows[0]).toMatchObject({ hasToken: true, note: 'Organization: acme', line: 1 });
  expect(await list(app)).toEqual([]);
});

test('a chosen server is saved read-only with its token, works, and is the same from then on', async () => {
  const sample = await testSample();
  const { app, found } = await appWithConfigs(
    configs(['mine', sample.url, sample.credential], ['other', 'https://b.example', 'canary-token-b']),
  );
  const { importId } = await opened(app, { foundId: found.id });
  const [done] = await apply(app, importId, { '0': 'add' });
  expect(done).toMatchObject({ id: '0', done: 'added' });
  expect(await list(app)).toMatchObject([
    { name: 'mine', environment: 'staging', note: 'Organization: acme', credential: 'sealed' },
  ]);
  expect(sample.requests).toEqual([]);
  const connectionId = done?.connectionId ?? '';
  expect((await app.connect(connectionId)).self?.kind).toBe('operator');
  expect(await app.call('modes.list')).toEqual([]);
  expect(states(await opened(app, { foundId: found.id }))).toEqual([
    ['mine', 'same', []],
    ['other', 'new', []],
  ]);
  expect(app.ports.machine.files.get(CONFIGS)).toContain(sample.credential);
});

test('a server that differs is changed in what was named, and only then', async () => {
  const sample = await testSample();
  const { app, found } = await appWithConfigs(configs(['mine', sample.url, sample.credential]));
  const { id } = await app.add(sample.url, 'canary-old-token', {
    name: 'mine',
    environment: 'production',
    note: 'ask Eva',
  });
  const preview = await opened(app, { foundId: found.id });
  expect(states(preview)).toEqual([['mine', 'different', ['note', 'token']]]);
  expect(await apply(app, preview.importId, { '0': 'update' })).toEqual([
    { id: '0', done: 'updated', connectionId: id },
  ]);
  expect(await list(app)).toMatchObject([{ id, environment: 'production', note: 'ask Eva\nOrganization: acme' }]);
  expect((await app.connect(id)).self?.kind).toBe('operator');
});

test('a token for plain http is asked for natively; a refusal keeps only that row back', async () => {
  const { app, found } = await appWithConfigs(
    configs(['plain', 'http://10.9.8.7:8086', 'canary-token-a'], ['tls', 'https://b.example', 'canary-token-b']),
  );
  const preview = await opened(app, { foundId: found.id });
  expect(preview.rows.map(({ plainHttp }) => plainHttp)).toEqual([true, false]);
  app.ports.desktop.answers = [false];
  expect(await apply(app, preview.importId, { '0': 'add', '1': 'add' })).toMatchObject([
    { done: 'failed', failure: { kind: 'declined' } },
    { done: 'added' },
  ]);
  expect((await list(app)).map(({ name }) => name)).toEqual(['tls']);
});

test('a row that is not there is refused before anything is saved', async () => {
  const { app, found } = await appWithConfigs(configs(['a', 'https://a.example', 'canary-token-a']));
  const { importId } = await opened(app, { foundId: found.id });
  const choices = [
    { id: '0', action: 'add' },
    { id: '7', action: 'add' },
  ];
  expect(await app.failure('imports.apply', { importId, environment: 'x', choices })).toMatchObject({
    kind: 'bad-request',
  });
  expect(await list(app)).toEqual([]);
});

test('what was done is told, however long a question stays open, and after a lock no further row is saved', async () => {
  const answeredAfter = async (meanwhile: (app: TestApp) => Promise<unknown>) => {
    const { app, found } = await appWithConfigs(
      configs(
        ['a', 'https://a.example', 'canary-token-a'],
        ['plain', 'http://10.9.8.7:8086', 'canary-token-b'],
        ['c', 'https://c.example', 'canary-token-c'],
      ),
    );
    const { importId } = await opened(app, { foundId: found.id });
    app.ports.desktop.ask = async () => {
      await meanwhile(app);
      return false;
    };
    return apply(app, importId, { '0': 'add', '1': 'add', '2': 'add' });
  };
  expect(await answeredAfter((app) => app.ports.clock.pass(1_200_000))).toMatchObject([
    { done: 'added' },
    { done: 'failed', failure: { kind: 'declined' } },
    { done: 'added' },
  ]);
  expect(await answeredAfter((app) => app.call('app.lock'))).toMatchObject([
    { done: 'added' },
    { done: 'failed', failure: { kind: 'declined' } },
    { done: 'failed', failure: { kind: 'no-such-import' } },
  ]);
});

test('changing a server opens the token of no other one', async () => {
  const { app, found } = await appWithConfigs(
    configs(['a', 'https://a.example', 'canary-token-a'], ['b', 'https://b.example', 'canary-token-b']),
  );
  await app.add('https://a.example', 'canary-old-token', { name: 'a' });
  const other = await app.add('https://b.example', 'canary-token-b', { name: 'b' });
  const { importId } = await opened(app, { foundId: found.id });
  // The vault puts its token away.
  await app.call('connections.update', { connectionId: other.id, draft: draftFor('https://b.example', { name: 'b' }) });
  const { opened: before } = app.ports.keychain;
  expect(await apply(app, importId, { '0': 'update' })).toMatchObject([{ done: 'updated' }]);
  expect(app.ports.keychain.opened).toBe(before);
});

test('the file that a person chooses is recognised by its words; who chooses none gets nothing', async () => {
  const app = await testApp();
  expect(await app.call('imports.open', {})).toBeNull();
  for (const [text, source] of [
    ['[[profile]]\nname = "d"\nproduct = "dedicated"\naccount_id = "a"\ncluster_id = "c"\n', 'influxctl'],
    ['{"DEFAULT_INFLUX_SERVER":"https://a.example"}', 'explorer'],
    ['INFLUX_HOST=https://a.example', 'variables'],
  ] as const) {
    app.ports.desktop.file = text;
    const preview = await opened(app);
    expect(preview).toMatchObject({ source, rows: [{ standing: 'new' }] });
  }
});

test('the ids of account and cluster are kept with the connection, and a second cluster is another one', async () => {
  const app = await testApp();
  const profile = (cluster: string) =>
    `[[profile]]\nname = "${cluster}"\nproduct = "dedicated"\naccount_id = "a"\ncluster_id = "${cluster}"\n`;
  app.ports.desktop.file = profile('c1');
  await apply(app, (await opened(app)).importId, { '0': 'add' });
  expect(await list(app)).toMatchObject([
    { address: 'https://console.influxdata.com/accounts/a/clusters/c1', accountId: 'a', clusterId: 'c1' },
  ]);
  app.ports.desktop.file = profile('c1') + profile('c2');
  expect(states(await opened(app)).map(([, state]) => state)).toEqual(['same', 'new']);
});

test.each([
  ['as the form writes it', 'https://console.influxdata.com/accounts/a/clusters/c1'],
  ['with its ids beside it', 'https://console.influxdata.com'],
])('a cluster that was saved %s is known again', async (_, address) => {
  const app = await testApp();
  await app.add(address, undefined, { name: 'c1', accountId: 'a', clusterId: 'c1' });
  app.ports.desktop.file = `[[profile]]\nname = "c1"\nproduct = "dedicated"\naccount_id = "a"\ncluster_id = "c1"\n`;
  expect(states(await opened(app))).toEqual([['c1', 'same', []]]);
  app.ports.desktop.file = `INFLUX_DB_PRODUCT_TYPE=cloud-dedicated\nINFLUX_DB_CLUSTER_ID=c1\nINFLUX_DB_ACCOUNT_ID=a\n`;
  expect((await opened(app)).rows).toMatchObject([{ standing: 'different', fields: ['name'] }]);
});

test('what was read is forgotten when its dialog closes, when the app locks, and after ten minutes', async () => {
  const { app, found } = await appWithConfigs(configs(['a', 'https://a.example', 'canary-token-a']));
  const gone = async (end: (importId: string) => Promise<unknown>) => {
    const { importId } = await opened(app, { foundId: found.id });
    app.app.log.error('canary-token-a');
    await end(importId);
    return app.failure('imports.apply', { importId, environment: 'x', choices: [{ id: '0', action: 'add' }] });
  };
  const failure = { kind: 'no-such-import' };
  expect(await gone((importId) => app.call('imports.close', { importId }))).toEqual(failure);
  expect(await gone(() => app.call('app.lock'))).toEqual(failure);
  expect(await gone(() => app.ports.clock.pass(600_000))).toEqual(failure);
  const log = fs.readFileSync(join(app.ports.folder, 'logs', 'main.log'), 'utf8');
  expect(log.match(/\[secret\]/g)).toHaveLength(3);
  expect(log).not.toContain('canary');
});

test('C9 connections travel to another machine with their tokens sealed, and open there with the passphrase', async () => {
  const sample = await testSample();
  const app = await testApp();
  await app.add(sample.url, sample.credential, { name: 'mine', colour: 'red' });
  await app.add('https://bare.example', undefined, { name: 'bare' });
  const passphrase = 'correct horse battery';
  expect(await app.call('exports.connections', { passphrase })).toEqual({ saved: true, connections: 2, tokens: 1 });
  const [file] = app.ports.desktop.saved;
  expect(file?.text).not.toContain(sample.credential);

  const other = await testApp();
  other.ports.desktop.file = file?.text;
  const sealed = await opened(other);
  expect(sealed).toMatchObject({ source: 'export', sealed: true, rows: [{ hasToken: false }, { hasToken: false }] });
  const { importId } = sealed;
  expect(await other.failure('imports.unseal', { importId, passphrase: 'another passphrase' })).toMatchObject({
    kind: 'invalid',
    field: 'passphrase',
  });
  const open = await other.call<ImportPreview>('imports.unseal', { importId, passphrase });
  expect(open).toMatchObject({ sealed: false, rows: [{ hasToken: true }, { hasToken: false }] });
  const [done] = await apply(other, importId, { '0': 'add', '1': 'add' });
  expect((await other.connect(done?.connectionId ?? '')).self?.kind).toBe('operator');
});

test('C9 an export without a passphrase has no token in it, and samples are in none', async () => {
  const running = { name: 'Sample', environment: 'development', note: '', address: 'http://127.0.0.1:9' };
  const startSamples = async () => [{ ...running, token: 'canary-sample', close: async () => {} }];
  const app = await testApp(testPorts(), { startSamples, openSamples: true });
  await app.add('https://a.example', 'canary-token-a', { name: 'mine' });
  expect((await list(app)).map(({ name, sample }) => [name, sample])).toEqual([
    ['mine', false],
    ['Sample', true],
  ]);
  expect(await app.call('exports.connections', {})).toEqual({ saved: true, connections: 1, tokens: 0 });
  expect(await app.failure('exports.connections', { passphrase: 'short' })).toMatchObject({ field: 'new-passphrase' });
  const sample = (await list(app)).filter((one) => one.sample).map(({ id }) => id);
  const chosen = { passphrase: 'a good passphrase', connectionIds: sample };
  expect(await app.failure('exports.connections', chosen)).toMatchObject({ kind: 'bad-request' });
  expect(app.ports.desktop.saved).toHaveLength(1);
  const [{ text } = { text: '' }] = app.ports.desktop.saved;
  expect(text).toContain('"mine"');
  for (const hidden of ['canary', 'Sample', running.address]) expect(text).not.toContain(hidden);
});

test('S4.11 an influxctl profile is shown without the token, and saved with it only after a native question', async () => {
  const app = await testApp();
  const { id } = await app.add('https://cluster.example:8086', 'canary-management', { name: 'onprem' });
  const input = { connectionId: id, product: 'clustered' as const };
  const { text } = await app.call<{ text: string }>('exports.influxctl', input);
  expect(text).toContain('host = "cluster.example"\nport = "8086"');
  expect(text).not.toContain('canary');
  app.ports.desktop.answers = [false];
  expect(await app.failure('exports.influxctlFile', { ...input, withToken: true })).toEqual({ kind: 'declined' });
  expect(app.ports.desktop.saved).toEqual([]);
  expect(await app.call('exports.influxctlFile', { ...input, withToken: true })).toEqual({ saved: true });
  await app.call('exports.influxctlFile', { ...input, withToken: false });
  expect(app.ports.desktop.saved.map(({ text: saved }) => saved.includes('mgmt_token = "canary-management"'))).toEqual([
    true,
    false,
  ]);
});
