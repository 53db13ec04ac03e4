import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge } from '../../test-support/builders.ts';
import { aDatabaseServer, aManagementServer } from '../../test-support/database-builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import ServerPage from './ServerPage.svelte';
import type { Server } from '#domain/server';

async function help(server: Server) {
  const bridge = aBridge({ server })
    .answer('exports.influxctl', () => ({ text: '' }))
    .answer('app.openHelp', () => undefined);
  const { user } = renderView(ServerPage, { connectionId: 'c1' }, appOver(bridge));
  const region = within(await screen.findByRole('region', { name: 'Elsewhere' }));
  return { user, bridge, region, pages: region.getAllByRole('button').map((button) => button.textContent.trim()) };
}

test('a server with databases is helped by the pages on its own tokens', async () => {
  const { user, bridge, region, pages } = await help(aDatabaseServer({ traits: { databaseActions: [] } }));
  expect(region.getByText(/belongs to nobody/)).toBeVisible();
  expect(pages).toContain('Admin token files');
  for (const foreign of ['First-run set-up', 'influx auth create', "This server's own token page", 'Database tokens'])
    expect(pages).not.toContain(foreign);
  await user.click(region.getByRole('button', { name: 'Regenerating the operator token' }));
  expect(bridge.inputsOf('app.openHelp')).toEqual([{ key: 'v3-regenerate' }]);
});

test('where tokens are for single databases, the pages on those come to them', async () => {
  const { pages } = await help(aDatabaseServer({ traits: { databaseActions: ['create'] } }));
  expect(pages).toEqual(expect.arrayContaining(['Admin tokens', 'Database tokens', 'Permission token files']));
});

test('a managed cluster is helped by the pages on its tokens and on influxctl', async () => {
  const { user, bridge, region, pages } = await help(aManagementServer());
  expect(pages).toEqual(expect.arrayContaining(['Revoking tokens', 'Management tokens', 'influxctl token']));
  expect(pages).not.toContain('Regenerating the operator token');
  await user.click(region.getByRole('button', { name: 'Management tokens' }));
  expect(bridge.inputsOf('app.openHelp')).toEqual([{ key: 'managed-management-tokens' }]);
});
