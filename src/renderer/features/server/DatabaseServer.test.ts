import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge, aConnection, anAllAccessSelf, aServer } from '../../test-support/builders.ts';
import {
  aDatabase,
  aDatabaseServer,
  aDatabaseToken,
  aManagementServer,
  someDatabases,
} from '../../test-support/database-builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import ClaimDialog from './ClaimDialog.svelte';
import RecoveryPortDialog from './RecoveryPortDialog.svelte';
import RegenerateDialog from './RegenerateDialog.svelte';
import ServerPage from './ServerPage.svelte';
import { keys } from '#api/queries';
import type { Server } from '#domain/server';

const NOW = Date.UTC(2026, 5, 1);
const OPERATOR = aDatabaseToken({ id: '0', description: '_admin', kind: 'operator' });

function page(server: Server) {
  const bridge = aBridge({ server })
    .answer('exports.influxctl', () => ({ text: '[[profile]]\nname = "prod-eu"\n' }))
    .answer('app.copyText', () => undefined)
    .answer('app.openHelp', () => undefined);
  const app = appOver(bridge, NOW);
  return { ...renderView(ServerPage, { connectionId: 'c1' }, app), app, bridge };
}

function dialog(
  way: 'claim' | 'regenerate',
  { environment = 'production', unlocked = true, dead = [] as string[] } = {},
) {
  const connections = [aConnection({ environment }), aConnection({ id: 'c2', name: 'same' })];
  const done = {
    token: OPERATOR,
    revealId: 'r1',
    replaced: ['c1', 'c2'].filter((id) => !dead.includes(id)),
    notReplaced: dead,
  };
  const bridge = aBridge({ connections, server: aDatabaseServer() }).answer(`server.${way}`, () => done);
  const app = appOver(bridge, NOW);
  if (unlocked) app.modes.take([{ connectionId: 'c1', until: NOW + 900_000 }]);
  const told: string[] = [];
  app.notices.good = (text) => told.push(text);
  app.notices.bad = (text) => told.push(text);
  let closed = 0;
  const props = { onclose: () => void (closed += 1) };
  const drawn =
    way === 'claim'
      ? renderView(ClaimDialog, { dialog: { name: 'claim' as const, connectionId: 'c1' }, ...props }, app)
      : renderView(RegenerateDialog, { dialog: { name: 'regenerate' as const, connectionId: 'c1' }, ...props }, app);
  return { ...drawn, app, bridge, told, closed: () => closed };
}

const own = () => screen.findByRole('region', { name: "This connection's token" });

test('S2.3 an admin token is told what it may do, and what of 2.x does not exist there is not spoken of', async () => {
  page(aDatabaseServer());
  expect(await own()).toHaveTextContent(/a named admin token.*Make admin tokens.*Write and query data/s);

  expect(screen.queryByRole('region', { name: 'Configuration' })).toBeNull();
  expect(screen.queryByText('Organizations')).toBeNull();
  expect(screen.queryByText(/generic user/)).toBeNull();
});

test('S2.3 a database token is told that it takes an admin token', async () => {
  page(aDatabaseServer({ self: { kind: 'database', mayList: false } }));
  const region = await own();
  expect(region).toHaveTextContent(/can neither list nor make tokens. Enter an admin token/);
  expect(within(region).getAllByText('That takes an admin token').length).toBeGreaterThan(1);
  expect(screen.queryByRole('region', { name: 'Operator token' })).toBeNull();
});

test('the session of a user is told as one that runs out, with the advice to make a token', async () => {
  page(aDatabaseServer({ self: { origin: 'user-session', expiresAt: NOW + 40 * 60_000 } }));
  expect(await own()).toHaveTextContent(
    /a session of a user who logged in.*runs out in 40 minutes.*cannot make it last.*make a named admin token/s,
  );
});

test('a server that asks for no token is explained, with what to do', async () => {
  page(aDatabaseServer({ self: { kind: 'none' }, can: [] }));
  expect(await own()).toHaveTextContent(/asks for no token.*whoever reaches it.*Start it with authentication/s);
});

test('S4.3 S4.7 S4.9 a management connection never writes data, and its own tokens are for influxctl', async () => {
  const { user, bridge } = page(aManagementServer({ self: { expiresAt: NOW + 40 * 60_000 } }));
  expect(await own()).toHaveTextContent(/runs out in 40 minutes.*can never write or query data.*automation only/s);

  const region = screen.getByRole('region', { name: 'Management tokens' });
  expect(region).toHaveTextContent(/No HTTP API.*authorized through the identity provider/s);
  const make = within(region).getByRole('region', { name: 'Make one with influxctl' });
  expect(make).toHaveTextContent('influxctl --profile prod-eu management create');
  expect(await within(region).findByRole('region', { name: 'Profile of influxctl' })).toHaveTextContent('[[profile]]');
  await user.click(within(region).getAllByRole('button', { name: 'Copy' })[1]!);

  expect(bridge.inputsOf('app.copyText')).toMatchObject([
    { text: expect.stringMatching(/management create/) as string },
  ]);
});

test('the note of a connection is shown line by line, and what cannot be seen in it is made visible', async () => {
  const bridge = aBridge({ connections: [aConnection({ note: 'ask Eva\n\u202egnp.exe' })], server: aDatabaseServer() });
  renderView(ServerPage, { connectionId: 'c1' }, appOver(bridge, NOW));
  expect(await screen.findByText('ask Eva')).toBeVisible();
  expect(screen.getByText('⟨U+202E⟩gnp.exe')).toBeVisible();
});

test('S4.5 a token of an identity provider is told as one, with the time when it runs out', async () => {
  page(aManagementServer({ self: { origin: 'identity-provider', expiresAt: NOW + 40 * 60_000 } }));
  expect(await own()).toHaveTextContent(
    /a token of the identity provider.*runs out in 40 minutes.*the app asks for the next/s,
  );
});

test('S4.6 of a token that was made by hand it is told where its end can be seen', async () => {
  page(aManagementServer({ self: { origin: 'by-hand' } }));
  expect(await own()).toHaveTextContent(/a management token that was made by hand.*told by influxctl alone/s);
});

test('what the databases of a cluster may hold stands among its facts', async () => {
  const { app } = page(aManagementServer());
  app.queries.setQueryData(
    keys.resources('c1'),
    someDatabases([aDatabase('energy', { maxTables: 500, maxColumns: 250 })]),
  );
  const facts = await screen.findByRole('region', { name: 'This server' });
  expect(await within(facts).findByText(/^At most 500 tables/)).toHaveTextContent('250 columns in a table');
});

const CLOUD = aServer({
  product: 'InfluxDB Cloud Serverless',
  self: anAllAccessSelf(),
  traits: { ...aServer().traits, offers: [{ kind: 'custom' }, { kind: 'all-access' }] },
});

test('S3.2 S3.6 what a hosted product restricts is said where its token is told of', async () => {
  page(CLOUD);
  expect(await own()).toHaveTextContent(
    /value is told once.*rights never change.*no token reaches a second organization/s,
  );
  expect(await own()).toHaveTextContent(/generic user/);
});

test('S3.20 its help leads to the pages of the vendor for that product', async () => {
  const { user, bridge } = page(CLOUD);
  const help = within(await screen.findByRole('region', { name: 'Elsewhere' }));
  for (const name of ['Viewing tokens', 'The API with /authorizations'])
    await user.click(help.getByRole('button', { name }));
  expect(help.queryByRole('button', { name: 'First-run set-up' })).toBeNull();
  expect(bridge.inputsOf('app.openHelp')).toEqual([{ key: 'cloud-tokens' }, { key: 'cloud-api' }]);
});

test('a clock that is off is told, since tokens end by it; one that agrees is not', async () => {
  page(aDatabaseServer({ clockAhead: -300_000 }));
  const facts = await screen.findByRole('region', { name: 'This server' });
  expect(facts).toHaveTextContent(/5 min.* behind this computer's: what expires does so by it/);
});

test('a server that nobody has claimed says so, and can be claimed', async () => {
  const { user, app } = page(aDatabaseServer({ readiness: 'unclaimed', can: ['claimOperator', 'createToken'] }));
  const region = await screen.findByRole('region', { name: 'Operator token' });
  expect(region).toHaveTextContent(/whoever reaches it first/);
  await user.click(within(region).getByRole('button', { name: 'Claim this server' }));

  expect(app.route.dialogs).toEqual([{ name: 'claim', connectionId: 'c1' }]);
});

test('claiming explains who gets the token, and shows its value once', async () => {
  const { user, app, bridge, closed } = dialog('claim');
  expect(await screen.findByText(/to whoever asks first, and to nobody after that/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Claim this server' }));

  await expect.poll(closed).toBe(1);
  expect(bridge.inputsOf('server.claim')).toEqual([{ connectionId: 'c1' }]);
  expect(app.route.dialogs).toMatchObject([{ name: 'secret', revealId: 'r1', own: true }]);
});

test('a locked server is not claimed', async () => {
  const { bridge } = dialog('claim', { unlocked: false });
  expect(await screen.findByRole('button', { name: 'Unlock prod-eu' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Claim this server' })).toBeNull();
  expect(bridge.inputsOf('server.claim')).toEqual([]);
});

test('regenerating says what it means, and wants the name typed in production', async () => {
  const { user, app, bridge, closed, told } = dialog('regenerate');
  expect(await screen.findByText(/old value is dead at once/)).toBeVisible();
  const button = () => screen.getByRole('button', { name: 'Regenerate' });
  await user.click(button());
  expect(bridge.inputsOf('server.regenerate')).toEqual([]);

  await user.type(screen.getByRole('textbox', { name: 'Name of the server' }), 'prod-eu');
  await user.click(button());

  await expect.poll(closed).toBe(1);
  expect(bridge.inputsOf('server.regenerate')).toEqual([{ connectionId: 'c1', typed: 'prod-eu' }]);
  expect(app.route.dialogs).toMatchObject([{ name: 'secret', own: true }]);
  expect(told.join()).toContain('1 other connection');
});

test.each([
  ['c1', 'This connection'],
  ['c2', '1 other connection'],
])('a connection that could not be given the new value is told: %s', async (id, name) => {
  const { user, closed, told } = dialog('regenerate', { environment: 'staging', dead: [id] });
  await user.click(await screen.findByRole('button', { name: 'Regenerate' }));

  await expect.poll(closed).toBe(1);
  expect(told).toContain(`${name} could not be given the new value`);
});

test('a refusal is told in place, and nothing is sent again', async () => {
  const { user, app, bridge, closed } = dialog('claim');
  bridge.refuse('server.claim', { kind: 'not-able', what: 'claimAgain' });
  await user.click(await screen.findByRole('button', { name: 'Claim this server' }));

  expect(await screen.findByText('This server was claimed before')).toBeVisible();
  expect(closed()).toBe(0);
  expect(app.route.dialogs).toEqual([]);
  expect(bridge.inputsOf('server.claim')).toHaveLength(1);
});

function recovery({ address = 'http://127.0.0.1:8181', unlocked = true, environment = 'test' } = {}) {
  const done = { token: OPERATOR, revealId: 'r1', replaced: ['c1'], notReplaced: [] };
  const bridge = aBridge({ connections: [aConnection({ address, environment })], server: aDatabaseServer() }).answer(
    'server.recover',
    () => done,
  );
  const app = appOver(bridge, NOW);
  if (unlocked) app.modes.take([{ connectionId: 'c1', until: NOW + 900_000 }]);
  const props = { dialog: { name: 'recovery-port' as const, connectionId: 'c1' }, onclose: () => undefined };
  return { ...renderView(RecoveryPortDialog, props, app), app, bridge };
}

test('the operator token is recovered by the port that was typed, and its value is shown once', async () => {
  const { user, app, bridge } = recovery();
  expect(await screen.findByRole('region', { name: 'Switch of the server' })).toHaveTextContent(
    '--admin-token-recovery-http-bind 127.0.0.1:8182',
  );
  expect(screen.getByText(/asks nobody who they are/)).toBeVisible();
  expect(screen.queryByRole('region', { name: 'Tunnel' })).toBeNull();
  const press = () => user.click(screen.getByRole('button', { name: 'Make a new value' }));
  await press();
  expect(bridge.inputsOf('server.recover')).toEqual([]);

  await user.type(screen.getByRole('textbox', { name: /Address of the recovery port/ }), 'http://127.0.0.1:8182');
  await press();
  await expect.poll(() => app.route.dialogs).toMatchObject([{ name: 'secret', revealId: 'r1', own: true }]);
  expect(bridge.inputsOf('server.recover')).toEqual([{ connectionId: 'c1', address: 'http://127.0.0.1:8182' }]);
});

test('in production the name of the server is typed before its operator token is recovered', async () => {
  const { user, bridge } = recovery({ environment: 'production' });
  await user.type(
    await screen.findByRole('textbox', { name: /Address of the recovery port/ }),
    'http://127.0.0.1:8182{Enter}',
  );
  await user.click(screen.getByRole('button', { name: 'Make a new value' }));
  await user.type(screen.getByRole('textbox', { name: 'Name of the server' }), 'prod{Enter}');
  expect(bridge.inputsOf('server.recover')).toEqual([]);
  await user.type(screen.getByRole('textbox', { name: 'Name of the server' }), '-eu{Enter}');
  await expect
    .poll(() => bridge.inputsOf('server.recover'))
    .toEqual([{ connectionId: 'c1', address: 'http://127.0.0.1:8182', typed: 'prod-eu' }]);
});

test('the port of another machine is reached through a tunnel; a closed one is explained, and not asked again', async () => {
  const { user, bridge } = recovery({ address: 'https://influx.example:8181' });
  expect(await screen.findByRole('region', { name: 'Tunnel' })).toHaveTextContent(
    'ssh -N -L 8182:127.0.0.1:8182 influx.example',
  );
  bridge.refuse('server.recover', { kind: 'unreachable', host: '127.0.0.1:8182', cause: 'refused' });
  await user.type(screen.getByRole('textbox', { name: /Address of the recovery port/ }), 'https://127.0.0.1:8182');
  await user.click(screen.getByRole('button', { name: 'Make a new value' }));
  expect(await screen.findByText(/closes when it has given one value/)).toBeVisible();
  expect(bridge.inputsOf('server.recover')).toHaveLength(1);
});

test('a locked server recovers nothing', async () => {
  recovery({ unlocked: false });
  expect(await screen.findByRole('button', { name: 'Unlock prod-eu' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Make a new value' })).toBeNull();
});

test('two connections that lead to one cluster are told of each other', async () => {
  const server = aDatabaseServer({ cluster: 'c1d2' });
  const connections = [aConnection(), aConnection({ id: 'c2', name: 'by-its-other-name' })];
  const app = appOver(aBridge({ connections, server }), NOW);
  renderView(ServerPage, { connectionId: 'c1' }, app);
  expect(await screen.findByText('c1d2')).toBeInTheDocument();
  expect(screen.queryByText(/The same as/)).toBeNull();

  app.queries.setQueryData(keys.server('c2'), server);
  expect(await screen.findByText(/The same as by-its-other-name/)).toBeInTheDocument();
});
