import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge, anAllAccessSelf, aServer } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import RecoveryDialog from './RecoveryDialog.svelte';
import ServerPage from './ServerPage.svelte';

function bridgeOf(server = aServer()) {
  return aBridge({ server })
    .answer('server.configuration', () => [
      { name: 'log-level', value: 'info' },
      { name: 'bolt-path', value: '/var/lib/influxdb/influxd.bolt' },
    ])
    .answer('app.openHelp', () => undefined)
    .answer('server.openTokenPage', () => undefined);
}

test('the page tells what the server says of itself', async () => {
  renderView(ServerPage, { connectionId: 'c1' }, appOver(bridgeOf()));
  const facts = await screen.findByRole('region', { name: 'This server' });
  expect(facts).toHaveTextContent('InfluxDB OSS 2.9.1');
  expect(facts).toHaveTextContent(/Running for\s*2 d/);
  expect(facts).toHaveTextContent('Stored as hashes');
  expect(facts).toHaveTextContent('acme, globex');
});

test('S0.7 an operator reads the configuration, and searches it', async () => {
  const { user } = renderView(ServerPage, { connectionId: 'c1' }, appOver(bridgeOf()));
  const table = await screen.findByRole('table', { name: 'Configuration' });
  expect(within(table).getByText('log-level')).toBeVisible();

  await user.type(screen.getByRole('searchbox', { name: 'Search options' }), 'bolt');
  expect(within(table).queryByText('log-level')).toBeNull();
  expect(within(table).getByText('/var/lib/influxdb/influxd.bolt')).toBeVisible();
});

test('S0.7 without an operator token the reason stands there, and the server is not asked', async () => {
  const bridge = bridgeOf(aServer({ self: anAllAccessSelf() }));
  renderView(ServerPage, { connectionId: 'c1' }, appOver(bridge));

  expect(await screen.findByText(/Only an operator token may read the configuration/)).toBeVisible();
  expect(bridge.inputsOf('server.configuration')).toEqual([]);
});

test('S0.11 an operator token is advised against, and an all-access token per organization is one click away', async () => {
  const app = appOver(bridgeOf());
  const { user } = renderView(ServerPage, { connectionId: 'c1' }, app);
  await user.click(await screen.findByRole('button', { name: 'Use an all-access token per organization' }));
  expect(app.route.dialogs).toEqual([{ name: 'narrow', connectionId: 'c1' }]);
});

test('S1.6 S1.23 the server’s own token page and the vendor’s pages are opened by main', async () => {
  const bridge = bridgeOf();
  const { user } = renderView(ServerPage, { connectionId: 'c1' }, appOver(bridge));
  await user.click(await screen.findByRole('button', { name: /own token page/ }));
  await user.click(screen.getByRole('button', { name: 'POST /api/v2/authorizations' }));

  expect(bridge.inputsOf('server.openTokenPage')).toEqual([{ connectionId: 'c1', orgId: aServer().self?.orgId }]);
  expect(bridge.inputsOf('app.openHelp')).toEqual([{ key: 'api-authorizations' }]);
});

test('S0.2 S0.15 help says what tokens are for, and leads to creating, updating, deleting and using them', async () => {
  const bridge = bridgeOf();
  const { user } = renderView(ServerPage, { connectionId: 'c1' }, appOver(bridge));
  expect(await screen.findByText(/A token lets a program .* belongs to one user/)).toBeVisible();
  for (const verb of ['Managing', 'Creating', 'Updating', 'Deleting', 'Using']) {
    await user.click(screen.getByRole('button', { name: `${verb} tokens` }));
  }
  const keys = ['tokens', 'create-token', 'update-token', 'delete-token', 'use-token'];
  expect(bridge.inputsOf('app.openHelp')).toEqual(keys.map((key) => ({ key })));
});

test('S0.10 the recovery shows the command of this version, to be run on the server’s own machine', async () => {
  const app = appOver(bridgeOf());
  await app.queries.prefetchQuery({ queryKey: ['c1', 'server'], queryFn: () => aServer() });
  renderView(
    RecoveryDialog,
    { dialog: { name: 'recovery' as const, connectionId: 'c1' }, onclose: () => undefined },
    app,
  );

  expect(screen.getByRole('region', { name: 'Commands' })).toHaveTextContent(/influxd recovery auth create-operator/);
  expect(screen.getByRole('dialog')).toHaveTextContent(/no connection can do it from here/);
});
