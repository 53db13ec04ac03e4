import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { contract } from '#contract/contract';
import type { Method } from '#contract/define';
import type { SnapshotList } from '#contract/history';
import type { Connection } from '#domain/connection';
import type { Token } from '#domain/token';
import { type TestApp, draftFor, testApp, testSample } from '#test/app';
import { startSample } from '#sample/serve';
import { MemoryPort } from '#test/stream-port';
import { filesIn } from '#test/temp-folder';

const PASSWORD = 'canary-password-4e19b7';
const PASSPHRASE = 'canary-passphrase-77ac1e';

/** The methods whose answer is a secret on purpose: a person holds a button. */
const DELIBERATE = ['reveal.look', 'tokens.look'];

interface Journey {
  app: TestApp;
  connection: Connection;
  empty: Connection;
  unclaimed: Connection;
  recoveryPort: string;
  spare: Connection;
  credential: string;
  orgId: string;
  token: Token;
  made: { token: Token; revealId: string };
  confirmation: string;
  importId: string;
  /** Names the snapshot that is kept. */
  firstAt: number;
}

/** A good input for every method; what a person would do to a server, one after the other. */
const LIST_VIEW = { text: 'kind:operator', filters: {}, sort: { column: 'kind', direction: 'ascending' } };
const INPUTS: Record<string, (journey: Journey) => unknown> = {
  'app.facts': () => undefined,
  'app.openHelp': () => ({ key: 'tokens' }),
  'app.copyText': () => ({ text: 'a text' }),
  'settings.get': () => undefined,
  'settings.setTheme': () => ({ theme: 'dark' }),
  'settings.setClipboardSeconds': () => ({ seconds: 20 }),
  'settings.setLayout': () => ({
    layout: { railWidth: 200, railCollapsed: true, inspectorWidth: 300, columns: { tokens: { shown: true } } },
  }),
  'connections.list': () => undefined,
  'connections.look': ({ connection }) => ({ address: connection.address }),
  'connections.chooseCa': () => undefined,
  'connections.test': ({ connection, credential }) => ({ draft: draftFor(connection.address), secret: credential }),
  'connections.add': ({ connection, credential }) => ({ draft: draftFor(connection.address), secret: credential }),
  'connections.update': ({ connection, credential }) => ({
    connectionId: connection.id,
    draft: draftFor(connection.address, { name: 'renamed' }),
    secret: credential,
  }),
  'connections.duplicate': ({ connection }) => ({ connectionId: connection.id }),
  'connections.remove': ({ spare }) => ({ connectionId: spare.id }),
  'imports.found': () => undefined,
  'imports.open': () => ({ foundId: 'environment' }),
  'imports.unseal': ({ importId }) => ({ importId, passphrase: PASSPHRASE }),
  'imports.apply': ({ importId }) => ({ importId, environment: 'staging', choices: [{ id: '0', action: 'add' }] }),
  'imports.close': ({ importId }) => ({ importId }),
  'exports.connections': () => ({ passphrase: PASSPHRASE }),
  'files.save': () => ({ name: 'answer', extension: 'csv', text: 'a,b' }),
  'exports.influxctl': ({ connection }) => ({ connectionId: connection.id }),
  'exports.influxctlFile': ({ connection }) => ({ connectionId: connection.id, withToken: true }),
  'exports.tokenFile': ({ connection }) => ({
    connectionId: connection.id,
    wanted: { kind: 'admin', name: '_admin' },
  }),
  'modes.list': () => undefined,
  'modes.unlock': ({ connection }) => ({ connectionId: connection.id }),
  'modes.lock': ({ spare }) => ({ connectionId: spare.id }),
  'server.connect': ({ connection }) => ({ connectionId: connection.id }),
  'server.configuration': ({ connection }) => ({ connectionId: connection.id }),
  'server.resources': ({ connection }) => ({ connectionId: connection.id }),
  'server.openTokenPage': ({ connection }) => ({ connectionId: connection.id }),
  'server.setUp': ({ empty }) => ({
    connectionId: empty.id,
    input: { username: 'admin', password: PASSWORD, organization: 'acme', bucket: 'b', retention: 0 },
  }),
  'server.claim': ({ unclaimed }) => ({ connectionId: unclaimed.id }),
  'server.regenerate': ({ unclaimed }) => ({ connectionId: unclaimed.id }),
  'server.recover': ({ unclaimed, recoveryPort }) => ({ connectionId: unclaimed.id, address: recoveryPort }),
  'server.narrow': ({ connection, orgId }) => ({ connectionId: connection.id, orgIds: [orgId], keepOperator: true }),
  'users.create': ({ connection }) => ({ connectionId: connection.id, name: 'generic' }),
  'tokens.list': ({ connection }) => ({ connectionId: connection.id }),
  'tokens.ofUser': ({ connection, token }) => ({ connectionId: connection.id, user: token.ownerId }),
  'tokens.get': ({ connection, token }) => ({ connectionId: connection.id, token: refOf(token) }),
  'tokens.create': ({ connection, orgId }) => ({
    connectionId: connection.id,
    wanted: { orgId, description: 'made', status: 'active', grants: [{ action: 'read', type: 'buckets', orgId }] },
  }),
  'tokens.update': ({ connection, token }) => ({
    connectionId: connection.id,
    token: refOf(token),
    change: { description: 'changed' },
  }),
  'tokens.prepare': ({ connection, made }) => ({
    connectionId: connection.id,
    token: refOf(made.token),
    action: 'delete',
    shown: made.token,
  }),
  'tokens.delete': ({ connection, made, confirmation }) => ({
    connectionId: connection.id,
    token: refOf(made.token),
    confirmation,
    second: true,
  }),
  'tokens.look': ({ connection, token }) => ({ connectionId: connection.id, token: refOf(token) }),
  'tokens.copyValue': ({ connection, token }) => ({ connectionId: connection.id, token: refOf(token) }),
  'reveal.look': ({ made }) => ({ revealId: made.revealId }),
  'reveal.copy': ({ made }) => ({ revealId: made.revealId, as: 'kubernetes' }),
  'reveal.save': ({ made }) => ({ revealId: made.revealId, as: 'plain' }),
  'reveal.close': ({ made }) => ({ revealId: made.revealId, note: 'where it is' }),
  'history.list': ({ connection }) => ({ connectionId: connection.id }),
  'history.last': ({ connection }) => ({ connectionId: connection.id }),
  'history.open': ({ connection, firstAt }) => ({ connectionId: connection.id, firstAt }),
  'history.look': ({ connection }) => ({ connectionId: connection.id }),
  'history.looked': ({ connection, firstAt }) => ({ connectionId: connection.id, readAt: firstAt }),
  'history.seen': ({ connection }) => ({ connectionId: connection.id }),
  'history.journal': ({ connection }) => ({ connectionId: connection.id }),
  'history.export': ({ connection, firstAt }) => ({ connectionId: connection.id, firstAt }),
  'history.openFile': () => undefined,
  'views.list': () => undefined,
  'views.save': () => ({ ...LIST_VIEW, name: 'mine' }),
  'views.remove': () => ({ name: 'mine' }),
  'views.place': () => undefined,
  'views.setPlace': () => ({ ...LIST_VIEW, page: 'all' }),
  'findings.accepted': ({ connection }) => ({ connectionId: connection.id }),
  'findings.accept': ({ connection }) => ({
    connectionId: connection.id,
    finding: { key: 'old:all', basis: '1', reason: 'as it should be' },
  }),
  'findings.withdraw': ({ connection }) => ({ connectionId: connection.id, key: 'old:all' }),
  'notes.list': ({ connection }) => ({ connectionId: connection.id }),
  'notes.set': ({ connection, token }) => ({ connectionId: connection.id, token: refOf(token), note: 'a note' }),
  'samples.open': () => undefined,
  'samples.close': () => undefined,
  'app.lock': () => undefined,
  'app.forgetNow': () => undefined,
  'app.quit': () => undefined,
};

/** Those that end what others need come last. */
const LAST = ['server.narrow', 'reveal.close', 'app.lock', 'app.forgetNow', 'app.quit'];

const refOf = ({ store, id }: Token) => ({ store, id });

test(
  'B5 C1 D7 in a journey over every method no answer, event, file or log line holds a secret, but for a deliberate look',
  { timeout: 60_000 },
  async () => {
    const sample = await testSample({ product: 'oss-2.7', tokens: 60 });
    const setUp = await testSample({ empty: true });
    const app = await testApp();
    const connection = await app.add(sample.url, sample.credential);
    const core = await startSample({ product: 'core-3.10', empty: true, recoveryPort: 0 });
    onTestFinished(() => core.close());
    const empty = await app.add(setUp.url, undefined);
    const unclaimed = await app.add(core.url, undefined);
    const spare = await app.add('https://spare.example', sample.credential);
    const orgId = (await app.connect(connection.id)).organizations[0]?.id ?? '';
    const token = (await app.tokens(connection.id)).find(
      ({ own, value, store }) => own === 'no' && value === 'readable' && store === 'api',
    );
    if (!token) throw new Error('no token is readable');
    const firstAt = await firstSnapshot(app, connection.id);
    for (const { id } of [connection, empty, unclaimed]) await app.unlock(id);
    app.ports.machine.env = { INFLUX_HOST: 'https://elsewhere.example', INFLUX_TOKEN: sample.credential };

    const journey: Journey = {
      app,
      connection,
      empty,
      unclaimed,
      recoveryPort: core.facts[0]?.replace('recovery ', '') ?? '',
      spare,
      credential: sample.credential,
      orgId,
      token,
      confirmation: '',
      firstAt,
      importId: (await app.call<{ importId: string }>('imports.open', { foundId: 'environment' })).importId,
      made: await app.call('tokens.create', INPUTS['tokens.create']?.({ connection, orgId } as Journey)),
    };
    const secrets = new Set([...(await secretsOf(sample)), PASSWORD, PASSPHRASE]);
    const said = new Map<string, string>();

    const order = Object.keys(methods).sort((a, b) => LAST.indexOf(a) - LAST.indexOf(b));
    for (const path of order) {
      if (path === 'tokens.delete') {
        const step = await app.call<{ confirmation: string }>('tokens.prepare', INPUTS['tokens.prepare']?.(journey));
        journey.confirmation = step.confirmation;
      }
      const input = INPUTS[path];
      expect(input, `${path} needs an input here`).toBeDefined();
      const answer = await answerOf(app, path, input?.(journey));
      said.set(path, JSON.stringify(answer));
      if (['server.claim', 'server.regenerate', 'server.recover', 'exports.tokenFile'].includes(path))
        secrets.add(await valueOf(app, answer));
    }
    for (const secret of await secretsOf(sample)) secrets.add(secret);

    const found = (text: string) =>
      [...secrets].filter((secret) => formsOf(secret).some((form) => text.includes(form)));
    for (const path of DELIBERATE) expect(found(said.get(path) ?? ''), `${path} tells a secret`).toHaveLength(1);
    for (const [path, text] of said) {
      expect(text, `${path} went well`).not.toContain('"failure"');
      if (!DELIBERATE.includes(path)) expect(found(text), path).toEqual([]);
    }
    expect(found(JSON.stringify(app.ports.events))).toEqual([]);
    app.app.log.error(`a line with ${sample.credential}`);
    const exported = app.ports.desktop.saved.find(({ suggestedName }) => suggestedName.startsWith('tokens-'));
    expect(exported?.text).toContain(token.id);
    expect(found(exported?.text ?? '')).toEqual([]);
    for (const [path, stored] of filesIn(app.ports.folder)) {
      const bytes = path.endsWith('.gz') ? gunzipSync(stored) : stored;
      expect(found(bytes.toString('utf8')), path).toEqual([]);
      expect(
        [...secrets].some((secret) => bytes.includes(Buffer.from(secret, 'utf16le'))),
        path,
      ).toBe(false);
    }
    expect(secrets.size).toBeGreaterThan(20);
  },
);

const methods: Record<string, Method> = Object.fromEntries(
  Object.entries(contract).flatMap(([group, names]) =>
    Object.entries<Method>(names).map(([name, method]): [string, Method] => [`${group}.${name}`, method]),
  ),
);

async function answerOf(app: TestApp, path: string, input: unknown): Promise<unknown> {
  await app.ports.clock.pass(100);
  if (methods[path]?.kind !== 'stream') return app.app.call(path, input);
  const port = new MemoryPort();
  app.app.stream(path, input, port);
  return [await port.last, port.chunks];
}

/** Names the first snapshot of a server, once it is written. */
async function firstSnapshot(app: TestApp, connectionId: string): Promise<number> {
  const list = () => app.call<SnapshotList>('history.list', { connectionId });
  await expect.poll(async () => (await list()).snapshots.length).toBeGreaterThan(0);
  return (await list()).snapshots[0]?.firstAt ?? 0;
}

/** The value of an operator token that was just made. */
async function valueOf(app: TestApp, reply: unknown): Promise<string> {
  const { value } = z.object({ value: z.object({ revealId: z.string() }) }).parse(reply);
  return (await app.call<{ value: string }>('reveal.look', { revealId: value.revealId })).value;
}

/** Every value that the sample knows: 2.7 tells them to an operator. */
async function secretsOf({ url, credential }: { url: string; credential: string }): Promise<string[]> {
  const answer = await fetch(`${url}/api/v2/authorizations`, { headers: { authorization: `Token ${credential}` } });
  const { authorizations } = (await answer.json()) as { authorizations: { token: string }[] };
  return authorizations.map(({ token }) => token).filter((token) => token.length >= 12);
}

function formsOf(secret: string): string[] {
  return [
    secret,
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    encodeURIComponent(secret),
  ];
}
