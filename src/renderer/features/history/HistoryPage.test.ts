import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { keys } from '#api/queries';
import { Failure } from '#contract/failure';
import type { JournalEntry, OpenedSnapshot } from '#contract/history';
import type { SnapshotFacts } from '#domain/snapshot';
import type { Token } from '#domain/token';
import { aBridge, aConnection, aServer, aToken, someResources } from '../../test-support/builders.ts';
import { appOver, renderView } from '../../test-support/render.ts';
import HistoryPage from './HistoryPage.svelte';

const NOW = Date.UTC(2026, 5, 1);
const HOUR = 3_600_000;
const FIRST = NOW - 26 * HOUR;
const SECOND = NOW - 2 * HOUR;
const READS_ALL = [{ action: 'read', type: 'buckets' } as const];

const KEPT = [aToken({ id: 'a', description: 'telegraf' }), aToken({ id: 'b', description: 'janitor' })];
const LATER = [
  aToken({ id: 'a', description: 'telegraf', status: 'inactive' }),
  aToken({ id: 'b', description: 'janitor' }),
];
const PRESENT = [
  aToken({ id: 'a', description: 'telegraf', status: 'inactive', grants: READS_ALL }),
  aToken({ id: 'c', description: 'made by night' }),
];

const facts = (firstAt: number, changes: Partial<SnapshotFacts> = {}): SnapshotFacts => ({
  readAt: firstAt,
  completeness: 'every-token',
  unreadable: 0,
  v1: 'read',
  firstAt,
  readings: 1,
  tokens: 2,
  address: 'https://influx.example.com:8086',
  product: 'InfluxDB OSS',
  version: '2.9.1',
  ...changes,
});

interface Past {
  /** The tokens of each snapshot by when it was read first; of 'damaged' none can be read. */
  snapshots?: Record<number, Token[] | 'damaged'>;
  changes?: Record<number, Partial<SnapshotFacts>>;
  broken?: number;
  since?: number;
  journal?: JournalEntry[];
  sample?: boolean;
}

/** The history of a server that shows `PRESENT` now. */
async function open({ snapshots = {}, changes = {}, broken = 0, since, journal = [], sample = false }: Past = {}) {
  const server = aServer();
  const setAside = new Set<number>();
  const left = () =>
    Object.keys(snapshots)
      .map(Number)
      .filter((firstAt) => !setAside.has(firstAt))
      .sort((one, other) => other - one);
  let look = since === undefined ? null : { since, last: NOW };
  const bridge = aBridge({ tokens: PRESENT, server, connections: [aConnection({ sample })] })
    .answer('history.list', () => ({
      snapshots: left().map((firstAt) => facts(firstAt, changes[firstAt])),
      broken: broken + setAside.size,
    }))
    .answer('history.look', () => look)
    .answer('history.seen', () => (look = { since: NOW, last: NOW }))
    .answer('history.journal', () => journal)
    .streamOf('history.open', ({ firstAt }: { firstAt: number }, chunk) => {
      const tokens = snapshots[firstAt];
      if (tokens === 'damaged' || !tokens) {
        setAside.add(firstAt);
        throw new Failure({ kind: 'storage', file: 'snapshot', cause: 'unreadable' });
      }
      for (const token of tokens) chunk([token]);
      return { facts: facts(firstAt), server };
    });
  const app = appOver(bridge, NOW);
  app.queries.setQueryData(keys.server('c1'), server);
  app.queries.setQueryData(keys.resources('c1'), someResources());
  await app.lists.of('c1').read();
  const drawn = renderView(HistoryPage, { connectionId: 'c1' }, app);
  return { ...drawn, bridge };
}

const changes = () => within(screen.getByRole('list', { name: 'Changes' })).getAllByRole('listitem');
const change = (name: string) => changes().find((item) => item.textContent.includes(name));
const kept = () => within(screen.getByRole('navigation', { name: 'Snapshots' })).queryAllByRole('button');

test('without a snapshot it says what will be kept, and there is nothing to export', async () => {
  await open();
  expect(await screen.findByText('No snapshot yet')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Export the snapshot' })).toHaveAttribute('aria-disabled', 'true');
  expect(kept()).toEqual([]);
});

test('one snapshot is compared with what is there now', async () => {
  await open({ snapshots: { [FIRST]: KEPT } });
  await waitFor(() => expect(changes()).toHaveLength(3));
  expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent('What changed');
  expect(change('made by night')).toHaveTextContent('New');
  expect(change('janitor')).toHaveTextContent('Gone');
  expect(change('telegraf')).toHaveTextContent('Rights changed');
  expect(change('telegraf')).toHaveTextContent('Status: Active → Inactive');
  expect(kept()).toHaveLength(1);
});

test('a snapshot that shows what is there now says that nothing changed', async () => {
  await open({ snapshots: { [FIRST]: PRESENT } });
  expect(await screen.findByText('Nothing changed between these two.')).toBeVisible();
});

test('of two snapshots the one that was seen last is compared first, and a person can choose the other', async () => {
  const { user } = await open({ snapshots: { [FIRST]: KEPT, [SECOND]: LATER }, since: SECOND + HOUR });
  expect(await screen.findByRole('heading', { name: 'Since you last looked, 1 hour ago' })).toBeVisible();
  await waitFor(() => expect(change('telegraf')).not.toHaveTextContent('Status'));
  const [newest, oldest] = kept();
  expect(newest).toHaveAttribute('aria-pressed', 'true');
  await user.click(oldest!);
  await waitFor(() => expect(change('telegraf')).toHaveTextContent('Status: Active → Inactive'));
  expect(oldest).toHaveAttribute('aria-pressed', 'true');
  expect(screen.getByRole('heading', { name: 'What changed' })).toBeVisible();
});

test('two snapshots are compared with each other, and each is read once', async () => {
  const { user, bridge } = await open({ snapshots: { [FIRST]: KEPT, [SECOND]: LATER } });
  await waitFor(() => expect(changes()).toHaveLength(3));
  screen.getByLabelText('To').focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('option', { name: /^Now/, hidden: true });
  await user.keyboard('{ArrowDown}{Enter}');
  await waitFor(() => expect(changes()).toHaveLength(1));
  expect(change('telegraf')).toHaveTextContent('Status: Active → Inactive');
  await user.click(kept()[0]!);
  expect(await screen.findByText('Nothing changed between these two.')).toBeVisible();
  expect(bridge.inputsOf('history.open')).toEqual([
    { connectionId: 'c1', firstAt: FIRST },
    { connectionId: 'c1', firstAt: SECOND },
  ]);
});

test('what was seen is the beginning of what is told from then on', async () => {
  const { user, bridge } = await open({ snapshots: { [FIRST]: KEPT, [SECOND]: PRESENT }, since: FIRST });
  await waitFor(() => expect(changes()).toHaveLength(3));
  await user.click(screen.getByRole('button', { name: 'I have seen it' }));
  expect(await screen.findByText('Nothing changed between these two.')).toBeVisible();
  expect(bridge.inputsOf('history.seen')).toHaveLength(1);
});

test('a damaged snapshot is said, and the ones that are left are compared', async () => {
  await open({ snapshots: { [FIRST]: 'damaged', [SECOND]: LATER } });
  expect(await screen.findByText(/^One file of the history was damaged and set aside/)).toBeVisible();
  await waitFor(() => expect(changes()).toHaveLength(3));
  expect(kept()).toHaveLength(1);
  expect(screen.queryByRole('status', { name: 'Reading the snapshot' })).toBeNull();
});

test('where the only snapshot is damaged, there is none', async () => {
  await open({ snapshots: { [FIRST]: 'damaged' } });
  expect(await screen.findByText('No snapshot yet')).toBeVisible();
  expect(await screen.findByText(/^One file of the history was damaged/)).toBeVisible();
});

test('a snapshot that cannot be read and stays is no wait without end', async () => {
  const { bridge } = await open({ snapshots: { [FIRST]: KEPT } });
  bridge.refuse('history.open', { kind: 'too-many-calls' });
  await screen.findByText('What changed cannot be told without it.');
  expect(screen.queryByRole('status', { name: 'Reading the snapshot' })).toBeNull();
});

const THEIRS: OpenedSnapshot = {
  facts: facts(FIRST),
  server: aServer(),
  name: "Eva's copy",
  secrets: 2,
  unreadable: 1,
};

test("a colleague's file is compared with the server, and what was left out of it is said", async () => {
  const { user, bridge } = await open({ snapshots: { [SECOND]: PRESENT } });
  await screen.findByText('Nothing changed between these two.');
  bridge.streamOf('history.openFile', (_input, chunk) => {
    chunk(KEPT);
    return THEIRS;
  });
  await user.click(screen.getByRole('button', { name: 'Open a file…' }));
  const words = await screen.findByText(/The file shows Eva's copy, InfluxDB OSS/);
  expect(words).toHaveTextContent('2 fields that may hold a value were left out, 1 tokens could not be understood');
  expect(changes()).toHaveLength(3);
  expect(screen.getByLabelText('From')).toHaveTextContent('The file that was opened');
});

test('who chooses no file sees what was there, and one that is no snapshot is said to be none', async () => {
  const { user, bridge } = await open({ snapshots: { [SECOND]: PRESENT } });
  await screen.findByText('Nothing changed between these two.');
  bridge.streamOf('history.openFile', () => null);
  await user.click(screen.getByRole('button', { name: 'Open a file…' }));
  expect(screen.queryByText(/The file shows/)).toBeNull();
  bridge.refuse('history.openFile', { kind: 'invalid', field: 'snapshot', reason: 'format' });
  await user.click(screen.getByRole('button', { name: 'Open a file…' }));
  expect(await screen.findByRole('alert')).toBeVisible();
  expect(screen.getByText('Nothing changed between these two.')).toBeVisible();
});

test('lists that were not read with the same sight warn of that', async () => {
  await open({ snapshots: { [FIRST]: KEPT }, changes: { [FIRST]: { completeness: 'own-user-only' } } });
  expect(await screen.findByText(/These two were not read with the same sight/)).toBeVisible();
});

test('a sample server says that its snapshots go with the run', async () => {
  await open({ sample: true });
  expect(await screen.findByText(/its snapshots are kept for this run only/)).toBeVisible();
});

test('what the app itself changed stands beside, with how it ended', async () => {
  const { user } = await open({
    journal: [
      { id: '1', at: FIRST, action: 'updateToken', outcome: 'done', status: 'inactive', description: 'telegraf' },
      { id: '2', at: SECOND, action: 'deleteToken', outcome: 'begun', token: 'b' },
    ],
  });
  await user.click(await screen.findByRole('button', { name: /^Made by this app/ }));
  const [, first, second] = screen.getAllByRole('row');
  expect(first).toHaveTextContent(/Deactivated a token\s*telegraf\s*done/);
  expect(second).toHaveTextContent(/Deleted a token\s*b\s*begun, its end is not known/);
});
