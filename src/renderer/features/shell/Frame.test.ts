import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import { followEvents } from '#api/live';
import { keys } from '#api/queries';
import { allAccessGrants } from '#domain/grants-for';
import { KNOWN_TYPES } from '#domain/resource-type';
import {
  aBridge,
  aConnection,
  ACME,
  ADMIN,
  anAllAccessSelf,
  aServer,
  aSelf,
  aToken,
  someFacts,
  someResources,
} from '../../test-support/builders.ts';
import type { InMemoryBridge } from '../../test-support/in-memory-bridge.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import Frame from './Frame.svelte';
import Place from '../../test-support/Place.svelte';

const NOW = Date.UTC(2026, 5, 1);
const THREE = [
  aConnection({ id: 'c1', name: 'laptop', environment: 'development' }),
  aConnection({ id: 'c2', name: 'prod-eu' }),
  aConnection({ id: 'c3', name: 'prod-us' }),
];

function frame(bridge: InMemoryBridge = aBridge({ connections: THREE })) {
  const app = appOver(bridge, NOW);
  const pages = { welcome: Place, create: Place };
  const drawn = renderView(
    Frame,
    { dialogs: {}, pages, tabs: { tokens: Place, resources: Place, server: Place } },
    app,
  );
  followEvents(bridge, app.queries, {
    command: (command) => app.commands.give(command),
    locked: () => app.locked(),
    forget: (ids) => ids.forEach((id) => app.forget(id)),
    removed: (ids) => ids.forEach((id) => app.removed(id)),
    modes: (modes) => app.modes.take(modes),
  });
  return { ...drawn, bridge };
}
const servers = () => within(screen.getByRole('navigation', { name: 'Servers' }));
const names = () =>
  servers()
    .getAllByRole('button')
    .filter((button) => button.hasAttribute('data-server'))
    .map((button) => button.textContent.trim().split(/\s/)[0]);

test('servers stand in groups by environment, the riskiest first, and the first one opens', async () => {
  frame();

  await waitFor(() => expect(names()).toEqual(['prod-eu', 'prod-us', 'laptop']));
  expect(await screen.findByRole('heading', { name: 'prod-eu', level: 1 })).toBeInTheDocument();
});

test('without a server the welcome page stands', async () => {
  const { app } = frame(aBridge({ connections: [] }));

  expect(await screen.findByText('a place')).toBeInTheDocument();
  expect(app.workspace.openId).toBeUndefined();
});

test('typing in the rail leaves the servers that are called so, and Enter opens the first', async () => {
  const { user, app } = frame();
  await screen.findByRole('heading', { name: 'prod-eu', level: 1 });

  await user.type(servers().getByRole('searchbox', { name: 'Find server' }), 'lap');
  expect(names()).toEqual(['laptop']);
  await user.keyboard('{Enter}');

  expect(app.workspace.openId).toBe('c1');
});

test('arrow keys move between the servers', async () => {
  const { user } = frame();
  await screen.findByRole('heading', { name: 'prod-eu', level: 1 });
  servers()
    .getByRole('button', { name: /prod-eu/ })
    .focus();

  await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');

  expect(await screen.findByRole('heading', { name: 'laptop', level: 1 })).toBeInTheDocument();
});

test('the header says what the server answered, not what was typed', async () => {
  frame(
    aBridge({
      server: aServer({
        version: '2.7.12',
        self: aSelf({ kind: 'all-access', proof: 'guess', userName: 'bob', mayList: false }),
      }),
    }),
  );

  expect(await screen.findByText(/InfluxDB OSS 2\.7\.12/)).toBeInTheDocument();
  expect(screen.getByText(/signed in as probably all-access token of/)).toHaveTextContent(
    'signed in as probably all-access token of bob in acme, may not list tokens',
  );
});

test('the mode button asks main to unlock, counts down, and locks again', async () => {
  const bridge = aBridge()
    .answer('modes.unlock', () => [{ connectionId: 'c1', until: NOW + 872_000 }])
    .answer('modes.lock', () => []);
  const { user } = frame(bridge);

  await user.click(await screen.findByRole('button', { name: 'Read-only' }));
  const admin = await screen.findByRole('button', { name: 'Admin mode · 14:32' });
  expect(servers().getByText('admin mode')).toBeInTheDocument();
  await user.click(admin);

  expect(await screen.findByRole('button', { name: 'Read-only' })).toBeInTheDocument();
  expect(bridge.inputsOf('modes.unlock')).toEqual([{ connectionId: 'c1' }]);
});

test('a person who says no to unlocking stays in read-only mode', async () => {
  const { user } = frame(aBridge().refuse('modes.unlock', { kind: 'declined' }));

  await user.click(await screen.findByRole('button', { name: 'Read-only' }));

  expect(await screen.findByRole('button', { name: 'Read-only' })).toBeInTheDocument();
});

test('each server keeps its own mode and is marked in the rail while another one is open', async () => {
  const { bridge, user } = frame();
  await screen.findByRole('heading', { name: 'prod-eu', level: 1 });
  bridge.emit({ name: 'modes', modes: [{ connectionId: 'c3', until: NOW + 60_000 }] });

  await waitFor(() =>
    expect(within(servers().getByRole('button', { name: /prod-us/ })).getByText('admin mode')).toBeInTheDocument(),
  );
  expect(screen.getByRole('button', { name: 'Read-only' })).toBeInTheDocument();
  await user.click(servers().getByRole('button', { name: /prod-us/ }));

  expect(await screen.findByRole('button', { name: 'Admin mode · 1:00' })).toBeInTheDocument();
});

test('E7 where changes are forbidden for the whole app, the mode button says why and asks for nothing', async () => {
  const bridge = aBridge({ facts: someFacts({ readOnly: 'policy' }) });
  const { user } = frame(bridge);

  const button = await screen.findByRole('button', { name: 'Read-only' });
  await waitFor(() => expect(button).toHaveAccessibleDescription(/policy of this machine/));
  await user.click(button);
  bridge.emit({ name: 'command', command: 'toggle-mode' });

  expect(bridge.inputsOf('modes.unlock')).toEqual([]);
});

test('a server that cannot be reached says so in the rail and in its place, with a way on', async () => {
  const bridge = aBridge().refuse('server.connect', {
    kind: 'unreachable',
    host: 'influx.example.com',
    cause: 'refused',
  });
  const { user } = frame(bridge);
  expect(await screen.findByRole('alert')).toHaveTextContent(/connection refused/);
  expect(servers().getByText('offline')).toBeInTheDocument();
  bridge.streamOf('server.connect', () => aServer());

  await user.click(within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' }));

  expect(await screen.findByText('a place')).toBeInTheDocument();
});

test('a server that is not set up offers to do so', async () => {
  const { user, app } = frame(aBridge({ server: aServer({ readiness: 'not-set-up', self: undefined }) }));

  await user.click(await screen.findByRole('button', { name: 'Set it up' }));

  expect(app.route.dialogs).toEqual([{ name: 'set-up', connectionId: 'c1' }]);
});

test('each step of connecting shows as it is done', async () => {
  let fail = (): void => undefined;
  const bridge = aBridge().streamOf('server.connect', async (_input, tell) => {
    tell({ step: { name: 'reach', outcome: 'ok', value: '12 ms' } });
    await new Promise<void>((resolve) => (fail = resolve));
    throw new Failure({ kind: 'bad-credential' });
  });
  frame(bridge);

  expect(await screen.findByText('12 ms')).toBeInTheDocument();
  fail();

  expect(await screen.findByRole('alert')).toBeInTheDocument();
});

test('a server that is known before its list is whole shows its view at once', async () => {
  let end = (): void => undefined;
  const bridge = aBridge().streamOf('server.connect', async (_input, tell) => {
    tell({ server: aServer({ version: '2.7.11' }) });
    await new Promise<void>((resolve) => (end = resolve));
    return aServer({ version: '2.7.12' });
  });
  frame(bridge);

  expect(await screen.findByText('a place')).toBeInTheDocument();
  expect(screen.getByText(/2\.7\.11/)).toBeInTheDocument();
  end();

  expect(await screen.findByText(/2\.7\.12/)).toBeInTheDocument();
});

test('a note that a program keeps the value of an all-access token makes a finding, as soon as it is written', async () => {
  const grants = allAccessGrants({ orgId: ACME, ownerId: ADMIN, types: KNOWN_TYPES });
  const tokens = [aToken({ id: 't1', description: 'for everybody', grants })];
  const bridge = aBridge({ tokens, server: aServer({ hashing: 'hashed', self: anAllAccessSelf() }) });
  const { app } = frame(bridge);
  const ruleIds = () => app.findings.of('c1').found?.map(({ rule }) => rule);
  await expect.poll(ruleIds).toBeDefined();
  expect(ruleIds()).not.toContain('everything-in-application');

  app.queries.setQueryData(keys.notes('c1'), { 'api:t1': 'datasource of the Grafana on host-7' });
  await expect.poll(ruleIds).toContain('everything-in-application');
});

test('a server that was removed leaves the window, and the next one opens', async () => {
  const { bridge } = frame();
  await screen.findByRole('heading', { name: 'prod-eu', level: 1 });

  bridge.emit({ name: 'connections', connections: THREE.filter(({ id }) => id !== 'c2') });

  expect(await screen.findByRole('heading', { name: 'prod-us', level: 1 })).toBeInTheDocument();
  expect(names()).toEqual(['prod-us', 'laptop']);
});

test('a server at another address is asked anew', async () => {
  const { bridge } = frame();
  await screen.findByText('a place');
  const asked = bridge.inputsOf('server.connect').length;

  bridge.emit({
    name: 'connections',
    connections: THREE.map((one) => ({ ...one, address: 'https://elsewhere.example.com' })),
  });

  await waitFor(() => expect(bridge.inputsOf('server.connect').length).toBe(asked + 1));
});

test('accelerators switch servers', async () => {
  const { bridge } = frame();
  await screen.findByRole('heading', { name: 'prod-eu', level: 1 });

  bridge.emit({ name: 'command', command: 'next-server' });
  expect(await screen.findByRole('heading', { name: 'prod-us', level: 1 })).toBeInTheDocument();
  bridge.emit({ name: 'command', command: 'server-3' });
  expect(await screen.findByRole('heading', { name: 'laptop', level: 1 })).toBeInTheDocument();
  bridge.emit({ name: 'command', command: 'next-server' });

  expect(await screen.findByRole('heading', { name: 'prod-eu', level: 1 })).toBeInTheDocument();
});

test('I4 a file of a newer version: the app offers to quit, or to go on without it', async () => {
  const bridge = aBridge({ facts: someFacts({ notices: [{ kind: 'file-newer', file: 'connections.json' }] }) });
  const { user } = frame(bridge.answer('app.quit', () => undefined));

  await user.click(await screen.findByRole('button', { name: 'Quit' }));
  expect(bridge.inputsOf('app.quit')).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Go on without it' }));

  expect(screen.queryByText(/newer version/)).not.toBeInTheDocument();
});

test('a file that was set aside is told, and nothing offers to quit', async () => {
  const { user } = frame(aBridge({ facts: someFacts({ notices: [{ kind: 'file-reset', file: 'notes.json' }] }) }));

  await user.click(await screen.findByRole('button', { name: 'Understood' }));

  expect(screen.queryByRole('button', { name: 'Quit' })).not.toBeInTheDocument();
  expect(screen.queryByText(/notes\.json/)).not.toBeInTheDocument();
});

test('sample servers wear a ribbon as long as one is there', async () => {
  const bridge = aBridge({ connections: [aConnection({ sample: true })] });
  frame(bridge);
  expect(await screen.findByText(/Sample data/)).toBeInTheDocument();

  bridge.emit({ name: 'connections', connections: [aConnection()] });

  await waitFor(() => expect(screen.queryByText(/Sample data/)).not.toBeInTheDocument());
});

test('what tokens reach is read again with a list that is read later, and not with the first one', async () => {
  let now = NOW;
  const bridge = aBridge({ connections: THREE })
    .answer('server.resources', () => someResources({ readAt: now }))
    .streamOf('tokens.list', () => ({ readAt: now, completeness: 'every-token', unreadable: 0, v1: 'read' }));
  const { app } = frame(bridge);
  const read = () => bridge.inputsOf('server.resources').length;
  await waitFor(() => expect(read()).toBe(1));
  await waitFor(() => expect(app.lists.of('c2').stage).toBe('fresh'));

  now += 60_000;
  await app.lists.of('c2').read();

  await waitFor(() => expect(read()).toBe(2));
  expect(bridge.inputsOf('tokens.list')).toHaveLength(2);
});
