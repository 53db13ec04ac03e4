import { screen } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { ACME, GLOBEX, aBridge, aConnection, aServer } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import NarrowDialog from './NarrowDialog.svelte';
import SetUpDialog from './SetUpDialog.svelte';

const NOW = Date.UTC(2026, 5, 1);
const unlocked = [{ connectionId: 'c1', until: NOW + 900_000 }];
const PASSWORD = 'correct horse';

function openSetUp() {
  const bridge = aBridge()
    .answer('modes.unlock', () => unlocked)
    .answer('server.setUp', () => ({ organization: { id: ACME, name: 'acme' }, revealId: 'r1' }));
  const app = appOver(bridge, NOW);
  const drawn = renderView(
    SetUpDialog,
    { dialog: { name: 'set-up' as const, connectionId: 'c1' }, onclose: () => undefined },
    app,
  );
  return { ...drawn, app, bridge };
}

async function fill(user: ReturnType<typeof openSetUp>['user'], password: string) {
  await user.click(await screen.findByRole('button', { name: /^Unlock/ }));
  await user.type(await screen.findByRole('textbox', { name: 'User' }), 'admin');
  await user.type(screen.getByLabelText('Password'), password);
  await user.type(screen.getByRole('textbox', { name: 'Organization' }), 'acme');
  await user.type(screen.getByRole('textbox', { name: 'Bucket' }), 'telemetry');
  await user.click(screen.getByRole('button', { name: 'Set up' }));
}

test('S0.8 set-up unlocks first, and its operator token goes through the one-time dialog, then to narrowing', async () => {
  const { user, app, bridge } = openSetUp();
  await fill(user, PASSWORD);

  await expect
    .poll(() => bridge.inputsOf('server.setUp'))
    .toEqual([
      {
        connectionId: 'c1',
        input: { username: 'admin', password: PASSWORD, organization: 'acme', bucket: 'telemetry', retention: 0 },
      },
    ]);
  await expect
    .poll(() => app.route.dialogs.at(-1))
    .toMatchObject({ name: 'secret', revealId: 'r1', afterwards: { name: 'narrow' } });
  expect(bridge.calls.findIndex(({ path }) => path === 'modes.unlock')).toBeLessThan(
    bridge.calls.findIndex(({ path }) => path === 'server.setUp'),
  );
});

test('the password rules are said before, and a short one is not sent', async () => {
  const { user, bridge } = openSetUp();
  await fill(user, 'short');
  expect(screen.getByText(/8 to 72 characters/)).toBeVisible();
  expect(screen.getByText('A password has at least 8 characters.')).toBeVisible();
  expect(bridge.inputsOf('server.setUp')).toEqual([]);
});

test('what the server refuses stands at its field, and nothing that was entered is lost', async () => {
  const { user, bridge } = openSetUp();
  bridge.refuse('server.setUp', {
    kind: 'server-refused',
    status: 400,
    message: 'passwords must contain…',
    field: 'password',
  });
  await fill(user, PASSWORD);
  await expect.poll(() => screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByLabelText('Password')).toHaveValue(PASSWORD);
  expect(screen.getByRole('textbox', { name: 'Organization' })).toHaveValue('acme');
});

test('S0.11 an operator connection switches to an all-access token per organization', async () => {
  const bridge = aBridge().answer('server.narrow', () => [{ connection: aConnection(), orgId: ACME }]);
  const app = appOver(bridge, NOW);
  app.modes.take(unlocked);
  await app.queries.prefetchQuery({ queryKey: ['c1', 'server'], queryFn: () => aServer() });
  const { user } = renderView(
    NarrowDialog,
    { dialog: { name: 'narrow' as const, connectionId: 'c1' }, onclose: () => undefined },
    app,
  );
  await user.click(await screen.findByRole('checkbox', { name: 'globex' }));
  await user.click(screen.getByRole('button', { name: 'Make and switch' }));

  await expect
    .poll(() => bridge.inputsOf('server.narrow'))
    .toEqual([{ connectionId: 'c1', orgIds: [ACME], keepOperator: true }]);
});

test('S0.11 a half-done narrowing says what was done, and does only the rest when tried again', async () => {
  const bridge = aBridge().refuse('server.narrow', {
    kind: 'part-done',
    parts: [
      { id: GLOBEX, name: 'globex', state: 'done' },
      { id: ACME, name: 'acme', state: 'left' },
    ],
    cause: { kind: 'timeout', host: 'influx.example.com', phase: 'headers' },
  });
  const app = appOver(bridge, NOW);
  app.modes.take(unlocked);
  await app.queries.prefetchQuery({ queryKey: ['c1', 'server'], queryFn: () => aServer() });
  const { user } = renderView(
    NarrowDialog,
    { dialog: { name: 'narrow' as const, connectionId: 'c1' }, onclose: () => undefined },
    app,
  );
  await user.click(await screen.findByRole('button', { name: 'Make and switch' }));
  const alert = await screen.findByRole('alert');
  expect(alert).toHaveTextContent('Done: globex. Not done: acme.');
  expect(screen.getByRole('checkbox', { name: /globex/ })).toBeDisabled();

  await user.click(screen.getByRole('button', { name: 'Make and switch' }));
  await expect.poll(() => bridge.inputsOf('server.narrow').at(-1)).toMatchObject({ orgIds: [ACME] });
});
