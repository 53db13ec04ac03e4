import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import Frame from '#features/shell/Frame.svelte';
import { registry } from './registry.svelte.ts';
import { aBridge, aConnection } from './test-support/builders.ts';
import { aDatabase, aDatabaseToken, aManagementServer, someDatabases } from './test-support/database-builders.ts';
import { appOver, renderView } from './test-support/render.ts';

await registry.complete();
const { dialogs, pages, tabs } = registry;

const NOW = Date.UTC(2026, 5, 1);
const HOUR = 3_600_000;
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3OTB9.c2lnbmF0dXJl';
const END = { readAt: NOW, completeness: 'every-token', unreadable: 0, v1: 'absent' } as const;

/** The whole window on a server whose credential holds until `endsAt`, or until the test ends it. */
function windowOn(endsAt = NOW + HOUR) {
  const state = { over: false, good: JWT };
  const server = aManagementServer({ self: { origin: 'identity-provider', expiresAt: endsAt } });
  const fails = () => {
    if (state.over) throw new Failure({ kind: 'bad-credential', seems: 'over' });
  };
  const bridge = aBridge({ connections: [aConnection()], server, resources: someDatabases([aDatabase('home')]) })
    .streamOf('tokens.list', (_input, chunk) => {
      fails();
      chunk([aDatabaseToken({ description: 'telegraf fleet' })]);
      return END;
    })
    .answer('tokens.create', () => {
      fails();
      return { token: aDatabaseToken({ id: 'made', description: 'journey' }), revealId: 'r1' };
    })
    .answer('modes.list', () => [{ connectionId: 'c1', until: NOW + 900_000 }])
    .answer('connections.update', () => {
      state.over = false;
      return aConnection();
    });
  const app = appOver(bridge, NOW);
  return { ...renderView(Frame, { dialogs, pages, tabs }, app), bridge, state };
}

const token = () => screen.getByLabelText(/^API token/);
const use = () => screen.getByRole('button', { name: 'Use this token' });

test('S4.5 a credential that ran out is asked for where a read finds it over, which then goes on by itself', async () => {
  const { bridge, state, user } = windowOn();
  await screen.findByText('telegraf fleet');
  state.over = true;
  await user.click(await screen.findByRole('button', { name: 'Refresh' }));

  const dialog = await screen.findByRole('dialog', { name: 'A new token for prod-eu' });
  expect(within(dialog).getByText(/has run out/)).toBeVisible();
  expect(screen.getByText('telegraf fleet')).toBeInTheDocument();
  expect(use()).toHaveAttribute('aria-disabled', 'true');
  await user.type(token(), `Bearer ${JWT}`);
  const lists = bridge.inputsOf('tokens.list').length;
  await user.click(use());

  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(bridge.inputsOf('connections.update')).toEqual([
    {
      connectionId: 'c1',
      secret: JWT,
      draft: {
        name: 'prod-eu',
        address: 'https://influx.example.com:8086',
        environment: 'production',
        note: '',
        ca: null,
      },
    },
  ]);
  await waitFor(() => expect(bridge.inputsOf('tokens.list')).toHaveLength(lists + 1));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a form stays as it was filled in, and its change is sent again by hand only', async () => {
  const { bridge, state, user } = windowOn();
  await screen.findByText('telegraf fleet');
  await user.click(screen.getByRole('button', { name: 'Create token' }));
  await user.type(await screen.findByLabelText('Description'), 'journey');
  await user.click(await screen.findByRole('checkbox', { name: 'Write home' }));
  state.over = true;
  const create = () =>
    within(screen.getByRole('complementary', { name: 'The token that this makes' })).getByRole('button', {
      name: 'Create token',
    });
  await user.click(create());
  await screen.findByRole('dialog', { name: 'A new token for prod-eu' });
  await user.type(token(), JWT);
  await user.click(use());
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

  expect(bridge.inputsOf('tokens.create')).toHaveLength(1);
  expect(screen.getByLabelText('Description')).toHaveValue('journey');
  expect(screen.getByRole('checkbox', { name: 'Write home' })).toBeChecked();
  await user.click(create());
  expect(await screen.findByText('Store this token now')).toBeVisible();
  expect(bridge.inputsOf('tokens.create')).toHaveLength(2);
});

test('who has none now sees why nothing is read, with a button that asks again', async () => {
  const { state, user } = windowOn();
  await screen.findByText('telegraf fleet');
  state.over = true;
  await user.click(await screen.findByRole('button', { name: 'Refresh' }));
  await user.click(await screen.findByRole('button', { name: 'Not now' }));

  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('The token has run out');
  expect(screen.getByText('telegraf fleet')).toBeInTheDocument();
  await user.click(within(alert).getByRole('button', { name: 'Enter a new token' }));
  await user.type(token(), JWT);
  await user.click(use());
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});

test('an end that is near is said before it comes', async () => {
  windowOn(NOW + 90_000);
  const dialog = await screen.findByRole('dialog', { name: 'A new token for prod-eu' });
  expect(within(dialog).getByText(/runs out in 1 minute/)).toBeVisible();
});
