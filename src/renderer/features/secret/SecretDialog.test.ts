import { screen } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { aBridge, aServer, aToken } from '../../test-support/builders.ts';
import { aManagementServer } from '../../test-support/database-builders.ts';
import type { InMemoryBridge } from '../../test-support/in-memory-bridge.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import SecretDialog from './SecretDialog.svelte';
import { keys } from '#api/queries';

const VALUE = 'a-value-that-is-told-once';
let bridge: InMemoryBridge;
let closed: number;

function open(dialog = {}) {
  const app = appOver(bridge);
  app.queries.setQueryData(keys.server('c1'), aServer());
  const token = { store: 'api' as const, id: aToken().id, description: 'telegraf on host-10' };
  const drawn = renderView(
    SecretDialog,
    {
      dialog: { name: 'secret' as const, connectionId: 'c1', revealId: 'r1', token, ...dialog },
      onclose: () => (closed += 1),
    },
    app,
  );
  return { ...drawn, app };
}

beforeEach(() => {
  closed = 0;
  bridge = aBridge()
    .answer('reveal.look', () => ({ value: VALUE }))
    .answer('reveal.copy', () => ({ clearsAt: Date.UTC(2026, 5, 1) + 27_000 }))
    .answer('reveal.save', () => ({ saved: true }))
    .answer('reveal.close', () => undefined);
});

const leave = () => screen.getByRole('button', { name: 'I have stored it' });

test('F6 S2.17 neither Escape nor a click beside it closes the dialog, and it says that the value cannot be shown again', async () => {
  const { user } = open();
  await user.keyboard('{Escape}');
  await user.click(document.querySelector('.veil') ?? document.body);
  await user.click(leave());

  expect(closed).toBe(0);
  expect(leave()).toHaveAttribute('aria-disabled', 'true');
  expect(screen.getByRole('dialog', { name: 'Store this token now' })).toHaveTextContent(/show (this|the) value again/);
});

test('F6 S2.16 a copy opens the way out, and the note is kept with the token', async () => {
  const { user, app } = open();
  app.queries.setQueryData(keys.notes('c1'), {});
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  await user.type(screen.getByRole('textbox', { name: /Where I stored it/ }), 'vault, Operations');
  await user.click(leave());

  await expect.poll(() => closed).toBe(1);
  expect(bridge.inputsOf('reveal.copy')).toEqual([{ revealId: 'r1', as: 'plain' }]);
  expect(bridge.inputsOf('reveal.close')).toEqual([{ revealId: 'r1', note: 'vault, Operations' }]);
  expect(app.queries.getQueryState(keys.notes('c1'))?.isInvalidated).toBe(true);
});

test('F6 so does the explicit tick, and a saved file; a save that was given up does not', async () => {
  const { user } = open();
  bridge.answer('reveal.save', () => ({ saved: false }));
  await user.click(screen.getByRole('button', { name: 'Save to file' }));
  expect(leave()).toHaveAttribute('aria-disabled', 'true');

  await user.click(screen.getByRole('checkbox', { name: /stored the value in another way/ }));
  expect(leave()).not.toHaveAttribute('aria-disabled');
});

test('F8 the value shows only while the button is held, by pointer and by keyboard, and hides when the window is left', async () => {
  const { user } = open();
  const hold = screen.getByRole('button', { name: 'Hold to look' });
  expect(document.body).not.toHaveTextContent(VALUE);

  await user.pointer({ keys: '[MouseLeft>]', target: hold });
  expect(await screen.findByText(VALUE)).toBeVisible();
  await user.pointer({ keys: '[/MouseLeft]', target: hold });
  expect(screen.queryByText(VALUE)).toBeNull();

  hold.focus();
  await user.keyboard('{Enter>}');
  expect(await screen.findByText(VALUE)).toBeVisible();
  window.dispatchEvent(new Event('blur'));
  await expect.poll(() => screen.queryByText(VALUE)).toBeNull();
  expect(bridge.inputsOf('reveal.look')).toHaveLength(2);
});

test('a copy in another form asks main for that form', async () => {
  const { user } = open();
  screen.getByRole('button', { name: 'Copy as' }).focus();
  await user.keyboard('{Enter}');
  await expect.poll(() => document.activeElement?.textContent.trim()).toBe('Environment variable');
  await user.keyboard('{ArrowDown}{Enter}');

  await expect.poll(() => bridge.inputsOf('reveal.copy')).toEqual([{ revealId: 'r1', as: 'telegraf' }]);
});

test('the countdown of the clipboard is that of main', async () => {
  const { app, user } = open();
  await expect.poll(() => app.queries.getQueryData(['app', 'clipboard'])).toBeNull();
  app.queries.setQueryData(['app', 'clipboard'], Date.UTC(2026, 5, 1) + 27_000);
  // What another dialog copied is not this token.
  expect(screen.getByText(/A copy stays on the clipboard for a short time/)).toBeVisible();
  expect(screen.queryByText(/On the clipboard for/)).toBeNull();

  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(await screen.findByText(/On the clipboard for 27 more seconds, then cleared/)).toBeVisible();

  app.queries.setQueryData(['app', 'clipboard'], null);
  await expect.poll(() => screen.queryByText(/more seconds/)).toBeNull();
});

test('a lock while the value was not stored says that it is gone, and offers to take the token away', async () => {
  bridge.answer('tokens.get', () => aToken());
  const { user, app } = open();
  app.locked();

  expect(await screen.findByRole('dialog', { name: 'The value of the new token is gone' })).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Delete it' }));
  await expect.poll(() => app.route.dialogs.at(-1)?.name).toBe('delete-token');
  expect(closed).toBe(1);
});

test('the same when main has forgotten the value by itself', async () => {
  const { user } = open();
  bridge.refuse('reveal.copy', { kind: 'no-such-reveal' });
  await user.click(screen.getByRole('button', { name: 'Copy' }));

  expect(await screen.findByRole('button', { name: 'Deactivate it' })).toBeVisible();
});

test('a copy that main could not make keeps the dialog and says why', async () => {
  const { user } = open();
  bridge.refuse('reveal.copy', { kind: 'internal' });
  await user.click(screen.getByRole('button', { name: 'Copy' }));

  expect(await screen.findByRole('alert')).toBeVisible();
  expect(leave()).toHaveAttribute('aria-disabled', 'true');
});

test('S0.11 after first-run set-up the way leads on to all-access tokens', async () => {
  const { user, app } = open({ afterwards: { name: 'narrow', connectionId: 'c1' } });
  expect(screen.getByText(/This connection uses the token from now on/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  await user.click(leave());

  await expect.poll(() => app.route.dialogs).toEqual([{ name: 'narrow', connectionId: 'c1' }]);
});

test('where a new token may be refused at first, that is said, so that nobody makes a second one', async () => {
  const { app } = open();
  expect(screen.queryByText(/first minutes/)).not.toBeInTheDocument();
  app.queries.setQueryData(keys.server('c1'), aManagementServer());
  expect(await screen.findByText(/may refuse it for the first minutes/)).toBeVisible();
});

test('a value that stands in a file already may be left at once, without a note', async () => {
  const { user } = open({ inFile: true });
  expect(screen.getByRole('dialog', { name: 'The file is saved' })).toHaveTextContent(/started with the file/);
  expect(screen.queryByRole('textbox', { name: /Where I stored it/ })).toBeNull();
  expect(screen.queryByText(/is on the clipboard any more/)).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Done' }));
  await expect.poll(() => closed).toBe(1);
});
