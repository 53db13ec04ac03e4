import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { connectionsQuery, resourcesQuery, serverQuery } from '#api/queries';
import type { Server } from '#domain/server';
import type { Token } from '#domain/token';
import { aBridge } from '../../test-support/builders.ts';
import {
  aDatabaseServer,
  aDatabaseToken,
  aManagementServer,
  onDatabase,
  someDatabases,
} from '../../test-support/database-builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import TokensPage from './TokensPage.svelte';

const NOW = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;

async function page(tokens: Token[], server: Server = aDatabaseServer(), unlocked = false) {
  const bridge = aBridge({ server, tokens, resources: someDatabases() });
  const app = appOver(bridge, NOW);
  if (unlocked) app.modes.take([{ connectionId: 'c1', until: NOW + 60_000 }]);
  await app.queries.fetchQuery(connectionsQuery(app.api));
  await app.queries.fetchQuery(serverQuery(app.api, 'c1'));
  await app.queries.fetchQuery(resourcesQuery(app.api, 'c1'));
  await app.lists.of('c1').read();
  return { ...renderView(TokensPage, { connectionId: 'c1' }, app), bridge };
}

const names = () =>
  within(screen.getByRole('grid', { name: 'Tokens' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]?.textContent.trim());
const rowOf = (text: string) =>
  screen.getByText(text, { selector: '[role="gridcell"] *' }).closest<HTMLElement>('[role="row"]')!;
const inspector = () => screen.getByRole('complementary', { name: 'Inspector' });
const search = () => screen.getByRole('textbox', { name: 'Search tokens' });

test('where tokens have no organization or owner, neither is a column, a choice of columns, a filter or a fact', async () => {
  const { user } = await page([aDatabaseToken()]);
  await user.click(rowOf('telegraf'));

  for (const name of ['Owner', 'Organization']) {
    expect(screen.queryByRole('columnheader', { name })).not.toBeInTheDocument();
    expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    expect(within(inspector()).queryByText(name)).not.toBeInTheDocument();
  }
  await user.click(screen.getByRole('button', { name: 'Choose columns' }));
  expect(await screen.findByRole('checkbox', { name: 'Expires' })).toBeChecked();
  expect(screen.queryByRole('checkbox', { name: 'Owner' })).not.toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'As a command' })).not.toBeInTheDocument();
  expect(screen.queryByText('Do the same elsewhere')).not.toBeInTheDocument();
});

test('when a token expires stands in its row and in the inspector, and can be searched', async () => {
  const { user } = await page([
    aDatabaseToken({ id: '1', description: 'soon', expiresAt: NOW + 5 * DAY }),
    aDatabaseToken({ id: '2', description: 'later', expiresAt: NOW + 300 * DAY }),
    aDatabaseToken({ id: '3', description: 'always' }),
    aDatabaseToken({ id: '4', description: 'over', expiresAt: NOW - 2 * DAY, status: 'expired' }),
  ]);
  expect(rowOf('soon')).toHaveTextContent('in 5 d · 6 Jun 2026');
  expect(rowOf('always')).toHaveTextContent('never');
  expect(rowOf('over')).toHaveTextContent(/Expired.*2 d ago · 30 May 2026/);
  await user.click(rowOf('over'));
  expect(inspector()).toHaveTextContent('It is expired, and opens nothing. Its name stays taken until it is deleted.');

  for (const [words, found] of [
    ['expires:<30d', ['soon']],
    ['expires:>30d', ['later']],
    ['expires:never', ['always']],
    ['status:expired', ['over']],
  ] as const) {
    await user.clear(search());
    await user.type(search(), words);
    expect(names()).toEqual(found);
  }
});

test('S2.20 the operator token has no delete button, and the inspector says why', async () => {
  const admin = aDatabaseToken({ id: '1', description: '_admin', kind: 'operator', exactFirst: false });
  const { user, app } = await page([admin, aDatabaseToken({ id: '2' })], aDatabaseServer(), true);
  expect(screen.getByRole('button', { name: 'Delete telegraf' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Delete _admin' })).not.toBeInTheDocument();
  await user.click(rowOf('_admin'));

  const button = within(inspector()).getByRole('button', { name: 'Delete' });
  expect(button).toHaveAccessibleDescription(/No server deletes its operator token/);
  await user.click(button);
  screen.getByRole('grid').focus();
  await user.keyboard('{Delete}');

  expect(app.route.dialogs).toEqual([]);
});

test('S2.8 in admin mode one button leads to making a token', async () => {
  const { app, user } = await page([aDatabaseToken()], aDatabaseServer(), true);

  await user.click(screen.getByRole('button', { name: 'Create token' }));

  expect(app.route.page).toMatchObject({ name: 'create', connectionId: 'c1' });
});

test('what a server cannot change of a token is no field, and says why', async () => {
  const { user } = await page([aDatabaseToken()], aDatabaseServer({ can: ['updateToken', 'deleteToken'] }), true);
  await user.click(rowOf('telegraf'));

  expect(within(inspector()).queryByRole('switch')).not.toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Edit the description' })).not.toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Deactivate' })).not.toBeInTheDocument();
  expect(inspector()).toHaveTextContent(/keeps its name.*until it expires or is deleted.*Rights cannot be changed/s);
});

test('a right on one database that hides the one on all is said where it happens', async () => {
  const { user } = await page([aDatabaseToken({ grants: [onDatabase('read'), onDatabase('write', 'home')] })]);
  await user.click(rowOf('telegraf'));

  expect(inspector()).toHaveTextContent('home: only write, not read. Its own right hides the one on all databases.');
});

test('rights of a form not known here are shown as they are, and are not called nothing', async () => {
  const { user } = await page([aDatabaseToken({ grants: [], unread: ['table:home:cpu:read'] })]);
  expect(rowOf('telegraf')).toHaveTextContent('What it may do is in a form not known here');
  await user.click(rowOf('telegraf'));

  const list = screen.getByRole('list', { name: 'Rights not known here' });
  expect(list).toHaveTextContent('table:home:cpu:read');
});

test('a database that was made anew since is said to be out of reach most likely, with what to do', async () => {
  const { user } = await page([
    aDatabaseToken({ id: '1', description: 'older', remade: ['home', 'car'] }),
    aDatabaseToken({ id: '2', description: 'younger' }),
  ]);
  await user.click(rowOf('older'));
  expect(inspector()).toHaveTextContent(/home, car were deleted.*most likely cannot reach.*make a new token/);
  await user.click(rowOf('younger'));
  expect(inspector()).not.toHaveTextContent(/most likely/);
});

test('revoked tokens are hidden and counted until they are asked for', async () => {
  const tokens = [
    aDatabaseToken({ id: '1', description: 'works' }),
    aDatabaseToken({ id: '2', description: 'ended', status: 'revoked', revokedAt: NOW - DAY }),
    aDatabaseToken({ id: '3', description: 'ended too', status: 'revoked', revokedAt: NOW - DAY }),
  ];
  const { user } = await page(tokens, aManagementServer(), true);
  expect(names()).toEqual(['works']);

  await user.type(search(), 'ended');
  expect(screen.getByText(/but for 2 revoked/)).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Show the revoked' }));
  expect(names()).toEqual(['ended', 'ended too']);
  await user.clear(search());
  await user.click(screen.getByRole('button', { name: 'Revoked: shown' }));
  expect(names()).toEqual(['works']);

  await user.click(within(screen.getByRole('search')).getByRole('button', { name: 'Status' }));
  await user.click(await screen.findByRole('button', { name: /^Revoked\s*2$/ }));
  expect(names()).toEqual(['ended', 'ended too']);
  await user.click(rowOf('ended'));
  expect(inspector()).toHaveTextContent(/Revoked\s*1 day ago, 31 May 2026/);
  expect(within(inspector()).getByRole('button', { name: 'Revoke' })).toHaveAccessibleDescription(/already/);
});

test('where tokens are revoked, the button says so', async () => {
  const { user, app } = await page([aDatabaseToken()], aManagementServer(), true);
  await user.click(screen.getByRole('button', { name: 'Revoke telegraf' }));

  await waitFor(() => expect(app.route.dialogs).toMatchObject([{ name: 'delete-token' }]));
});

test('where influxctl manages tokens, its commands stand beside them, without any value', async () => {
  const token = aDatabaseToken({ id: '55555555-5555', expiresAt: NOW + 5 * DAY });
  const { user } = await page([token, aDatabaseToken({ id: '2', status: 'revoked' })], aManagementServer());
  await user.click(screen.getAllByText('telegraf')[0]!);
  const make = await within(inspector()).findByRole('region', { name: 'Make one like it command' });
  expect(make).toHaveTextContent(
    'influxctl --profile prod-eu token create --write-database home --expires-at 2026-06-06T00:00:00Z telegraf',
  );
  expect(within(inspector()).getByRole('region', { name: 'Revoke it command' })).toHaveTextContent(
    'influxctl --profile prod-eu token revoke 55555555-5555',
  );
  await user.click(screen.getByRole('button', { name: 'As a command' }));
  expect(await screen.findByRole('region', { name: 'influxctl command' })).toHaveTextContent(
    'influxctl --profile prod-eu token list --format json',
  );
  expect(screen.queryByText(/The commands ignore/)).not.toBeInTheDocument();
});
