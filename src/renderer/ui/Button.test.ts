import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import Button from './Button.svelte';
import TooltipLayer from './TooltipLayer.svelte';

const label = { 'aria-label': 'Delete' };
const tip = () => document.querySelector('.tooltip')?.textContent.trim();

test('N6 a button that gets a reason stays the same one: it keeps the keyboard, says why, and does nothing', async () => {
  const onclick = vi.fn();
  const { rerender } = render(Button, { props: { ...label, onclick } });
  const button = screen.getByRole('button', { name: 'Delete' });
  button.focus();
  await rerender({ ...label, onclick, reason: 'The server is locked' });
  expect(screen.getByRole('button', { name: 'Delete' })).toBe(button);
  expect(button).toHaveFocus();
  expect(button).toHaveAccessibleDescription('The server is locked');
  await userEvent.keyboard('{Enter}');
  expect(onclick).not.toHaveBeenCalled();

  await rerender({ ...label, onclick, reason: undefined });
  await userEvent.keyboard('{Enter}');
  expect(onclick).toHaveBeenCalledOnce();
});

test('N6 a tip shows to who points and waits, or comes by keyboard, and goes with both', async () => {
  render(TooltipLayer);
  render(Button, { props: { ...label, tip: 'Delete this token Del' } });
  const button = screen.getByRole('button', { name: 'Delete' });
  await userEvent.hover(button);
  expect(tip()).toBeUndefined();
  await expect.poll(tip).toBe('Delete this token Del');
  expect(button).toHaveAccessibleDescription('Delete this token Del');
  await userEvent.unhover(button);
  await expect.poll(tip).toBeUndefined();
  expect(button).not.toHaveAttribute('aria-describedby');

  await userEvent.tab();
  await expect.poll(tip).toBe('Delete this token Del');
  await userEvent.keyboard('{Escape}');
  await expect.poll(tip).toBeUndefined();
  expect(button).toHaveFocus();
});
