import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { aBridge } from '../../test-support/builders.ts';
import type { InMemoryBridge } from '../../test-support/in-memory-bridge.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import ImportDialog from './ImportDialog.svelte';
import type { FoundSource, ImportPreview, ImportRow } from '#contract/import-shapes';

const FOUND: FoundSource = { id: 'f1', source: 'influx-cli', file: '/home/eva/.influxdbv2/configs' };

const aRow = (facts: Partial<ImportRow> = {}): ImportRow => ({
  id: '0',
  name: 'prod',
  address: 'https://prod.example',
  hasToken: true,
  plainHttp: false,
  standing: 'new',
  fields: [],
  ...facts,
});

const ROWS = [
  aRow(),
  aRow({ id: '1', name: 'known', standing: 'same', connectionId: 'c1' }),
  aRow({ id: '2', name: 'plant', plainHttp: true, standing: 'different', connectionId: 'c2', fields: ['token'] }),
];

const aPreview = (facts: Partial<ImportPreview> = {}): ImportPreview => ({
  importId: 'i1',
  source: 'influx-cli',
  file: FOUND.file,
  sealed: false,
  rows: ROWS,
  problems: [],
  ...facts,
});

const importing = (preview: ImportPreview | null, found = [FOUND]): InMemoryBridge =>
  aBridge()
    .answer('imports.found', () => found)
    .answer('imports.open', () => preview)
    .answer('imports.close', () => undefined)
    .answer('imports.apply', () => [{ id: '0', done: 'added', connectionId: 'c9' }]);

async function open(bridge: InMemoryBridge) {
  let closed = 0;
  const app = appOver(bridge);
  const drawn = renderView(ImportDialog, { onclose: () => (closed += 1) }, app);
  await screen.findByRole('button', { name: /Choose a file/ });
  return { ...drawn, bridge, closed: () => closed };
}

async function read(bridge: InMemoryBridge) {
  const drawn = await open(bridge);
  await drawn.user.click(await screen.findByRole('button', { name: /^Read:/ }));
  await screen.findByRole('button', { name: 'Back' });
  return drawn;
}

const row = (name: string) => within(screen.getByRole('row', { name: new RegExp(`Import ${name}`) }));
const tick = (name: string) => screen.getByRole('checkbox', { name: `Import ${name}` });

test('what was found is offered, and nothing is read by opening the dialog', async () => {
  const { bridge, user } = await open(importing(aPreview()));
  expect(await screen.findByText('/home/eva/.influxdbv2/configs')).toBeVisible();
  expect(bridge.inputsOf('imports.open')).toEqual([]);
  await user.click(screen.getByRole('button', { name: /^Read:/ }));
  expect(bridge.inputsOf('imports.open')).toEqual([{ foundId: 'f1' }]);
});

test('a file is chosen natively; who chooses none is where they were', async () => {
  const { bridge, user } = await open(importing(null, []));
  expect(await screen.findByText(/in their usual places/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: /Choose a file/ }));
  await expect.poll(() => bridge.inputsOf('imports.open')).toHaveLength(1);
  expect(screen.getByRole('button', { name: /Choose a file/ })).toBeVisible();
});

test('each server says how it stands to what is saved; only new ones are chosen at first', async () => {
  await read(importing(aPreview()));
  expect(row('prod').getByText('new')).toBeVisible();
  expect(row('known').getByText('same')).toBeVisible();
  expect(row('plant').getByText(/different/).parentElement).toHaveTextContent('token');
  expect(row('plant').getByText('plain http')).toBeVisible();
  expect(tick('prod')).toBeChecked();
  expect(tick('plant')).not.toBeChecked();
  expect(tick('known')).toBeDisabled();
});

test('what is chosen is saved, one that differs by a choice of its own, and the outcome is told', async () => {
  const bridge = importing(aPreview()).answer('imports.apply', () => [
    { id: '0', done: 'added', connectionId: 'c9' },
    { id: '2', done: 'failed', failure: { kind: 'declined' } },
  ]);
  const { user } = await read(bridge);
  await user.click(tick('plant'));
  await user.click(screen.getByRole('button', { name: 'Import 2 servers' }));
  expect(await screen.findByText('1 added, 1 not saved.')).toBeVisible();
  expect(screen.getByText('plant').closest('li')).toHaveTextContent('Not confirmed');
  expect(bridge.inputsOf('imports.apply')).toEqual([
    {
      importId: 'i1',
      environment: 'production',
      choices: [
        { id: '0', action: 'add' },
        { id: '2', action: 'update' },
      ],
    },
  ]);
});

test('problems stand with their lines, and without a choice nothing is imported', async () => {
  const problems = [{ line: 7, words: 'This line is not valid TOML.' }, { words: 'Something else.' }];
  const { bridge, user } = await read(importing(aPreview({ problems })));
  const list = within(screen.getByRole('list', { name: 'Problems' }));
  expect(list.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Line 7:\u00a0This line is not valid TOML.',
    'Something else.',
  ]);
  await user.click(tick('prod'));
  await user.click(screen.getByRole('button', { name: 'Import 0 servers' }));
  expect(bridge.inputsOf('imports.apply')).toEqual([]);
});

test('D6 sealed tokens open with a passphrase that is masked and gone after it was used', async () => {
  const sealed = aPreview({ source: 'export', sealed: true, rows: [aRow({ hasToken: false })] });
  const bridge = importing(sealed).refuse('imports.unseal', { kind: 'invalid', field: 'passphrase', reason: 'wrong' });
  const { user } = await read(bridge);
  const field = screen.getByLabelText(/^Passphrase/);
  expect(field).toHaveAttribute('type', 'password');
  await user.type(field, 'wrong one{Enter}');
  expect(await screen.findByRole('alert')).toHaveTextContent('The passphrase is another one');

  bridge.answer('imports.unseal', () => aPreview({ source: 'export', rows: [aRow()] }));
  await user.click(screen.getByRole('button', { name: 'Open the tokens' }));
  expect(await screen.findByText('yes')).toBeVisible();
  expect(screen.queryByLabelText(/^Passphrase/)).toBeNull();
  expect(bridge.inputsOf('imports.unseal')).toHaveLength(2);
});

test('going back or away makes main forget what was read', async () => {
  const { bridge, user, unmount } = await read(importing(aPreview()));
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(bridge.inputsOf('imports.close')).toEqual([{ importId: 'i1' }]);
  await user.click(await screen.findByRole('button', { name: /^Read:/ }));
  await screen.findByRole('button', { name: 'Back' });
  unmount();
  expect(bridge.inputsOf('imports.close')).toHaveLength(2);
});

test('nobody leaves while servers are saved, so that what was done is told', async () => {
  let answer = (_done: unknown): void => undefined;
  const bridge = importing(aPreview()).answer('imports.apply', () => new Promise((resolve) => (answer = resolve)));
  const { user, closed } = await read(bridge);
  await user.click(screen.getByRole('button', { name: 'Import 1 server' }));
  await user.click(screen.getByRole('button', { name: 'Back' }));
  await user.keyboard('{Escape}');
  expect(closed()).toBe(0);
  expect(bridge.inputsOf('imports.close')).toEqual([]);
  answer([{ id: '0', done: 'added', connectionId: 'c9' }]);
  expect(await screen.findByText('1 added.')).toBeVisible();
  await user.keyboard('{Escape}');
  expect(closed()).toBe(1);
});

test('what is still being read when a person leaves is forgotten as soon as it is there', async () => {
  let answer = (_preview: unknown): void => undefined;
  const bridge = importing(null).answer('imports.open', () => new Promise((resolve) => (answer = resolve)));
  const { user, unmount } = await open(bridge);
  await user.click(await screen.findByRole('button', { name: /^Read:/ }));
  unmount();
  answer(aPreview());
  await expect.poll(() => bridge.inputsOf('imports.close')).toEqual([{ importId: 'i1' }]);
});

test('the environment is asked for whatever becomes a server of its own, and for nothing else', async () => {
  const [, , plant] = ROWS;
  const { user } = await read(importing(aPreview({ rows: plant ? [plant] : [] })));
  const environment = () => screen.queryByLabelText('Environment of the new servers');
  await user.click(tick('plant'));
  expect(environment()).toBeNull();
  screen.getByLabelText('What to do with plant').focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('option', { name: 'Add it beside', hidden: true });
  await user.keyboard('add it{Enter}');
  expect(environment()).toBeVisible();
});
