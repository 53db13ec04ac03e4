import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet } from 'svelte';
import { expect, test, vi } from 'vitest';
import Dialog from './Dialog.svelte';

const children = createRawSnippet(() => ({ render: () => '<button type="button">Inside</button>' }));

test('Escape asks a dialog to close', async () => {
  const onclose = vi.fn();
  render(Dialog, { props: { title: 'Settings', onclose, children } });

  await userEvent.keyboard('{Escape}');

  expect(onclose).toHaveBeenCalledOnce();
});

test('a dialog that may not be closed stays at Escape and has no cross', async () => {
  const onclose = vi.fn();
  render(Dialog, { props: { title: 'Store this token now', closable: false, onclose, children } });

  await userEvent.keyboard('{Escape}');

  expect(onclose).not.toHaveBeenCalled();
  expect(screen.getByRole('dialog', { name: 'Store this token now' })).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Close' })).not.toBeInTheDocument();
});
