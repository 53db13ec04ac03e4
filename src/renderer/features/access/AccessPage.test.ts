import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { keys } from '#api/queries';
import {
  aBridge,
  aServer,
  aToken,
  GLOBEX,
  reads,
  someResources,
  TELEMETRY,
  writes,
} from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import AccessPage from './AccessPage.svelte';

const TOKENS = [
  aToken({ id: 't1', description: 'telegraf', grants: [writes(TELEMETRY)] }),
  aToken({ id: 't2', description: 'old telegraf', grants: [writes(TELEMETRY)], status: 'inactive' }),
  aToken({ id: 't3', description: 'grafana', grants: [reads(TELEMETRY)] }),
];

async function open(tokens = TOKENS, resources = someResources()) {
  const app = appOver(aBridge({ resources, tokens, server: aServer() }));
  app.queries.setQueryData(keys.server('c1'), aServer());
  await app.lists.of('c1').read();
  const drawn = renderView(AccessPage, { connectionId: 'c1' }, app);
  await screen.findByRole('button', { name: 'Matrix' });
  return { ...drawn, app };
}

const cellsOf = (name: RegExp) =>
  within(screen.getByRole('row', { name }))
    .getAllByRole('gridcell')
    .map(({ textContent }) => textContent.trim());

test('who can write the bucket that most tokens name is answered at once, with what stands against a holder', async () => {
  await open();
  expect(screen.getByRole('heading', { name: '1 token can write telemetry' })).toBeVisible();
  expect(screen.getByText('1 active, 1 inactive')).toBeVisible();
  expect(cellsOf(/^old telegraf/u)).toContain('inactive');
  expect(screen.queryByRole('row', { name: /^grafana/u })).toBeNull();
});

test('a token of the answer is opened among all tokens', async () => {
  const { user, app } = await open();
  await user.dblClick(screen.getByRole('row', { name: /^old telegraf/u }));
  expect(app.workspace.view('c1').tab).toBe('tokens');
  expect(app.workspace.view('c1').selected).toBe('api:t2');
});

test('the matrix is walked by the arrow keys, and its field says what gives the right', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Matrix' }));
  const grid = screen.getByRole('grid');
  grid.focus();
  const active = () => document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
  expect(active()).toHaveTextContent('w');
  expect(active()?.closest('[role=row]')).toHaveTextContent('old telegraf');
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(active()).toHaveTextContent('r');
  expect(active()?.closest('[role=row]')).toHaveTextContent('grafana');
  const said = screen.getAllByRole('status').map(({ textContent }) => textContent);
  expect(said.join()).toMatch(/grafana\s+reads through a grant on this bucket: telemetry/u);
  await user.keyboard('{ArrowRight}');
  expect(active()).toHaveAccessibleName('nothing');
});

test('two tokens are compared right by right', async () => {
  const { user, app } = await open();
  app.workspace.view('c1').access.compared = ['api:t1', 'api:t3'];
  await user.click(screen.getByRole('button', { name: 'Compare' }));
  expect(screen.getByText(/0 rights are the same; 2 are not with all of them/u)).toBeVisible();
  const right = screen.getByRole('row', { name: /write bucket telemetry/u });
  expect(within(right).getByLabelText('has it')).toBeVisible();
  expect(within(right).getByLabelText('has it not')).toBeVisible();
});

test('tokens with equal rights are found for whoever asks', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Compare' }));
  expect(screen.getByText(/^2 tokens: telegraf, old telegraf/u)).toBeVisible();
});

test('the graph says of each box what it is tied to', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: 'Graph' }));
  const reached = screen.getByRole('button', { name: /^telemetry is reached by 3 tokens/u });
  reached.focus();
  await user.keyboard('{Enter}');
  expect(reached).toHaveAttribute('aria-pressed', 'true');
});

test('a list that is not whole says that others may reach the bucket too', async () => {
  const bridge = aBridge({ resources: someResources(), server: aServer() }).streamOf('tokens.list', (_input, chunk) => {
    chunk(TOKENS);
    return { readAt: Date.UTC(2026, 5, 1), completeness: 'own-user-only', unreadable: 0, v1: 'read' };
  });
  const app = appOver(bridge);
  app.queries.setQueryData(keys.server('c1'), aServer());
  await app.lists.of('c1').read();
  renderView(AccessPage, { connectionId: 'c1' }, app);
  expect(await screen.findByText(/does not see every token: others may reach these buckets too/u)).toBeVisible();
});

test('what one token can is told with what gives it, and leads to who else can', async () => {
  const { user, app } = await open([
    ...TOKENS,
    aToken({ id: 't4', description: 'sleeper', status: 'inactive', grants: [writes(TELEMETRY)] }),
  ]);
  app.workspace.view('c1').access.token = 'api:t4';
  await user.click(screen.getByRole('button', { name: 'One token' }));
  expect(screen.getByRole('heading', { name: /^sleeper can write 1 of \d+ buckets$/u })).toBeVisible();
  expect(screen.getByText('None of this works now: the token is inactive.')).toBeVisible();
  expect(cellsOf(/^telemetry/u)).toEqual(['telemetry', 'bucket', 'no', 'Through a grant on this bucket']);
  await user.dblClick(screen.getByRole('row', { name: /^telemetry/u }));
  expect(screen.getByRole('heading', { name: '1 token can write telemetry' })).toBeVisible();
});

test('who can make tokens of an organization is asked like who can write a bucket', async () => {
  const [acme] = someResources().organizations;
  const { user } = await open([
    ...TOKENS,
    aToken({
      id: 't5',
      description: 'janitor',
      grants: [{ action: 'write', type: 'authorizations', orgId: acme?.id ?? '' }],
    }),
  ]);
  await user.click(screen.getByRole('button', { name: 'Bucket: telemetry' }));
  await user.click(await screen.findByRole('button', { name: 'Tokens: acme' }));
  expect(screen.getByRole('heading', { name: '1 token can write tokens of acme' })).toBeVisible();
  expect(cellsOf(/^janitor/u)).toContain('Through all tokens of acme, also new ones');
});

/** A server on which two organizations have a bucket of one name, and a token that writes the one of globex. */
function openWithTwins() {
  const known = someResources();
  const ofGlobex = { id: '0b0000000000000a', name: '_monitoring', orgId: GLOBEX, retention: 0, system: true };
  const tokens = [...TOKENS, aToken({ id: 't6', description: 'monitor', grants: [writes(ofGlobex.id)] })];
  return open(tokens, { ...known, buckets: [...known.buckets, ofGlobex] });
}

test('rights on buckets of one name are compared with their organizations', async () => {
  const { user, app } = await openWithTwins();
  app.workspace.view('c1').access.compared = ['api:t1', 'api:t6'];
  await user.click(screen.getByRole('button', { name: 'Compare' }));
  expect(screen.getByRole('row', { name: /write bucket _monitoring of globex/u })).toBeVisible();
  expect(screen.getByRole('row', { name: /write bucket telemetry(?! of)/u })).toBeVisible();
});

test('buckets of one name stand in the menu and in the answer with their organizations', async () => {
  const { user } = await openWithTwins();
  await user.click(screen.getByRole('button', { name: 'Bucket: telemetry' }));
  const menu = within(await screen.findByRole('dialog', { name: 'Bucket' }));
  expect(menu.getByRole('button', { name: /^_monitoring of acme/u })).toBeVisible();
  expect(menu.queryByRole('button', { name: /^_monitoring\s*\d*$/u })).toBeNull();
  await user.click(menu.getByRole('button', { name: /^_monitoring of globex/u }));
  expect(screen.getByRole('button', { name: 'Bucket: _monitoring of globex' })).toBeVisible();
  expect(screen.getByRole('heading', { name: '1 token can write _monitoring of globex' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Bucket: _monitoring of globex' }));
  await user.click(await screen.findByRole('button', { name: /^_monitoring of acme/u }));
  expect(screen.getByRole('button', { name: 'Bucket: _monitoring of acme' })).toBeVisible();
});

test('the bucket that is asked about is shown among the resources', async () => {
  const { user, app } = await open();
  await user.click(screen.getByRole('button', { name: 'Show the bucket' }));
  const { tab, resource } = app.workspace.view('c1');
  expect([tab, resource]).toEqual(['resources', TELEMETRY]);
});
