import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import Frame from '#features/shell/Frame.svelte';
import type { Server } from '#domain/server';
import type { Token } from '#domain/token';
import { registry } from './registry.svelte.ts';
import { aBridge, aConnection, anAllAccessSelf, aServer, aToken, TELEMETRY } from './test-support/builders.ts';
import { aDatabaseServer, aDatabaseToken, someDatabases } from './test-support/database-builders.ts';
import { appOver, renderView } from './test-support/render.ts';

await registry.complete();
const { dialogs, pages, tabs } = registry;

const NOW = Date.UTC(2026, 5, 1);
const OLD = aToken({ id: '0d00000000000007', description: 'telegraf' });
const CLOUD = aServer({ product: 'InfluxDB Cloud Serverless', self: anAllAccessSelf(), organizations: [] });

/** The whole window on a server with one token, which a person has chosen. */
async function windowOn(server: Server = CLOUD, old: Token = OLD) {
  const state = { old, lost: false };
  const made = { ...old, id: '0d00000000000099' };
  const bridge = aBridge({
    connections: [aConnection()],
    server,
    tokens: [old],
    ...(server.traits.data === 'databases' && { resources: someDatabases() }),
  })
    .answer('modes.list', () => [{ connectionId: 'c1', until: NOW + 900_000 }])
    .answer('tokens.create', ({ wanted }: { wanted: Token }) => {
      if (state.lost) throw new Failure({ kind: 'outcome-unknown', what: 'createToken', found: made });
      return { token: { ...made, description: wanted.description }, revealId: 'r1' };
    })
    .answer('reveal.copy', () => ({ clearsAt: NOW + 30_000 }))
    .answer('reveal.close', () => undefined)
    .answer('tokens.get', () => state.old)
    .answer('tokens.prepare', () => ({ confirmation: 'n', expiresAt: NOW + 60_000, risks: [], mustRepeat: false }))
    .answer('tokens.update', () => (state.old = { ...state.old, status: 'inactive' }))
    .answer('tokens.delete', () => undefined);
  const drawn = renderView(Frame, { dialogs, pages, tabs }, appOver(bridge, NOW));
  const { user } = drawn;
  await user.click(await screen.findByText(old.description));
  return { ...drawn, bridge, state };
}

type User = Awaited<ReturnType<typeof windowOn>>['user'];

const inspector = () => within(screen.getByRole('complementary', { name: 'Inspector' }));
const dialog = (name: RegExp) => screen.findByRole('dialog', { name });
const press = async (user: User, name: RegExp) =>
  user.click(within(await screen.findByRole('dialog')).getByRole('button', { name }));

async function makeAnother(user: User) {
  await user.click(inspector().getByRole('button', { name: 'Replace' }));
  expect(await screen.findByRole('heading', { name: 'Replace telegraf' })).toBeVisible();
  const result = within(screen.getByRole('complementary', { name: 'The token that this makes' }));
  await user.click(result.getByRole('button', { name: 'Create token' }));
}

async function storeIt(user: User) {
  await dialog(/Store this token now/);
  await press(user, /^Copy$/);
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'I have stored it' })).not.toHaveAttribute('aria-disabled', 'true'),
  );
  await press(user, /I have stored it/);
}

describe('S3.4 where rights never change', () => {
  test('another token is made with the same rights, and the old one ends only when the new value is in place', async () => {
    const { user, bridge } = await windowOn();
    await makeAnother(user);
    expect(bridge.inputsOf('tokens.create')).toMatchObject([
      { wanted: { description: 'telegraf', status: 'active', grants: [{ action: 'write', id: TELEMETRY }] } },
    ]);
    await storeIt(user);

    await dialog(/^Retire telegraf/);
    for (const name of [/Deactivate it/, /Delete it/])
      expect(screen.getByRole('button', { name })).toHaveAttribute('aria-disabled', 'true');
    expect(bridge.inputsOf('tokens.prepare')).toEqual([]);
    await user.click(screen.getByRole('checkbox', { name: /new value is in place/ }));
    await press(user, /Deactivate it/);
    await dialog(/^Deactivate telegraf/);
    await press(user, /Deactivate token/);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(bridge.inputsOf('tokens.update')).toMatchObject([{ token: { id: OLD.id }, change: { status: 'inactive' } }]);
  });

  test('who leaves half-way is told, finds the way beside the old token, and makes no second one', async () => {
    const { user, bridge } = await windowOn();
    await makeAnother(user);
    await storeIt(user);
    await dialog(/^Retire telegraf/);
    await press(user, /Later/);
    await user.click(screen.getAllByText('telegraf')[0]!);
    expect(await screen.findByText(/was made in its place/)).toBeVisible();
    expect(inspector().queryByRole('button', { name: 'Replace' })).toBeNull();
    await user.click(inspector().getByRole('button', { name: 'Retire this one' }));
    await user.click(await screen.findByRole('checkbox', { name: /new value is in place/ }));
    await press(user, /Delete it/);
    await dialog(/^Delete telegraf/);
    await press(user, /Delete token/);
    await waitFor(() => expect(bridge.inputsOf('tokens.delete')).toHaveLength(1));
    expect(bridge.inputsOf('tokens.create')).toHaveLength(1);
  });

  test('a lost answer ends nothing: the form stays, and what was made without a value is offered for deletion', async () => {
    const { user, bridge, state, app } = await windowOn();
    state.lost = true;
    await makeAnother(user);
    expect(await screen.findByText(/its value is lost/)).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Replace telegraf' })).toBeVisible();
    expect(app.replacements.of('c1', OLD)).toBeUndefined();
    expect(bridge.inputsOf('tokens.create')).toHaveLength(1);
  });

  test('a value that was forgotten before it was stored takes nobody’s place', async () => {
    const { user, bridge, app } = await windowOn();
    bridge.refuse('reveal.copy', { kind: 'no-such-reveal' });
    await makeAnother(user);
    await dialog(/Store this token now/);
    await press(user, /^Copy$/);
    const lost = await dialog(/value of the new token is gone/);
    expect(within(lost).getByText(/telegraf was not touched/)).toBeVisible();
    await press(user, /Keep the token/);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(app.replacements.of('c1', OLD)).toBeUndefined();
  });
});

test('where names are told apart and nothing is deactivated, the new one has another name and the end is final', async () => {
  const { user, bridge } = await windowOn(
    aDatabaseServer(),
    aDatabaseToken({ id: '7', description: 'telegraf', store: 'api' }),
  );
  await makeAnother(user);
  expect(bridge.inputsOf('tokens.create')).toMatchObject([{ wanted: { description: 'telegraf-v2' } }]);
  await storeIt(user);
  const retire = await dialog(/^Retire telegraf/);
  expect(within(retire).getByText(/deactivates no token/)).toBeVisible();
  expect(within(retire).queryByRole('button', { name: /Deactivate/ })).toBeNull();
});

test('where rights do change, nothing is replaced', async () => {
  await windowOn(
    aDatabaseServer({ can: ['createToken', 'updateToken', 'deleteToken'], traits: { changes: ['grants'] } }),
    aDatabaseToken({ id: '7', description: 'telegraf', store: 'api' }),
  );
  expect(inspector().getByRole('button', { name: 'Edit rights' })).toBeVisible();
  expect(inspector().queryByRole('button', { name: 'Replace' })).toBeNull();
});
