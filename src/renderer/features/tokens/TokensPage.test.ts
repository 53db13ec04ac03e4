import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { acceptedQuery, connectionsQuery, resourcesQuery, serverQuery } from '#api/queries';
import { allAccessGrants, operatorGrants } from '#domain/grants-for';
import { KNOWN_TYPES } from '#domain/resource-type';
import type { Token } from '#domain/token';
import {
  aBridge,
  aConnection,
  ACME,
  ADMIN,
  anAllAccessSelf,
  aServer,
  aToken,
  GLOBEX,
  reads,
  someResources,
  TELEMETRY,
  writes,
} from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import { whatIsKnown } from '#state/known-findings';
import TokensPage from './TokensPage.svelte';

const NOW = Date.UTC(2026, 5, 1);

/** The page over these tokens, with everything read. */
async function page(
  tokens: Token[],
  { unlocked = false, server = aServer({ self: anAllAccessSelf() }), bridge = aBridge({ tokens, server }) } = {},
) {
  const app = appOver(bridge, NOW);
  if (unlocked) app.modes.take([{ connectionId: 'c1', until: NOW + 60_000 }]);
  await app.queries.fetchQuery(connectionsQuery(app.api));
  await app.queries.fetchQuery(serverQuery(app.api, 'c1'));
  await app.queries.fetchQuery(resourcesQuery(app.api, 'c1'));
  await app.lists.of('c1').read();
  return { ...renderView(TokensPage, { connectionId: 'c1' }, app), bridge };
}

const descriptions = () =>
  within(screen.getByRole('grid', { name: 'Tokens' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]?.textContent.trim());
const rowOf = (text: string) =>
  screen.getByText(text, { selector: '[role="gridcell"] *' }).closest<HTMLElement>('[role="row"]')!;

test('S0.3 every row shows the owner and the organization, and both can be filtered by', async () => {
  const { user } = await page([
    aToken({ id: '1', description: 'one', ownerName: 'admin' }),
    aToken({ id: '2', description: 'two', ownerName: 'ilse' }),
    aToken({ id: '3', description: 'three', orgId: GLOBEX, orgName: 'globex' }),
  ]);
  expect(rowOf('two')).toHaveTextContent('ilse');
  expect(rowOf('three')).toHaveTextContent('globex');

  const filters = screen.getByRole('search', { name: 'Tokens' });
  await user.click(within(filters).getByRole('button', { name: 'Owner' }));
  await user.click(await screen.findByRole('button', { name: /^ilse\s*1$/ }));
  expect(descriptions()).toEqual(['two']);

  await user.click(screen.getByRole('button', { name: 'Clear Owner' }));
  await user.click(within(filters).getByRole('button', { name: 'Organization' }));
  await user.click(await screen.findByRole('button', { name: /^globex\s*1$/ }));
  expect(descriptions()).toEqual(['three']);
});

test('S0.5 each kind of token has its word, and the chip filters by it with counts', async () => {
  const { user } = await page([
    aToken({ id: '1', description: 'root', grants: operatorGrants(KNOWN_TYPES) }),
    aToken({
      id: '2',
      description: 'terraform',
      grants: allAccessGrants({ orgId: ACME, ownerId: ADMIN, types: KNOWN_TYPES }),
    }),
    aToken({ id: '3', description: 'writer', grants: [writes(TELEMETRY, 'telemetry')] }),
    aToken({ id: '4', description: 'reader', grants: [reads(TELEMETRY, 'telemetry')] }),
    aToken({ id: '5', description: 'tasks', grants: [{ action: 'read', type: 'tasks', orgId: ACME }] }),
  ]);
  expect(rowOf('root')).toHaveTextContent('Operator');
  expect(rowOf('terraform')).toHaveTextContent('All access');
  expect(rowOf('writer')).toHaveTextContent('Read/Write');
  expect(rowOf('tasks')).toHaveTextContent('Custom');

  await user.click(within(screen.getByRole('search', { name: 'Tokens' })).getByRole('button', { name: 'Kind' }));
  await user.click(await screen.findByRole('button', { name: /^Read\/Write\s*2$/ }));

  expect(descriptions().toSorted()).toEqual(['reader', 'writer']);
});

test('choosing a token shows its rights in words, its status and every permission', async () => {
  const { user } = await page([
    aToken({ grants: [writes(TELEMETRY, 'telemetry'), reads('0b00000000000002', 'home')] }),
  ]);

  await user.click(rowOf('telegraf on host-7'));

  const inspector = screen.getByRole('complementary', { name: 'Inspector' });
  expect(inspector).toHaveTextContent(/Can (write telemetry and read home|read home and write telemetry) in acme/);
  expect(inspector).toHaveTextContent('Active');
  expect(inspector).toHaveTextContent('hidden by the server');
});

test('S1.4 S3.5 a token whose owner is gone or inactive says so', async () => {
  const { user } = await page([
    aToken({ id: '1', description: 'orphan', ownerName: undefined, ownerId: '0c000000000000ff' }),
    aToken({ id: '2', description: 'sleeper', ownerName: 'jonas', ownerInactive: true }),
  ]);
  expect(within(rowOf('orphan')).getByTitle(/not there any more/)).toBeInTheDocument();

  await user.click(rowOf('sleeper'));

  expect(screen.getByRole('complementary', { name: 'Inspector' })).toHaveTextContent('inactive user');
});

test('without unlocking, creating is refused with the reason', async () => {
  const { app, user } = await page([aToken()]);

  const create = screen.getByRole('button', { name: 'Create token' });
  expect(create).toHaveAttribute('aria-disabled', 'true');
  expect(create).toHaveAccessibleDescription('Unlock prod-eu to create tokens.');
  await user.click(create);

  expect(app.route.page.name).not.toBe('create');
});

test('S1.13 a connection whose token may not write tokens offers no making of them, and says which right is missing', async () => {
  const self = anAllAccessSelf({ kind: 'read-write', grants: [writes(TELEMETRY)] });
  const { user, app } = await page([aToken()], { unlocked: true, server: aServer({ self }) });
  await user.click(rowOf('telegraf on host-7'));

  for (const name of ['Create token', 'Clone']) {
    const button = screen.getByRole('button', { name });
    expect(button).toHaveAccessibleDescription(/may not write tokens \(write: authorizations\)/);
    await user.click(button);
  }
  app.commands.give('create-token');

  expect(app.route.page.name).not.toBe('create');
});

test('E7 in read-only mode no row has a delete button and nothing in the inspector writes', async () => {
  const { user, app, bridge } = await page([aToken()]);
  await user.click(rowOf('telegraf on host-7'));
  expect(screen.queryByRole('button', { name: /^Delete telegraf/ })).not.toBeInTheDocument();
  expect(screen.queryByRole('switch')).not.toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Edit the description' })).not.toBeInTheDocument();

  for (const name of ['Clone', 'Deactivate', 'Delete']) {
    expect(screen.getByRole('button', { name })).toHaveAccessibleDescription('Unlock prod-eu to change tokens.');
    await user.click(screen.getByRole('button', { name }));
  }
  screen.getByRole('grid').focus();
  await user.keyboard('{Delete}');

  expect(app.route.dialogs).toEqual([]);
  expect(app.route.page.name).not.toBe('create');
  expect(bridge.inputsOf('tokens.update')).toEqual([]);
});

test('in admin mode each row has its own delete button, which asks in a dialog', async () => {
  const token = aToken();
  const { user, app } = await page([token], { unlocked: true });

  await user.click(screen.getByRole('button', { name: 'Delete telegraf on host-7' }));

  expect(app.route.dialogs).toEqual([{ name: 'delete-token', connectionId: 'c1', token }]);
});

test('the description is changed in place, and can be taken back', async () => {
  const bridge = aBridge({ tokens: [aToken()], server: aServer({ self: anAllAccessSelf() }) }).answer(
    'tokens.update',
    ({ change }: { change: Partial<Token> }) => aToken(change),
  );
  const { user, app } = await page([], { unlocked: true, bridge });
  await user.click(rowOf('telegraf on host-7'));

  await user.click(screen.getByRole('button', { name: 'Edit the description' }));
  await user.clear(screen.getByRole('textbox', { name: 'Description' }));
  await user.type(screen.getByRole('textbox', { name: 'Description' }), 'telegraf on host-8');
  await user.click(screen.getByRole('button', { name: 'Save' }));

  await waitFor(() => expect(rowOf('telegraf on host-8')).toBeInTheDocument());
  expect(bridge.inputsOf('tokens.update')).toEqual([
    { connectionId: 'c1', token: { store: 'api', id: aToken().id }, change: { description: 'telegraf on host-8' } },
  ]);
  expect(app.lists.of('c1').tokens).toHaveLength(1);
});

test('a change that is refused keeps what was typed', async () => {
  const bridge = aBridge({ tokens: [aToken()], server: aServer({ self: anAllAccessSelf() }) }).refuse('tokens.update', {
    kind: 'bad-credential',
  });
  const { user } = await page([], { unlocked: true, bridge });
  await user.click(rowOf('telegraf on host-7'));

  await user.click(screen.getByRole('button', { name: 'Edit the description' }));
  await user.type(screen.getByRole('textbox', { name: 'Description' }), ' again');
  await user.click(screen.getByRole('button', { name: 'Save' }));

  await waitFor(() => expect(bridge.inputsOf('tokens.update')).toHaveLength(1));
  expect(screen.getByRole('textbox', { name: 'Description' })).toHaveValue('telegraf on host-7 again');
});

test('S0.12 an operator connection opens narrowed to its organization, with a way to all', async () => {
  const tokens = [
    aToken({ id: '1', description: 'here' }),
    aToken({ id: '2', description: 'there', orgId: GLOBEX, orgName: 'globex' }),
  ];
  const { user } = await page(tokens, { server: aServer() });
  expect(descriptions()).toEqual(['here']);
  expect(screen.getByText('1 of 2 shown')).toBeInTheDocument();

  await user.click(screen.getByRole('button', { name: 'Show all organizations' }));

  expect(descriptions().toSorted()).toEqual(['here', 'there']);
});

test('S0.12 to change a token of another organization asks first and names it', async () => {
  const there = aToken({ description: 'there', status: 'inactive', orgId: GLOBEX, orgName: 'globex' });
  const bridge = aBridge({ tokens: [there] }).answer('tokens.update', () => ({ ...there, status: 'active' }));
  const { user } = await page([], { unlocked: true, bridge });
  await user.click(screen.getByRole('button', { name: 'Show all organizations' }));
  await user.click(rowOf('there'));

  await user.click(screen.getByRole('button', { name: 'Activate' }));
  expect(bridge.inputsOf('tokens.update')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Change it in globex' }));

  await waitFor(() => expect(bridge.inputsOf('tokens.update')).toHaveLength(1));
});

test('a target that is gone is struck through', async () => {
  const { user } = await page([aToken({ description: 'old ingest', grants: [writes('0b000000000000ff')] })]);
  await user.click(rowOf('old ingest'));

  expect(rowOf('old ingest').querySelector('.dead')).toHaveTextContent('0b000000000000ff');
  expect(screen.getByRole('complementary', { name: 'Inspector' })).toHaveTextContent('gone');
});

test('S1.2 a partial list says what is missing and why', async () => {
  const bridge = aBridge({ server: aServer({ self: anAllAccessSelf({ userName: 'bob' }) }) }).streamOf(
    'tokens.list',
    (_input, chunk) => {
      chunk([aToken()]);
      return { readAt: NOW, completeness: 'own-user-only', unreadable: 2, v1: 'refused' };
    },
  );
  await page([], { bridge });

  expect(screen.getByText(/Only the tokens of bob in acme/)).toHaveTextContent(
    /2 entries could not be read.*1\.x logins are missing/,
  );
});

test('a failed list says why and is read again at the press of a button', async () => {
  const bridge = aBridge({ server: aServer({ self: anAllAccessSelf() }), tokens: [aToken()] }).refuse('tokens.list', {
    kind: 'timeout',
    host: 'h',
    phase: 'headers',
  });
  const { user } = await page([], { bridge });
  expect(screen.getByRole('alert')).toBeInTheDocument();
  bridge.streamOf('tokens.list', (_input, chunk) => {
    chunk([aToken()]);
    return { readAt: NOW, completeness: 'every-token', unreadable: 0, v1: 'read' };
  });

  await user.click(within(screen.getByRole('alert')).getByRole('button'));

  await waitFor(() => expect(descriptions()).toEqual(['telegraf on host-7']));
});

test('a search that finds nothing says so and offers to clear it', async () => {
  const { user } = await page([aToken()]);

  await user.type(screen.getByRole('textbox', { name: 'Search tokens' }), 'no such thing');
  expect(screen.getByText('No token matches')).toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: 'Clear search and filters' }));

  expect(descriptions()).toEqual(['telegraf on host-7']);
});

test('the words of the search are understood, and what is not is said', async () => {
  const { user } = await page([
    aToken({ id: '1', description: 'writer' }),
    aToken({ id: '2', description: 'reader', grants: [reads(TELEMETRY, 'telemetry')] }),
  ]);
  const field = screen.getByRole('textbox', { name: 'Search tokens' });

  await user.type(field, 'can:read bucket:telemetry');
  expect(descriptions()).toEqual(['reader']);
  await user.clear(field);
  await user.type(field, 'older:soon');

  expect(field).toHaveAccessibleDescription(/older.* wants a number/);
});

test('arrow keys, Home and End move through the table; the inspector follows', async () => {
  const { user } = await page(
    Array.from({ length: 100 }, (_, at) => aToken({ id: `${at}`, description: `t${at}`, changedAt: NOW - at })),
  );
  screen.getByRole('grid').focus();

  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(screen.getByRole('heading', { name: 't1' })).toBeInTheDocument();
  await user.keyboard('{End}');
  expect(screen.getByRole('heading', { name: 't99' })).toBeInTheDocument();
  await user.keyboard('{Home}');

  expect(screen.getByRole('heading', { name: 't0' })).toBeInTheDocument();
  expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '101');
});

test('a column head sorts, and says so', async () => {
  const { user } = await page([
    aToken({ id: '1', description: 'b' }),
    aToken({ id: '2', description: 'a' }),
    aToken({ id: '3', description: 'c' }),
  ]);
  const head = () => screen.getByRole('columnheader', { name: 'Description' });

  await user.click(within(head()).getByRole('button'));
  expect(descriptions()).toEqual(['a', 'b', 'c']);
  expect(head()).toHaveAttribute('aria-sort', 'ascending');
  await user.click(within(head()).getByRole('button'));

  expect(descriptions()).toEqual(['c', 'b', 'a']);
});

test('S3.11 tokens are found by their id and their owner', async () => {
  const { user } = await page([
    aToken({ id: '0d000000000000aa', description: 'one', ownerName: 'ilse' }),
    aToken({ id: '0d000000000000bb', description: 'two' }),
  ]);
  const field = screen.getByRole('textbox', { name: 'Search tokens' });

  await user.type(field, 'id:0d000000000000aa');
  expect(descriptions()).toEqual(['one']);
  await user.clear(field);
  await user.type(field, 'owner:ilse');

  expect(descriptions()).toEqual(['one']);
});

test('S3.10 the list shows the commands that read it, and which filters they ignore', async () => {
  const { user } = await page([aToken()]);
  await user.type(screen.getByRole('textbox', { name: 'Search tokens' }), 'can:write');

  await user.click(screen.getByRole('button', { name: 'As a command' }));

  expect(await screen.findByRole('region', { name: 'influx command' })).toHaveTextContent('influx auth list');
  expect(screen.getByRole('region', { name: 'curl command' })).toHaveTextContent(/curl .*\/api\/v2\/authorizations/);
  expect(screen.getByText(/ignore these filters: can:write/)).toBeInTheDocument();
});

test('S3.10 a command asks for the one owner of the list, and for none where the list has several', async () => {
  const { user } = await page([
    aToken({ id: '1', description: 'one', ownerId: 'u1', ownerName: 'ilse' }),
    aToken({ id: '2', description: 'two', ownerId: 'u2', ownerName: 'ingo' }),
  ]);
  const field = screen.getByRole('textbox', { name: 'Search tokens' });
  const printed = async (search: string) => {
    await user.clear(field);
    await user.type(field, search);
    await user.click(screen.getByRole('button', { name: 'As a command' }));
    const command = await screen.findByRole('region', { name: 'curl command' });
    const said = [command.textContent, screen.queryByText(/ignore these filters/)?.textContent ?? ''];
    await user.keyboard('{Escape}');
    return said;
  };

  expect(await printed('owner:ilse')).toEqual([expect.stringContaining('userID=u1'), '']);
  for (const several of ['owner:i*', 'owner:ilse owner:ingo'])
    expect(await printed(several)).toEqual([
      expect.not.stringContaining('userID'),
      expect.stringContaining(several.replace(' ', ', ')),
    ]);
});

test('a value that an old server returns is asked for only while the button is held', async () => {
  const bridge = aBridge({
    tokens: [aToken({ value: 'readable' })],
    server: aServer({ self: anAllAccessSelf() }),
  }).answer('tokens.look', () => ({ value: 'canary-1' }));
  const { user } = await page([], { bridge });
  await user.click(rowOf('telegraf on host-7'));
  expect(bridge.inputsOf('tokens.look')).toEqual([]);

  await user.pointer({ keys: '[MouseLeft>]', target: screen.getByRole('button', { name: 'Hold to look' }) });
  await waitFor(() => expect(screen.getByLabelText('Value of the token')).toHaveTextContent('canary-1'));
  await user.pointer({ keys: '[/MouseLeft]' });

  expect(document.body.innerHTML).not.toContain('canary-1');
});

test('another token is read from the top of the inspector', async () => {
  const { user } = await page([aToken({ id: '1', description: 'one' }), aToken({ id: '2', description: 'two' })]);
  await user.click(rowOf('one'));
  const inspector = screen.getByRole('complementary', { name: 'Inspector' });
  inspector.scrollTop = 300;
  await user.click(rowOf('two'));
  expect(within(inspector).getByRole('heading', { name: /two/ })).toBeVisible();
  expect(inspector.scrollTop).toBe(0);
});

test('the page opens as it was left', async () => {
  const { app } = await page([aToken({ id: '1', description: 'one' }), aToken({ id: '2', description: 'two' })]);
  const view = app.workspace.view('c1');
  view.text = 'two';
  view.selected = 'api:2';

  expect(await screen.findByDisplayValue('two')).toBeInTheDocument();
  expect(screen.getByRole('heading', { name: 'two' })).toBeInTheDocument();
  expect(descriptions()).toEqual(['two']);
});

test('S2.4 another server of the same window is never shown in its place', async () => {
  const bridge = aBridge({
    connections: [aConnection(), aConnection({ id: 'c2', name: 'other' })],
    tokens: [aToken()],
    server: aServer({ self: anAllAccessSelf() }),
    resources: someResources(),
  });
  const { app } = await page([], { bridge });

  app.lists.of('c2').put(aToken({ id: '9', description: 'of the other server' }));

  expect(descriptions()).toEqual(['telegraf on host-7']);
});

test('S3.18 the server is asked for the tokens of a user of whom the list shows none', async () => {
  const tokens = [aToken({ id: '1', description: 'mine', ownerName: 'admin' })];
  const server = aServer({ self: anAllAccessSelf() });
  const theirs = aToken({ id: '9', description: 'of the gateway', ownerId: 'f'.repeat(16), ownerName: 'gateway' });
  const bridge = aBridge({ tokens, server }).streamOf('tokens.ofUser', (_input, chunk) => {
    chunk([theirs]);
    return { readAt: NOW, completeness: 'unknown', unreadable: 0, v1: 'absent' };
  });
  const { user, app } = await page(tokens, { server, bridge });
  await user.type(screen.getByRole('textbox', { name: 'Search tokens' }), 'owner:gateway');
  expect(bridge.inputsOf('tokens.ofUser')).toEqual([]);
  await user.click(await screen.findByRole('button', { name: 'Ask the server for tokens of gateway' }));

  expect(await screen.findByText('of the gateway', { selector: '[role="gridcell"] *' })).toBeVisible();
  expect(bridge.inputsOf('tokens.ofUser')).toEqual([{ connectionId: 'c1', user: 'gateway' }]);
  expect(screen.getByText(/Asked the server for tokens of/)).toHaveTextContent('tokens of gateway. It shows 1');
  app.lists.of('c1').put({ ...tokens[0]!, description: 'renamed' });
  await user.click(screen.getByRole('button', { name: 'Show the whole list' }));
  await waitFor(() => expect(descriptions()).toEqual(['renamed']));
});

test('an owner is asked of the server by an id too, that is typed where owners are chosen', async () => {
  const bridge = aBridge({ server: aServer({ self: anAllAccessSelf() }), tokens: [aToken()] }).streamOf(
    'tokens.ofUser',
    () => ({ readAt: NOW, completeness: 'unknown', unreadable: 0, v1: 'absent' }),
  );
  const { user } = await page([], { bridge });
  await user.click(within(screen.getByRole('search', { name: 'Tokens' })).getByRole('button', { name: 'Owner' }));
  await user.type(await screen.findByRole('textbox', { name: 'Search owner' }), '0c000000000000ff');
  await user.click(screen.getByRole('button', { name: 'Ask the server for 0c000000000000ff' }));

  expect(await screen.findByRole('heading', { name: 'No token of 0c000000000000ff' })).toBeVisible();
  expect(bridge.inputsOf('tokens.ofUser')).toEqual([{ connectionId: 'c1', user: '0c000000000000ff' }]);
});

test('a server that cannot be asked for one user offers nothing of the kind', async () => {
  const server = aServer({ self: anAllAccessSelf(), traits: { ...aServer().traits, userFilter: false } });
  const { user } = await page([aToken()], { server });
  await user.type(screen.getByRole('textbox', { name: 'Search tokens' }), 'owner:gateway');
  expect(await screen.findByText('No token matches')).toBeVisible();
  expect(screen.queryByRole('button', { name: /Ask the server/ })).toBeNull();
});

test('tokens are found by what the rules found of them; before, it is said that nothing was judged', async () => {
  const grants = operatorGrants(KNOWN_TYPES);
  const tokens = [
    aToken({ id: '1', description: 'root', grants, createdAt: 1 }),
    aToken({ id: '2', description: 'spare', grants, createdAt: 2 }),
    aToken({ id: '3', description: 'gone', status: 'inactive' }),
  ];
  const { user, app } = await page(tokens, {
    bridge: aBridge({ tokens, server: aServer({ self: anAllAccessSelf() }) }).answer('findings.accepted', () => []),
  });
  const search = screen.getByRole('textbox', { name: 'Search tokens' });
  await user.type(search, 'finding:operator');
  expect(screen.getByText('Not judged yet, so nothing is found')).toBeVisible();

  const [connection] = await app.queries.fetchQuery(connectionsQuery(app.api));
  const server = await app.queries.fetchQuery(serverQuery(app.api, 'c1'));
  const resources = await app.queries.fetchQuery(resourcesQuery(app.api, 'c1'));
  await app.queries.fetchQuery(acceptedQuery(app.api, 'c1'));
  const known = whatIsKnown({ app, connection: connection!, server, resources, asking: false });
  await app.findings.of('c1').check(known!, resources);
  await waitFor(() => expect(descriptions()).toEqual(['spare']));
  expect(screen.queryByText(/^Not judged yet/)).not.toBeInTheDocument();

  await user.clear(search);
  await user.type(search, 'unused:yes');
  expect(descriptions()).toEqual(['gone']);
  expect(screen.getByText('Nothing tells the use of 2 tokens')).toBeVisible();
});

test('from the inspector a token is followed to what it can do, or compared with those chosen before', async () => {
  const { user, app } = await page([
    aToken({ id: '1', description: 'one', grants: [writes(TELEMETRY)] }),
    aToken({ id: '2', description: 'two', grants: [reads(TELEMETRY)] }),
  ]);
  const { access } = app.workspace.view('c1');
  await user.click(rowOf('one'));
  await user.click(screen.getByRole('button', { name: 'What it can do' }));
  expect(app.workspace.view('c1').tab).toBe('access');
  expect(access).toMatchObject({ shape: 'token', token: 'api:1' });
  await user.click(screen.getByRole('button', { name: 'Compare' }));
  await user.click(rowOf('two'));
  await user.click(screen.getByRole('button', { name: 'Compare' }));
  expect(access).toMatchObject({ shape: 'compare', compared: ['api:1', 'api:2'] });
});
