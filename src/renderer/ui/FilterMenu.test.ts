import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import FilterMenu from './FilterMenu.svelte';

const options = [
  { value: 'operator', label: 'Operator', count: 2 },
  { value: 'custom', label: 'Custom', count: 7 },
];

test('N6 the layer of a filter is a dialog with a name, whose button says whether it is open and gets the focus back', async () => {
  const onchange = vi.fn();
  render(FilterMenu, { props: { label: 'Kind', options, value: undefined, onchange } });
  const chip = screen.getByRole('button', { name: 'Kind' });
  expect(chip).toHaveAttribute('aria-haspopup', 'dialog');
  expect(chip).toHaveAttribute('aria-expanded', 'false');

  chip.focus();
  await userEvent.keyboard('{Enter}');
  const layer = await screen.findByRole('dialog', { name: 'Filter by kind' });
  expect(chip).toHaveAttribute('aria-expanded', 'true');
  expect(chip).toHaveAttribute('aria-controls', layer.id);

  await userEvent.click(screen.getByRole('button', { name: /Custom/ }));
  expect(onchange).toHaveBeenCalledWith('custom');
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(chip).toHaveAttribute('aria-expanded', 'false');
  await waitFor(() => expect(chip).toHaveFocus());
});
