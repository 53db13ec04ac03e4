import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge } from '../../test-support/builders.ts';
import { aDatabaseServer } from '../../test-support/database-builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import ServerPage from './ServerPage.svelte';
import TokenFileDialog from './TokenFileDialog.svelte';

const NOW = Date.UTC(2026, 5, 1);

function dialog(kind: 'admin' | 'database', saved = true) {
  const bridge = aBridge({ server: aDatabaseServer() }).answer('exports.tokenFile', () =>
    saved ? { saved, revealId: 'r1' } : { saved },
  );
  const app = appOver(bridge, NOW);
  const props = { dialog: { name: 'token-file' as const, connectionId: 'c1', kind }, onclose: () => undefined };
  return { ...renderView(TokenFileDialog, props, app), app, bridge };
}

const save = () => screen.getByRole('button', { name: 'Save the file' });

test('a server that takes tokens from files offers them, others do not', async () => {
  const server = aDatabaseServer({ traits: { tokenFiles: ['admin', 'database'] } });
  const app = appOver(aBridge({ server }), NOW);
  const { user } = renderView(ServerPage, { connectionId: 'c1' }, app);
  const region = await screen.findByRole('region', { name: 'Tokens from a file' });
  await user.click(within(region).getByRole('button', { name: 'Database token file' }));
  expect(app.route.dialogs).toEqual([{ name: 'token-file', connectionId: 'c1', kind: 'database' }]);
});

test('a server without them says nothing of files', async () => {
  renderView(ServerPage, { connectionId: 'c1' }, appOver(aBridge({ server: aDatabaseServer() }), NOW));
  await screen.findByRole('region', { name: "This connection's token" });
  expect(screen.queryByRole('region', { name: 'Tokens from a file' })).toBeNull();
});

test('an admin token file names its switch, is asked for, and its value can be seen once', async () => {
  const { user, app, bridge } = dialog('admin');
  expect(screen.getByRole('region', { name: 'Switch of the server' })).toHaveTextContent(/--admin-token-file/);
  expect(screen.queryByText(/whoever claims it first/)).toBeNull();
  await user.click(save());
  await expect.poll(() => app.route.dialogs).toMatchObject([{ name: 'secret', revealId: 'r1', inFile: true }]);
  expect(bridge.inputsOf('exports.tokenFile')).toEqual([
    { connectionId: 'c1', wanted: { kind: 'admin', name: '_admin' } },
  ]);
});

test('another name than the operator’s leaves that one to be claimed, which is said', async () => {
  const { user } = dialog('admin');
  await user.type(screen.getByRole('textbox', { name: 'Name of the token' }), '2');
  expect(screen.getByText(/whoever claims it first/)).toBeVisible();
});

test('a database token file wants a name, databases and rights', async () => {
  const { user, bridge, app } = dialog('database', false);
  await user.type(screen.getByRole('textbox', { name: 'Name of the token' }), 'app');
  await user.click(save());
  expect(bridge.inputsOf('exports.tokenFile')).toEqual([]);
  await user.type(screen.getByRole('textbox', { name: /Databases/ }), 'home, car,home');
  await user.click(screen.getByRole('checkbox', { name: 'Write' }));
  await user.click(save());
  await expect
    .poll(() => bridge.inputsOf('exports.tokenFile'))
    .toEqual([
      {
        connectionId: 'c1',
        wanted: {
          kind: 'database',
          name: 'app',
          databases: ['home', 'car'],
          actions: ['read', 'write'],
          create: false,
        },
      },
    ]);
  expect(app.route.dialogs).toEqual([]);
});
