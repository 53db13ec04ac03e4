import type { Contract } from '#contract/contract';
import { contract } from '#contract/contract';
import type { Method } from '#contract/define';
import type { FailureFacts } from '#contract/failure';
import type { ConfirmStep } from '#contract/shapes';
import type { Grant } from '#domain/grant';
import type { Resources } from '#domain/resource';
import type { Server } from '#domain/server';
import type { NewToken, Token } from '#domain/token';
import type { RunningSample } from '#sample/serve';
import { draftFor, type TestApp } from './app.ts';
import { MemoryPort } from './stream-port.ts';

/** `tokens.create`, as a page calls it. */
export type MethodPath = { [G in keyof Contract]: `${G}.${keyof Contract[G] & string}` }[keyof Contract];

export type Outcome = { ok: true; value: unknown } | { ok: false; failure: FailureFacts };

/** A connection and what its server told, from which inputs are made that a server would take. */
export interface Scene {
  app: TestApp;
  sample: RunningSample<unknown>;
  id: string;
  /** The same server saved once more, to be changed and removed. */
  copy: string;
  server: Server;
  resources: Resources;
  /** The token that is read, changed and deleted. */
  token: Token;
  /** What `tokens.prepare` gave for it last, by its action. */
  confirmed: Partial<Record<'delete' | 'deactivate', ConfirmStep>>;
}

type Inputs = (scene: Scene) => unknown[];

const nothing: Inputs = () => [undefined];
const on: Inputs = ({ id }) => [{ connectionId: id }];
const SET_UP = { username: 'eva', password: 'a good password', organization: 'new', bucket: 'b', retention: 0 };

const refOf = ({ id, token }: Scene) => ({ connectionId: id, token: { store: token.store, id: token.id } });

const byConfirmation = (scene: Scene, action: 'delete' | 'deactivate') => ({
  confirmation: scene.confirmed[action]?.confirmation ?? 'made up',
  second: true,
});

const LIST_VIEW = { text: 'kind:operator', filters: {}, sort: { column: 'kind', direction: 'ascending' } };

/** Inputs of every method, as a page would send them; the unlocked app does with them what they say. */
const INPUTS: Record<MethodPath, Inputs> = {
  'app.facts': nothing,
  'app.openHelp': () => [{ key: 'tokens' }],
  'app.copyText': () => [{ text: 'a text' }],
  'app.lock': nothing,
  'app.forgetNow': nothing,
  'app.quit': nothing,
  'settings.get': nothing,
  'settings.setTheme': () => [{ theme: 'dark' }],
  'settings.setClipboardSeconds': () => [{ seconds: 30 }],
  'settings.setLayout': () => [{ layout: { railWidth: 200, railCollapsed: false, inspectorWidth: 300, columns: {} } }],
  'views.list': nothing,
  'views.save': () => [{ ...LIST_VIEW, name: 'mine' }],
  'views.remove': () => [{ name: 'mine' }],
  'views.place': nothing,
  'views.setPlace': ({ id }) => [{ ...LIST_VIEW, page: 'all', lists: { [id]: { ...LIST_VIEW, filters: {} } } }],
  'files.save': () => [{ name: 'tokens', extension: 'csv', text: 'a,b' }],
  'samples.open': nothing,
  'samples.close': nothing,
  'connections.list': nothing,
  'connections.look': ({ id, sample }) => [
    { connectionId: id, address: addressOf(sample) },
    { address: addressOf(sample), ca: null },
  ],
  'connections.chooseCa': nothing,
  'connections.test': ({ id, sample }) => [
    { connectionId: id, draft: draftFor(addressOf(sample)) },
    { draft: draftFor(addressOf(sample)), secret: sample.credential },
  ],
  'connections.add': ({ sample }) => [
    { draft: draftFor(addressOf(sample), { name: 'more' }), secret: sample.credential },
  ],
  'connections.update': ({ copy, sample }) => [
    { connectionId: copy, draft: draftFor(addressOf(sample), { note: 'x' }) },
  ],
  'connections.duplicate': on,
  'connections.remove': ({ copy }) => [{ connectionId: copy }],
  'imports.found': nothing,
  'imports.open': () => [{}],
  'imports.unseal': () => [{ importId: 'i1', passphrase: 'a good passphrase' }],
  'imports.apply': () => [{ importId: 'i1', choices: [{ id: '1', action: 'add' }], environment: 'production' }],
  'imports.close': () => [{ importId: 'i1' }],
  'exports.connections': () => [{ passphrase: 'a good passphrase' }],
  'exports.influxctl': ({ id }) => [{ connectionId: id, product: 'clustered' }],
  'exports.influxctlFile': ({ id }) => [{ connectionId: id, product: 'clustered', withToken: true }],
  'exports.tokenFile': ({ id }) => [{ connectionId: id, wanted: { kind: 'admin', name: '_admin' } }],
  'modes.list': nothing,
  'modes.unlock': on,
  'modes.lock': on,
  'server.connect': on,
  'server.configuration': on,
  'server.resources': on,
  'server.openTokenPage': ({ id, token }) => [{ connectionId: id, orgId: token.orgId }],
  'server.setUp': ({ id }) => [{ connectionId: id, input: SET_UP }],
  'server.claim': on,
  'server.regenerate': on,
  'server.recover': ({ id, sample }) => [{ connectionId: id, address: recoveryOf(sample) }],
  'server.narrow': ({ id, token }) => [{ connectionId: id, orgIds: [token.orgId || 'x'], keepOperator: false }],
  'users.create': ({ id }) => [{ connectionId: id, name: 'a generic user' }],
  'tokens.list': on,
  'tokens.ofUser': ({ id, token }) => [
    { connectionId: id, user: token.ownerId || 'eva' },
    { connectionId: id, user: token.ownerName ?? 'eva' },
  ],
  'tokens.get': (scene) => [refOf(scene)],
  'tokens.create': (scene) => [{ connectionId: scene.id, wanted: wantedIn(scene) }],
  'tokens.update': (scene) => [
    { ...refOf(scene), change: { status: 'inactive' }, ...byConfirmation(scene, 'deactivate') },
    { ...refOf(scene), change: { status: 'active' } },
    { ...refOf(scene), change: { grants: [grantIn(scene, 'write')] }, shown: scene.token },
    { ...refOf(scene), change: { description: 'another description' } },
  ],
  'tokens.prepare': (scene) =>
    (['deactivate', 'delete'] as const).map((action) => ({ ...refOf(scene), action, shown: scene.token })),
  'tokens.delete': (scene) => [{ ...refOf(scene), ...byConfirmation(scene, 'delete'), typed: scene.token.description }],
  'tokens.look': (scene) => [refOf(scene)],
  'tokens.copyValue': (scene) => [refOf(scene)],
  'reveal.look': () => [{ revealId: 'r1' }],
  'reveal.copy': () => [{ revealId: 'r1', as: 'plain' }],
  'reveal.save': () => [{ revealId: 'r1', as: 'env' }],
  'reveal.close': () => [{ revealId: 'r1', note: 'a note' }],
  'history.list': on,
  'history.last': on,
  'history.open': ({ id }) => [{ connectionId: id, firstAt: 1 }],
  'history.look': on,
  'history.looked': ({ id }) => [{ connectionId: id, readAt: 1 }],
  'history.seen': on,
  'history.journal': on,
  'history.export': ({ id }) => [{ connectionId: id, firstAt: 1 }],
  'history.openFile': nothing,
  'findings.accepted': on,
  'findings.accept': ({ id }) => [
    { connectionId: id, finding: { key: 'old:all', basis: '1', reason: 'as it should be' } },
  ],
  'findings.withdraw': ({ id }) => [{ connectionId: id, key: 'old:all' }],
  'notes.list': on,
  'notes.set': (scene) => [{ ...refOf(scene), note: 'a note' }],
};

export const METHODS = Object.keys(INPUTS) as MethodPath[];

/** The method of the contract at a path. */
export function methodAt(path: MethodPath): Method {
  const [group = '', name = ''] = path.split('.');
  const groups: Record<string, Record<string, Method>> = contract;
  const method = groups[group]?.[name];
  if (!method) throw new Error(`no method ${path}`);
  return method;
}

/** Saves the server and connects, and chooses a token that a person may change. */
export async function sceneOf(app: TestApp, sample: RunningSample<unknown>): Promise<Scene> {
  const { id } = await app.add(addressOf(sample), sample.credential);
  const copy = await app.add(addressOf(sample), sample.credential, { name: 'copy' });
  const server = await app.connect(id);
  const resources = await app.call<Resources>('server.resources', { connectionId: id });
  const token = (await app.tokens(id)).find(
    ({ own, store, status, kind, grants }) =>
      own === 'no' && store === 'api' && status === 'active' && kind !== 'operator' && grants.length > 0,
  );
  if (!token) throw new Error('no token to change');
  return { app, sample, id, copy: copy.id, server, resources, token, confirmed: {} };
}

/** Calls a method with each of its inputs, one after the other, and keeps what later inputs need. */
export async function callEach(scene: Scene, path: MethodPath): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  // Made anew each time: what one call did is what the next one is about.
  for (let at = 0, inputs = INPUTS[path](scene); at < inputs.length; at += 1, inputs = INPUTS[path](scene)) {
    const outcome = await callOnce(scene.app, path, inputs[at]);
    outcomes.push(outcome);
    if (outcome.ok) remember(scene, path, inputs[at], outcome.value);
  }
  return outcomes;
}

function remember(scene: Scene, path: MethodPath, input: unknown, value: unknown): void {
  if (path === 'tokens.update') scene.token = value as Token;
  if (path === 'tokens.prepare')
    scene.confirmed[(input as { action: 'delete' | 'deactivate' }).action] = value as ConfirmStep;
}

async function callOnce({ app }: TestApp, path: MethodPath, input: unknown): Promise<Outcome> {
  if (methodAt(path).kind === 'call') return app.call(path, input);
  const port = new MemoryPort();
  app.stream(path, input, port);
  const last = await port.last;
  return 'failure' in last ? { ok: false, failure: last.failure } : { ok: true, value: last.end };
}

function addressOf({ url, path }: RunningSample<unknown>): string {
  return url + path;
}

function recoveryOf({ facts, url }: RunningSample<unknown>): string {
  return facts.find((fact) => fact.startsWith('recovery '))?.slice('recovery '.length) ?? url;
}

/** A token of the first kind that this connection can make. */
function wantedIn(scene: Scene): NewToken {
  const { server, token } = scene;
  const kind = server.traits.offers.find(({ reason }) => reason === undefined)?.kind;
  const stated = kind === 'admin' || kind === 'database' ? kind : undefined;
  return {
    orgId: token.orgId,
    description: 'made by a drive',
    status: 'active',
    ...(server.traits.data === 'databases' && stated && { kind: stated }),
    grants: stated === 'admin' ? [] : [grantIn(scene, 'read')],
  };
}

function grantIn({ server, resources, token }: Scene, action: 'read' | 'write'): Grant {
  const place = resources.buckets.find(({ system, orgId }) => !system && orgId === token.orgId);
  if (!place) throw new Error('nowhere to read');
  if (server.traits.data === 'databases') return { action, type: 'databases', id: place.id };
  return { action, type: 'buckets', id: place.id, orgId: token.orgId };
}
