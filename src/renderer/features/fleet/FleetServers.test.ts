import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { connectionsQuery } from '#api/queries';
import { Failure } from '#contract/failure';
import type { SnapshotFacts } from '#domain/snapshot';
import type { Token, TokenListEnd } from '#domain/token';
import { aBridge, aConnection, aServer, aToken } from '../../test-support/builders.ts';
import type { InMemoryBridge } from '../../test-support/in-memory-bridge.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import FleetPage from './FleetPage.svelte';

const NOW = Date.UTC(2026, 5, 1, 12);
const HOUR = 3_600_000;
const END: TokenListEnd = { readAt: NOW - 2 * HOUR, completeness: 'every-token', unreadable: 0, v1: 'absent' };
const PAST: SnapshotFacts = {
  ...END,
  readAt: NOW - 50 * HOUR,
  firstAt: NOW - 60 * HOUR,
  readings: 2,
  tokens: 1,
  address: 'http://old:8086',
  product: 'InfluxDB OSS',
  version: '2.7.1',
};

type Told = { tokens: Token[]; end?: Partial<TokenListEnd> } | { cause: 'refused' } | 'nothing';

const NAMES = ['alpha', 'beta', 'gamma', 'delta'] as const;

/** One server of each name, which tells what stands beside it. */
function fleetOf(told: Partial<Record<(typeof NAMES)[number], Told>>): InMemoryBridge {
  const names = NAMES.filter((name) => told[name]);
  return aBridge({ connections: names.map((name) => aConnection({ id: name, name })) }).streamOf(
    'tokens.list',
    async ({ connectionId }: { connectionId: (typeof NAMES)[number] }, chunk) => {
      const answer = told[connectionId];
      if (!answer || answer === 'nothing') return new Promise(() => undefined);
      if ('cause' in answer)
        throw new Failure({ kind: 'unreachable', host: `${connectionId}:8086`, cause: answer.cause });
      chunk(answer.tokens);
      return { ...END, ...answer.end };
    },
  );
}

async function open(bridge: InMemoryBridge, { panelOpen = false } = {}) {
  const app = appOver(bridge, NOW);
  app.fleet.panelOpen = panelOpen;
  await app.queries.fetchQuery(connectionsQuery(app.api));
  return renderView(FleetPage, {}, app);
}

/** The line of one server, in the list of how each was read. */
const line = (name: string) => {
  const panel = screen.getByRole('region', { name: 'How each server was read' });
  const [found] = within(panel)
    .getAllByRole('listitem')
    .filter((item) => item.textContent.trim().startsWith(name));
  return found?.textContent.replace(/\s+/gu, ' ').trim() ?? '';
};

const shown = () =>
  within(screen.getByRole('grid', { name: 'Tokens of all servers' }))
    .queryAllByRole('row')
    .slice(1)
    .map((row) => row.textContent.replace(/\s+/gu, ' ').trim());

test('beside each server stands whether it was read and when, is being read, or failed and why', async () => {
  const { user } = await open(
    fleetOf({ alpha: { tokens: [aToken({ id: '1' })] }, beta: { cause: 'refused' }, gamma: 'nothing' }),
  );
  expect(await screen.findByText('1 of 3 read, 1 to come')).toBeVisible();
  expect(screen.getByText(/^beta: .*connection refused/iu)).toBeVisible();
  expect(shown()).toEqual([expect.stringContaining('telegraf on host-7')]);
  await user.click(screen.getByRole('button', { name: 'Servers' }));
  expect(line('alpha')).toMatch(/1 token, read 2 hours ago/u);
  expect(line('beta')).toMatch(/connection refused.*Read it/iu);
  expect(line('gamma')).toMatch(/Being read/u);
  expect(line('gamma')).not.toMatch(/Read it|0 tokens/u);
});

test('a server that failed is asked again where it stands', async () => {
  const told: Parameters<typeof fleetOf>[0] = { alpha: { cause: 'refused' } };
  const { user } = await open(fleetOf(told));
  expect(await screen.findByText('0 of 1 read')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Show the servers' }));
  told.alpha = { tokens: [aToken({ id: '1' })] };
  await user.click(screen.getByRole('button', { name: 'Read it' }));
  expect(await screen.findByText('1 of 1 read')).toBeVisible();
  await expect.poll(shown).toEqual([expect.stringContaining('telegraf on host-7')]);
});

test('no tokens are never a bare nought: what the server said and may hide stands beside them', async () => {
  const { user } = await open(fleetOf({ alpha: { tokens: [], end: { completeness: 'own-user-only' } } }));
  expect(await screen.findByText('1 of 1 read')).toBeVisible();
  expect(screen.getByRole('heading', { name: 'No tokens to see' })).toBeVisible();
  expect(screen.getByText('Of 1 server not every token can be seen')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Show the servers' }));
  expect(line('alpha')).toMatch(/0 tokens, read 2 hours ago.*The server showed no token to this connection\. \w+/u);
});

test('a server without a token to read with is not asked, and says so', async () => {
  const bridge = fleetOf({ alpha: { tokens: [] } }).answer('connections.list', () => [
    aConnection({ id: 'alpha', name: 'alpha', credential: 'none' }),
    aConnection({ id: 'beta', name: 'beta', credential: 'locked' }),
  ]);
  const { user } = await open(bridge);
  await user.click(await screen.findByRole('button', { name: 'Show the servers' }));
  expect(line('alpha')).toMatch(/No token is stored for this server/u);
  expect(line('beta')).toMatch(/Key store locked/u);
  expect(bridge.inputsOf('tokens.list')).toEqual([]);
});

test('a server that fails shows its last snapshot, with the reason and the age', async () => {
  const bridge = fleetOf({ alpha: { cause: 'refused' } })
    .answer('history.last', () => ({ facts: PAST, server: aServer(), first: [aToken({ id: 'kept' })] }))
    .streamOf('history.open', (_input, chunk) => {
      chunk([aToken({ id: 'kept', description: 'as it was' })]);
      return { facts: PAST, server: aServer() };
    });
  const { user } = await open(bridge);
  await user.click(await screen.findByRole('button', { name: 'Servers' }));
  await expect.poll(() => line('alpha')).toMatch(/connection refused.*What is shown was read 2 days ago/iu);
  await expect.poll(shown).toEqual([expect.stringContaining('as it was')]);
});

test('a server that was not asked yet waits for its turn, and one that told nothing lets those go first', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `silent-${at + 10}`);
  const bridge = aBridge({ connections: names.map((name) => aConnection({ id: name, name })) }).streamOf(
    'tokens.list',
    () => new Promise(() => undefined),
  );
  await open(bridge, { panelOpen: true });
  const reads = () =>
    names.map((name) =>
      line(name)
        .replace(/^silent-\d\d /u, '')
        .replace(/ Open$/u, ''),
    );
  await expect
    .poll(reads, { interval: 20 })
    .toEqual([
      ...Array.from({ length: 6 }, () => 'Being read'),
      ...Array.from({ length: 6 }, () => 'Waits for its turn'),
    ]);
  expect(screen.getByText('0 of 12 read, 12 to come')).toBeVisible();
  const overtaken =
    'Silent so far, waits for the others It told nothing for a while, so the others go first. Then it is asked again.';
  await expect
    .poll(reads, { timeout: 5_000 })
    .toEqual([...Array.from({ length: 2 }, () => overtaken), ...Array.from({ length: 10 }, () => 'Being read')]);
  expect(screen.queryByRole('button', { name: 'Read it' })).toBeNull();
});

test('two tokens of one server are compared there; those of two servers are not, and why is said', async () => {
  const { user, app } = await open(
    fleetOf({
      alpha: { tokens: [aToken({ id: '1', description: 'one' }), aToken({ id: '2', description: 'two' })] },
      beta: { tokens: [aToken({ id: '3', description: 'three' })] },
    }),
  );
  await expect.poll(() => shown().length, { timeout: 5_000 }).toBe(3);
  const mark = async (description: string) => {
    await user.keyboard('{Control>}');
    await user.click(screen.getByText(description));
    await user.keyboard('{/Control}');
  };
  const compare = () => screen.getByRole('button', { name: 'Compare' });
  const asked = app.workspace.view('alpha').access;
  const refused = async (why: string) => {
    await user.click(compare());
    expect(compare()).toHaveAttribute('aria-disabled', 'true');
    expect(compare()).toHaveAccessibleDescription(why);
    expect(asked.compared).toEqual([]);
    expect(app.workspace.view('alpha').tab).not.toBe('access');
  };
  await mark('one');
  await refused('Select another token to compare it with.');
  await mark('three');
  await refused('Tokens of one server can be compared: ids mean nothing on another.');
  await mark('three');
  await mark('two');
  await user.click(compare());
  expect([asked.shape, asked.compared]).toEqual(['compare', ['api:1', 'api:2']]);
  expect(app.workspace.view('alpha').tab).toBe('access');
  expect(app.route.page).toEqual({ name: 'server' });
  expect(app.workspace.openId).toBe('alpha');
});

test('a selection acts on unlocked servers only, and names those that are left out', async () => {
  const both = { tokens: [aToken({ id: '1' }), aToken({ id: '2' })] };
  const { user, app } = await open(fleetOf({ alpha: both, beta: both }));
  await expect.poll(() => shown().length).toBe(4);
  await user.click(screen.getByRole('checkbox', { name: 'Select all that is shown' }));
  const bar = await screen.findByRole('toolbar', { name: 'Selected tokens' });
  expect(bar).toHaveTextContent('4 of 4 shown selected, on 2 servers');
  expect(bar).toHaveTextContent('Read-only, so left out: alpha (2), beta (2)');
  const remove = within(bar).getByRole('button', { name: 'Delete' });
  await user.click(remove);
  expect(app.route.dialogs).toEqual([]);
  expect(remove).toHaveAccessibleDescription('Unlock a server to change tokens of it.');

  app.modes.take([{ connectionId: 'beta', until: NOW + 60_000 }]);
  await expect.poll(() => bar.textContent).toMatch(/left out: alpha \(2\)$/u);
  expect(screen.getAllByRole('img', { name: 'Admin mode' })).toHaveLength(2);
  expect(screen.getAllByRole('img', { name: 'Read-only' })).toHaveLength(2);
  await user.click(within(bar).getByRole('button', { name: 'Delete' }));
  expect(app.route.dialogs).toMatchObject([{ name: 'many-tokens', action: 'delete' }]);
});

test('N6 a selection is let go of by Escape or its button, and the keyboard goes on in the table', async () => {
  const { user } = await open(fleetOf({ alpha: { tokens: [aToken({ id: '1' }), aToken({ id: '2' })] } }));
  await expect.poll(() => shown().length).toBe(2);
  const lets = [() => user.keyboard('{Escape}'), () => user.keyboard('{Enter}')];
  for (const letGo of lets) {
    await user.click(screen.getByRole('checkbox', { name: 'Select all that is shown' }));
    (await screen.findByRole('button', { name: 'Clear selection' })).focus();
    await letGo();
    await expect.poll(() => screen.queryByRole('toolbar', { name: 'Selected tokens' })).toBe(null);
    expect(screen.getByRole('grid', { name: /tokens/iu })).toHaveFocus();
  }
});

test('a filter leaves one server, is kept under a name and taken again', async () => {
  const bridge = fleetOf({
    alpha: { tokens: [aToken({ id: '1', description: 'of alpha' })] },
    beta: { tokens: [aToken({ id: '2', description: 'of beta' })] },
  }).answer('views.save', (view: object) => [view]);
  const { user, app } = await open(bridge);
  await expect.poll(() => shown().length).toBe(2);
  await user.click(within(screen.getByRole('search')).getByRole('button', { name: 'Server' }));
  await user.click(await screen.findByRole('button', { name: /^beta/u }));
  await expect.poll(shown).toEqual([expect.stringContaining('of beta')]);

  await user.click(screen.getByRole('button', { name: 'Views' }));
  await user.type(await screen.findByRole('textbox', { name: 'Name of the view' }), 'only beta');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(bridge.inputsOf('views.save')).toEqual([
    {
      name: 'only beta',
      text: '',
      filters: { server: 'beta' },
      revoked: false,
      sort: { column: 'server', direction: 'ascending' },
    },
  ]);
  app.fleet.clear();
  await expect.poll(() => shown().length).toBe(2);
  await user.click(await screen.findByRole('button', { name: 'only beta' }));
  await expect.poll(shown).toEqual([expect.stringContaining('of beta')]);
});

test('a search that nothing is answers with how many were searched, and is left in one step', async () => {
  const { user, app } = await open(fleetOf({ alpha: { tokens: [aToken({ id: '1' })] } }));
  await expect.poll(() => shown().length).toBe(1);
  await user.type(screen.getByRole('searchbox', { name: 'Search all servers' }), 'nobody');
  expect(await screen.findByText(/^None of the 1 tokens/u)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Clear search and filters' }));
  expect(app.fleet.text).toBe('');
  await expect.poll(() => shown().length).toBe(1);
});

test('a column that was chosen stands among the others', async () => {
  const { user } = await open(fleetOf({ alpha: { tokens: [aToken({ id: '1' })] } }));
  await expect.poll(() => shown().length).toBe(1);
  expect(screen.queryByRole('columnheader', { name: /^Product/u })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Choose columns' }));
  await user.click(await screen.findByRole('checkbox', { name: 'Product' }));
  expect(await screen.findByRole('columnheader', { name: /^Product/u })).toBeVisible();
  expect(shown()[0]).toContain('InfluxDB OSS');
});
