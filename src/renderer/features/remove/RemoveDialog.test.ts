import { screen } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { aBridge, aConnection, aServer, aToken } from '../../test-support/builders.ts';
import { aDatabaseServer, aDatabaseToken, aManagementServer } from '../../test-support/database-builders.ts';
import type { InMemoryBridge } from '../../test-support/in-memory-bridge.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import DeactivateDialog from './DeactivateDialog.svelte';
import DeleteDialog from './DeleteDialog.svelte';
import { keys } from '#api/queries';
import type { ConfirmStep } from '#contract/shapes';
import { Failure } from '#contract/failure';
import type { Server } from '#domain/server';
import type { Token } from '#domain/token';

const NOW = Date.UTC(2026, 5, 1);
let bridge: InMemoryBridge;
let nonce: number;

const aStep = (facts: Partial<ConfirmStep> = {}): ConfirmStep => ({
  confirmation: `n${(nonce += 1)}`,
  expiresAt: NOW + 60_000,
  risks: [],
  mustRepeat: false,
  ...facts,
});

beforeEach(() => {
  nonce = 0;
  bridge = aBridge()
    .answer('tokens.prepare', () => aStep())
    .answer('tokens.delete', () => undefined)
    .answer('tokens.update', () => aToken({ status: 'inactive' }));
});

async function open(
  action: 'delete' | 'deactivate',
  { token = aToken(), locked = false, server = aServer() }: { token?: Token; locked?: boolean; server?: Server } = {},
) {
  let closed = 0;
  const app = appOver(bridge, NOW);
  if (!locked) app.modes.take([{ connectionId: 'c1', until: NOW + 900_000 }]);
  app.lists.of('c1').put(token);
  app.queries.setQueryData(keys.server('c1'), server);
  const onclose = () => (closed += 1);
  const drawn =
    action === 'delete'
      ? renderView(DeleteDialog, { dialog: { name: 'delete-token' as const, connectionId: 'c1', token }, onclose }, app)
      : renderView(
          DeactivateDialog,
          { dialog: { name: 'deactivate-token' as const, connectionId: 'c1', token }, onclose },
          app,
        );
  await screen.findByRole('dialog');
  await expect.poll(() => bridge.inputsOf('tokens.prepare').length).toBeGreaterThan(0);
  return { ...drawn, app, closed: () => closed };
}

const remove = () => screen.getByRole('button', { name: 'Delete token' });
const deletes = () => bridge.inputsOf('tokens.delete');

test('of a token that is inactive nobody is told to lose access', async () => {
  await open('delete', { token: aToken({ status: 'inactive' }) });
  expect(await screen.findByText(/is inactive, so nothing stops working/)).toBeVisible();
  expect(screen.getByText(/cannot be undone/)).not.toHaveTextContent(/loses access/);
});

test('S2.19 deleting says who loses what and that it cannot be undone, and takes the row away', async () => {
  const { user, app, closed } = await open('delete');
  expect(await screen.findByText(/can no longer write/)).toBeVisible();
  expect(screen.getByText(/cannot be undone/)).toHaveTextContent(/loses access at once/);
  expect(screen.getByText('acme')).toBeVisible();
  await expect.poll(() => remove().getAttribute('aria-disabled')).toBeNull();
  await user.click(remove());

  await expect.poll(closed).toBe(1);
  expect(deletes()).toMatchObject([
    { connectionId: 'c1', token: { store: 'api', id: aToken().id }, confirmation: 'n1' },
  ]);
  expect(app.lists.of('c1').tokens).toEqual([]);
});

test('J9 deactivating is offered before deleting, and takes its place', async () => {
  const { user, app } = await open('delete');
  const instead = screen.getByRole('button', { name: 'Deactivate instead' });
  expect(instead.compareDocumentPosition(remove()) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  app.route.open({ name: 'delete-token', connectionId: 'c1', token: aToken() });
  await user.click(instead);

  expect(app.route.dialogs).toMatchObject([{ name: 'deactivate-token' }]);
  expect(deletes()).toEqual([]);
});

test('in production nothing is deleted before the text is typed exactly', async () => {
  bridge.answer('tokens.prepare', () => aStep({ type: 'telegraf on host-7' }));
  const { user, closed } = await open('delete');
  await user.type(await screen.findByRole('textbox', { name: 'The text above' }), 'telegraf on host');
  await user.click(remove());
  expect(deletes()).toEqual([]);

  await user.type(screen.getByRole('textbox', { name: 'The text above' }), '-7{Enter}');
  await expect.poll(closed).toBe(1);
  expect(deletes()).toMatchObject([{ typed: 'telegraf on host-7' }]);
});

test('a risk takes a second step in words of its own', async () => {
  bridge.answer('tokens.prepare', () => aStep({ risks: ['own-token'], mustRepeat: true }));
  const { user } = await open('delete');
  expect(await screen.findByText(/Token Explorer itself uses/)).toBeVisible();
  await user.click(remove());
  expect(deletes()).toEqual([]);

  await user.click(screen.getByRole('checkbox', { name: /cut this connection off/ }));
  await user.click(remove());
  await expect.poll(deletes).toMatchObject([{ second: true }]);
});

test('a token that someone changed meanwhile is shown as it is now, and asked for anew', async () => {
  let changed = true;
  bridge
    .answer('tokens.prepare', () => {
      if (changed) throw new Failure({ kind: 'changed', fields: ['description'] });
      return aStep();
    })
    .answer('tokens.get', () => {
      changed = false;
      return aToken({ description: 'telegraf, moved' });
    });
  await open('delete');

  expect(await screen.findByText(/someone changed its description/)).toBeVisible();
  expect(screen.getByRole('dialog', { name: 'Delete telegraf, moved?' })).toBeVisible();
  expect(bridge.inputsOf('tokens.prepare').at(-1)).toMatchObject({ shown: { description: 'telegraf, moved' } });
});

test('a failure keeps what was typed, and the next try uses a new confirmation', async () => {
  bridge
    .answer('tokens.prepare', () => aStep({ type: 'x' }))
    .refuse('tokens.delete', { kind: 'unreachable', host: 'h', cause: 'refused' });
  const { user, closed } = await open('delete');
  await user.type(await screen.findByRole('textbox', { name: 'The text above' }), 'x');
  await user.click(remove());
  expect(await screen.findByRole('alert')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'The text above' })).toHaveValue('x');

  bridge.answer('tokens.delete', () => undefined);
  await expect.poll(() => remove().getAttribute('aria-disabled')).toBeNull();
  await user.click(remove());
  await expect.poll(closed).toBe(1);
  expect(deletes().map((input) => (input as ConfirmStep).confirmation)).toEqual(['n1', 'n2']);
});

test('a confirmation that grew old is renewed before it is used', async () => {
  bridge.answer('tokens.prepare', () => aStep(nonce === 0 ? { expiresAt: NOW + 500 } : {}));
  const { user } = await open('delete');
  await expect.poll(() => remove().getAttribute('aria-disabled')).toBeNull();
  await user.click(remove());

  await expect.poll(deletes).toMatchObject([{ confirmation: 'n2' }]);
});

test('deactivating says that it can be taken back, and leaves the row, inactive', async () => {
  const { user, app, closed } = await open('deactivate');
  expect(screen.getByText(/activate it again at any time/)).toBeVisible();
  const button = screen.getByRole('button', { name: 'Deactivate token' });
  await expect.poll(() => button.getAttribute('aria-disabled')).toBeNull();
  await user.click(button);

  await expect.poll(closed).toBe(1);
  expect(bridge.inputsOf('tokens.update')).toMatchObject([{ change: { status: 'inactive' }, confirmation: 'n1' }]);
  expect(app.lists.of('c1').tokens).toMatchObject([{ status: 'inactive' }]);
});

test('E7 on a locked server nothing can be confirmed', async () => {
  const { user } = await open('delete', { locked: true });
  await user.click(remove());
  expect(remove()).toHaveAccessibleDescription('Unlock prod-eu to change tokens.');
  expect(deletes()).toEqual([]);
});

test('an inactive token is not offered to be deactivated', async () => {
  bridge.answer('connections.list', () => [aConnection({ environment: 'development' })]);
  await open('delete', { token: aToken({ status: 'inactive' }) });
  expect(screen.queryByRole('button', { name: 'Deactivate instead' })).toBeNull();
});

test('where tokens are revoked, it is called so, and the row stays as the server has it then', async () => {
  const token = aDatabaseToken();
  bridge.answer('tokens.get', () => ({ ...token, status: 'revoked', revokedAt: NOW }));
  const { user, app, closed } = await open('delete', { token, server: aManagementServer() });
  expect(screen.getByRole('heading', { name: 'Revoke telegraf?' })).toBeVisible();
  expect(screen.getByText(/cannot be undone/)).toHaveTextContent(/keeps the token as a revoked one/);
  expect(screen.queryByText('Organization')).not.toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Deactivate instead' })).not.toBeInTheDocument();
  const revoke = screen.getByRole('button', { name: 'Revoke token' });
  await expect.poll(() => revoke.getAttribute('aria-disabled')).toBeNull();
  await user.click(revoke);

  await expect.poll(closed).toBe(1);
  await expect
    .poll(() => app.lists.of('c1').tokens)
    .toMatchObject([{ id: token.id, status: 'revoked', revokedAt: NOW }]);
});

test('S2.20 the operator token of a server is not deleted, and no further step leads there', async () => {
  const token = aDatabaseToken({ description: '_admin', kind: 'operator' });
  const { user } = await open('delete', { token, server: aDatabaseServer() });
  await user.click(remove());

  expect(screen.getByRole('status')).toHaveTextContent(/No server deletes its operator token/);
  expect(deletes()).toEqual([]);
});
