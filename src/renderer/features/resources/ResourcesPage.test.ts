import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge, aToken, reads, someResources, TELEMETRY, writes, WRITER } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import ResourcesPage from './ResourcesPage.svelte';

const TOKENS = [
  aToken({ id: 't1', grants: [reads(TELEMETRY), writes(TELEMETRY)] }),
  aToken({ id: 't2', grants: [reads(TELEMETRY)], ownerId: WRITER }),
  aToken({ id: 't3', grants: [reads(TELEMETRY)], status: 'inactive', ownerId: WRITER }),
];

async function open(resources = someResources()) {
  const app = appOver(aBridge({ resources, tokens: TOKENS }));
  await app.lists.of('c1').read();
  const drawn = renderView(ResourcesPage, { connectionId: 'c1' }, app);
  await screen.findByRole('grid');
  return drawn;
}

const row = (name: string) =>
  screen.getAllByRole('row').find((each) => each.textContent.includes(name)) ?? document.body;
const cells = (name: string) =>
  within(row(name))
    .getAllByRole('gridcell')
    .map(({ textContent }) => textContent.trim());

test('a bucket is told with how long it keeps data, and how many working tokens may read and write it', async () => {
  await open();
  expect(cells('telemetry')).toEqual(['telemetry', 'acme', '90 d', '', '2', '1']);
  expect(cells('home').slice(4)).toEqual(['0', '0']);
});

test('S1.4 a user is told with the number of tokens that stop when that user is deleted', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: /^Users/ }));
  expect(cells('svc-writer')).toEqual(['svc-writer', WRITER, 'Active', '2']);
  expect(cells('jonas')).toContain('Inactive');
});

test('the lists are searched and sorted', async () => {
  const { user } = await open();
  await user.click(screen.getByRole('button', { name: /Can read/ }));
  await user.click(screen.getByRole('button', { name: /Can read/ }));
  expect(screen.getAllByRole('row')[1]).toHaveTextContent('telemetry');

  await user.type(screen.getByRole('searchbox', { name: 'Search buckets' }), 'globex');
  expect(screen.getAllByRole('row')).toHaveLength(2);
  await user.type(screen.getByRole('searchbox', { name: 'Search buckets' }), ' nothing');
  expect(screen.getByText(/Nothing among the buckets/)).toBeVisible();
});

test('a part that this connection may not see whole is said', async () => {
  await open(someResources({ partial: ['buckets'] }));
  expect(screen.getByText(/only a part of the buckets/)).toBeVisible();
});
