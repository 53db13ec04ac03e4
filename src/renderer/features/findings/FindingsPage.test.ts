import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { keys } from '#api/queries';
import type { Acceptance } from '#domain/findings/acceptance';
import type { Token } from '#domain/token';
import { whatIsKnown } from '#state/known-findings';
import { aBridge, aConnection, aServer, aToken, someResources } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import FindingsPage from './FindingsPage.svelte';

const NOW = Date.UTC(2026, 5, 1);
const TOKENS = [
  aToken({ id: 't1', description: '' }),
  aToken({
    id: 't2',
    description: 'plant',
    grants: [{ action: 'write', type: 'authorizations', orgId: '0a00000000000001' }],
  }),
];

async function open(tokens: Token[] = TOKENS) {
  let accepted: Acceptance[] = [];
  const server = aServer();
  const bridge = aBridge({ tokens, server })
    .answer('findings.accepted', () => accepted)
    .answer(
      'findings.accept',
      ({ finding }: { finding: Omit<Acceptance, 'at'> }) => (accepted = [{ ...finding, at: NOW }]),
    )
    .answer('findings.withdraw', () => (accepted = []));
  const app = appOver(bridge, NOW);
  app.queries.setQueryData(keys.server('c1'), server);
  await app.lists.of('c1').read();
  const known = whatIsKnown({ app, connection: aConnection(), server, resources: someResources(), asking: false });
  await app.findings.of('c1').check(known!);
  const drawn = renderView(FindingsPage, { connectionId: 'c1' }, app);
  await screen.findByRole('list', { name: 'Findings' });
  return { ...drawn, bridge };
}

const finding = (name: string) => screen.getByRole('listitem', { name });

test('findings are counted by how bad they are, the worst first', async () => {
  await open();
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent(/^\d+ findings?$/);
  expect(screen.getByText(/1 high, .*against 31 rules/)).toBeVisible();
  const [first] = within(screen.getByRole('list', { name: 'Findings' })).getAllByRole('listitem');
  expect(first).toHaveAccessibleName('May make tokens, and is no administrator');
});

test('a fix is a change: in read-only mode it says so and does nothing', async () => {
  const { user, app } = await open();
  const fix = within(finding('May make tokens, and is no administrator')).getByRole('button', {
    name: /smaller token/,
  });
  expect(fix).toHaveAttribute('aria-disabled', 'true');
  await user.click(fix);
  expect(app.route.page.name).not.toBe('create');
});

test('in admin mode the fix goes the way of every change', async () => {
  const { user, app } = await open();
  app.modes.take([{ connectionId: 'c1', until: NOW + 60_000 }]);
  const row = finding('May make tokens, and is no administrator');
  const fix = () => within(row).getByRole('button', { name: /smaller token/ });
  await waitFor(() => expect(fix()).not.toHaveAttribute('aria-disabled'));
  await user.click(fix());
  expect(app.route.page).toMatchObject({ name: 'create', replaces: true, cloneOf: { id: 't2' } });
});

test('accepting asks for a reason, folds the finding, and can be withdrawn', async () => {
  const { user, bridge } = await open();
  await user.click(within(finding('No description')).getByRole('button', { name: 'Accept…' }));
  const dialog = screen.getByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Accept' }));
  expect(bridge.inputsOf('findings.accept')).toEqual([]);
  await user.type(within(dialog).getByRole('textbox'), 'known');
  await user.click(within(dialog).getByRole('button', { name: 'Accept' }));

  await user.click(await screen.findByRole('button', { name: /^1 accepted/ }));
  expect(screen.queryByRole('listitem', { name: 'No description' })).toBeNull();
  expect(screen.getByText(/known · accepted/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Withdraw' }));
  expect(await screen.findByRole('listitem', { name: 'No description' })).toBeVisible();
});

test('the tokens of a finding are shown with why, and each leads to its place in the list', async () => {
  const { user, app } = await open();
  const row = finding('No description');
  await user.click(within(row).getByRole('button', { name: 'No description' }));
  expect(within(row).getByText(/nobody dares/)).toBeVisible();
  await user.click(within(within(row).getByRole('list', { name: 'Tokens' })).getByRole('button'));
  expect(app.workspace.view('c1')).toMatchObject({ tab: 'tokens', selected: 'api:t1' });
});
