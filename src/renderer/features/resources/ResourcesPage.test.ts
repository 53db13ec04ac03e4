import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { keys } from '#api/queries';
import {
  aBridge,
  aServer,
  aToken,
  reads,
  someResources,
  TELEMETRY,
  writes,
  WRITER,
} from '../../test-support/builders.ts';
import {
  aDatabase,
  aDatabaseServer,
  aDatabaseToken,
  aManagementServer,
  onDatabase,
  someDatabases,
} from '../../test-support/database-builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import ResourcesPage from './ResourcesPage.svelte';

const TOKENS = [
  aToken({ id: 't1', grants: [reads(TELEMETRY), writes(TELEMETRY)] }),
  aToken({ id: 't2', grants: [reads(TELEMETRY)], ownerId: WRITER }),
  aToken({ id: 't3', grants: [reads(TELEMETRY)], status: 'inactive', ownerId: WRITER }),
];

async function open(resources = someResources(), { server = aServer(), tokens = TOKENS } = {}) {
  const app = appOver(aBridge({ resources, tokens, server }));
  app.queries.setQueryData(keys.server('c1'), server);
  await app.lists.of('c1').read();
  const drawn = renderView(ResourcesPage, { connectionId: 'c1' }, app);
  await screen.findByRole('grid');
  return { ...drawn, app };
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

test('S2.5 databases are told with retention, tables with the system’s own, and who may use them', async () => {
  const databases = [
    aDatabase('home', { retention: 86_400, tables: 1234, systemTables: 6 }),
    aDatabase('plant'),
    aDatabase('_internal', { system: true }),
  ];
  const tokens = [
    aDatabaseToken({ id: '1', grants: [onDatabase('read'), onDatabase('write', 'home')] }),
    aDatabaseToken({ id: '2', kind: 'operator', exactFirst: false, grants: [{ action: 'read', type: 'instance' }] }),
  ];
  await open(someDatabases(databases), { server: aDatabaseServer(), tokens });

  expect(screen.getByRole('grid', { name: 'databases' })).toBeVisible();
  expect(cells('home')).toEqual(['home', '1 d', '1,234 6 system', '1', '1']);
  expect(cells('plant')).toEqual(['plant', 'for ever', '', '2', '0']);
  expect(cells('_internal')).toEqual([
    expect.stringMatching(/^_internal\s+kept by the server$/),
    'for ever',
    '',
    '1',
    '0',
  ]);
  expect(screen.getByText('1 kept by the server')).toBeVisible();
  for (const name of [/^Users/, /^Organizations/]) expect(screen.queryByRole('button', { name })).toBeNull();
});

test('a database is told with what it may hold at most, where the server tells', async () => {
  await open(
    someDatabases([
      aDatabase('energy', { retention: 2_592_000, maxTables: 500, maxColumns: 250 }),
      aDatabase('plain', { maxTables: 1500 }),
    ]),
    { server: aManagementServer(), tokens: [aDatabaseToken({ grants: [onDatabase('read', 'energy')] })] },
  );
  const heads = screen.getAllByRole('columnheader').map(({ textContent }) => textContent.trim());
  expect(heads.filter(Boolean)).toEqual([
    'Name',
    'Keeps data',
    'Tables at most',
    'Columns of a table at most',
    'Can read',
    'Can write',
  ]);
  expect(cells('energy')).toEqual(['energy', '30 d', '500', '250', '1', '0']);
  expect(cells('plain')).toEqual(['plain', 'for ever', '1,500', '', '0', '0']);
});

test('the number of tokens that can write a bucket leads to them, by mouse and by Enter on the row', async () => {
  const { user, app } = await open();
  const { access } = app.workspace.view('c1');
  await user.click(within(row('telemetry')).getByTitle('Who can read it?'));
  expect(app.workspace.view('c1').tab).toBe('access');
  expect(access).toMatchObject({ shape: 'list', about: TELEMETRY, action: 'read', everywhere: false });
  await user.click(row('home'));
  await user.keyboard('{Enter}');
  expect(access.action).toBe('write');
  expect(access.about).not.toBe(TELEMETRY);
});
