import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet, mount, unmount } from 'svelte';
import { expect, test, vi } from 'vitest';
import Dialog from './Dialog.svelte';
import Button from './Button.svelte';

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

test('N6 Tab goes round within a dialog, both ways', async () => {
  render(Button, { props: { 'aria-label': 'Behind the dialog' } });
  const footer = createRawSnippet(() => ({
    render: () => '<span></span>',
    setup: (element) => {
      const drawn = mount(Button, { target: element, props: { 'aria-label': 'Last', reason: 'Not yet' } });
      return () => void unmount(drawn);
    },
  }));
  render(Dialog, { props: { title: 'Store this token now', closable: false, onclose: vi.fn(), children, footer } });

  const last = screen.getByRole('button', { name: 'Last' });
  const inside = screen.getByRole('button', { name: 'Inside' });
  inside.focus();
  await userEvent.tab();
  expect(last).toHaveFocus();
  await userEvent.tab();
  expect(inside).toHaveFocus();
  await userEvent.tab({ shift: true });
  expect(last).toHaveFocus();
});
