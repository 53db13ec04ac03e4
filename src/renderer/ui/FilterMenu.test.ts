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

test('of very many values 500 are drawn, with how many more there are, and typing finds the others', async () => {
  const onchange = vi.fn();
  const many = Array.from({ length: 1_503 }, (_, nth) => ({
    value: `v${nth + 1}`,
    label: `value ${nth + 1}`,
    count: undefined,
  }));
  render(FilterMenu, { props: { label: 'Bucket', options: many, value: undefined, clearable: false, onchange } });
  await userEvent.click(screen.getByRole('button', { name: 'Bucket' }));
  await screen.findByRole('dialog', { name: 'Bucket' });
  const drawn = () => screen.getAllByText(/^value \d+$/);
  expect(drawn()).toHaveLength(500);
  expect(screen.getByText('1,003 more: type to find them')).toBeVisible();
  expect(screen.queryByText('value 1503')).toBeNull();

  await userEvent.type(screen.getByRole('textbox', { name: 'Search bucket' }), '1503');
  expect(drawn()).toHaveLength(1);
  expect(screen.queryByText(/more: type to find them/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'value 1503' }));
  expect(onchange).toHaveBeenCalledWith('v1503');
});
