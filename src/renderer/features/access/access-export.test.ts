import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { keys } from '#api/queries';
import type { FileToSave } from '#contract/shapes';
import type { Grant } from '#domain/grant';
import { aBridge, aServer, aToken, GLOBEX, reads, someResources, TELEMETRY } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import AccessPage from './AccessPage.svelte';

const SALES = '0b00000000000003';
/** As a server tells them that names no organization in its grants: the token itself is in acme. */
const ofGlobex: Grant = { action: 'write', type: 'buckets', orgId: GLOBEX };
const TOKENS = [
  aToken({ id: 't1', description: 'sales, "all" of it', grants: [ofGlobex, reads(TELEMETRY)] }),
  aToken({ id: 't2', description: 'sleeper', status: 'inactive', grants: [ofGlobex] }),
];

async function open(resources = someResources()) {
  const bridge = aBridge({ tokens: TOKENS, resources }).answer('files.save', () => ({ saved: true }));
  const app = appOver(bridge);
  app.queries.setQueryData(keys.server('c1'), aServer());
  await app.lists.of('c1').read();
  const { user } = renderView(AccessPage, { connectionId: 'c1' }, app);
  const asked = app.workspace.view('c1').access;
  await screen.findByRole('button', { name: 'Export' });
  const save = async (item: string): Promise<{ name: string; lines: string[] }> => {
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.click(await screen.findByRole('menuitem', { name: item }));
    await waitFor(() => expect(bridge.inputsOf('files.save')).toHaveLength(1));
    const [{ name, text }] = bridge.inputsOf('files.save') as [FileToSave];
    return { name, lines: text.trimEnd().split('\r\n') };
  };
  return { user, asked, save };
}

const cellsOf = (name: RegExp) =>
  within(screen.getByRole('row', { name }))
    .getAllByRole('gridcell')
    .map(({ textContent }) => textContent.trim());

test('the saved answer tells through what each has the right as the screen does, the organization by its name', async () => {
  const { asked, save } = await open();
  asked.about = SALES;
  await screen.findByRole('heading', { name: '1 token can write sales' });
  const through = 'Through all buckets of globex, also new ones';
  expect(cellsOf(/^sleeper/u)).toContain(through);
  const { lines } = await save('Save the answer as CSV');
  expect(lines.slice(2)).toEqual([
    'question,who can write sales',
    'id,description,kind,through,owner,organization,state',
    `t1,"sales, ""all"" of it",Read/Write,"${through}",admin,acme,active`,
    `t2,sleeper,Read/Write,"${through}",admin,acme,inactive`,
  ]);
});

test('what one token can is saved as a table: each thing by name and id, and through what it may be read and written', async () => {
  const { user, asked, save } = await open();
  asked.token = 'api:t1';
  await user.click(screen.getByRole('button', { name: 'One token' }));
  const through = 'Through all buckets of globex, also new ones';
  expect(cellsOf(/^sales/u)).toEqual(['sales', 'bucket', 'no', through]);
  const { name, lines } = await save('Save what the token can as CSV');
  expect(name).toBe('what-can prod-eu');
  expect(lines).toEqual([
    'server,prod-eu,https://influx.example.com:8086',
    expect.stringMatching(/^read at,2026-06-01/u),
    'question,what can this token do,t1,"sales, ""all"" of it"',
    'state,active',
    'what,name,id,read,write',
    `Bucket,sales,${SALES},,"${through}"`,
    `Bucket,telemetry,${TELEMETRY},Through a grant on this bucket,`,
  ]);
});

test('the panel beside the matrix heads who has the right with the same words, and the field that is chosen too', async () => {
  const { user, asked } = await open();
  asked.about = SALES;
  await user.click(screen.getByRole('button', { name: 'Matrix' }));
  expect(screen.getByRole('heading', { name: 'Through all buckets of globex, also new ones' })).toBeVisible();
  const grid = screen.getByRole('grid');
  grid.focus();
  await user.keyboard('{Control>}{Home}{/Control}');
  const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent);
  for (let step = 0; step < someResources().buckets.length && !said().join().includes(': sales'); step++)
    await user.keyboard('{ArrowRight}');
  expect(said().join()).toMatch(/writes through all buckets of globex, also new ones: sales/u);
});

test('columns of the matrix that have one name are told apart by their organizations, on the screen and in the table', async () => {
  const known = someResources();
  const own = { id: '0b0000000000000a', name: '_monitoring', orgId: GLOBEX, retention: 0, system: true };
  const { user, save } = await open({ ...known, buckets: [...known.buckets, own] });
  await user.click(screen.getByRole('button', { name: 'Matrix' }));
  const heads = screen.getAllByRole('columnheader').map(({ textContent }) => textContent.trim());
  const { lines } = await save('Save the matrix as CSV');
  const [, , ...saved] = (lines[2] ?? '').split(',');
  expect(saved).toEqual(heads.slice(1));
  expect([...saved].sort()).toEqual(['_monitoring of acme', '_monitoring of globex', 'home', 'sales', 'telemetry']);
});
