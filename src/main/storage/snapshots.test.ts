import { gunzipSync } from 'node:zlib';
import fs from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { factsOfReading, type Snapshot } from '#domain/snapshot';
import type { Token } from '#domain/token';
import { mustFit } from '#main/rpc/measure';
import { FakeClock } from '#test/clock';
import { aSnapshot, aSnapshotServer } from '#test/snapshots';
import { filesIn, tempFolder } from '#test/temp-folder';
import { aToken } from '#test/tokens';
import { SnapshotStore } from './snapshots.ts';

const HOUR = 3_600_000;
const never = new AbortController().signal;

function opened(folder = tempFolder(), maxBytes = 10_000_000) {
  const clock = new FakeClock();
  return { clock, folder, store: new SnapshotStore({ clock, folder: join(folder, 'history'), maxBytes }) };
}

async function tokensOf(store: SnapshotStore, firstAt: number, id = 'c1'): Promise<Token[]> {
  const tokens: Token[] = [];
  await store.open(id, firstAt, (batch) => tokens.push(...batch), never);
  return tokens;
}

const firstsOf = async (store: SnapshotStore, id = 'c1') =>
  (await store.list(id)).snapshots.map(({ firstAt }) => firstAt);

const namesIn = (folder: string) => fs.readdirSync(join(folder, 'history', 'c1')).sort();

test('a snapshot is there after a restart, for the owner alone', async () => {
  const { folder, store, clock } = opened();
  const tokens = [aToken({ id: 'a' }), aToken({ id: 'b', unread: ['x'] })];
  await store.keep('c1', aSnapshot(clock.now(), tokens), ['c1']);

  const again = opened(folder).store;
  const { snapshots } = await again.list('c1');
  expect(snapshots).toMatchObject([{ firstAt: clock.now(), readAt: clock.now(), readings: 1, tokens: 2 }]);
  expect(await tokensOf(again, clock.now())).toEqual(tokens);
  expect((await again.start('c1', clock.now()))?.server.product).toBe(aSnapshotServer().product);
  for (const path of filesIn(folder).keys()) expect(fs.statSync(path).mode & 0o777).toBe(0o600);
});

test('a reading that finds the same is noted and not stored again; one that differs is', async () => {
  const { folder, store, clock } = opened();
  const first = clock.now();
  await store.keep('c1', aSnapshot(first), ['c1']);
  await store.keep('c1', aSnapshot(first + HOUR), ['c1']);
  expect((await store.list('c1')).snapshots).toMatchObject([{ firstAt: first, readAt: first + HOUR, readings: 2 }]);
  await store.keep('c1', aSnapshot(first + 2 * HOUR, [aToken({ status: 'inactive' })]), ['c1']);
  expect(await firstsOf(store)).toEqual([first, first + 2 * HOUR]);
  expect(namesIn(folder).filter((name) => name.endsWith('.gz'))).toHaveLength(2);
});

test('while a long list is put into lines, what else there is to do has its turn', async () => {
  const { store, clock } = opened();
  const tokens = Array.from({ length: 8000 }, (_, id) => aToken({ id: `t${id}` }));
  let turns = 0;
  const count = () => {
    turns++;
    next = setImmediate(count);
  };
  let next = setImmediate(count);
  await store.keep('c1', aSnapshot(clock.now(), tokens), ['c1']);
  clearImmediate(next);
  expect(turns).toBeGreaterThanOrEqual(8);
});

test('the first of many tokens come before the rest is read', async () => {
  const { store, clock } = opened();
  const tokens = Array.from({ length: 5000 }, (_, id) => aToken({ id: `t${id}` }));
  await store.keep('c1', aSnapshot(clock.now(), tokens), ['c1']);
  const sizes: number[] = [];
  await store.open('c1', clock.now(), (batch) => sizes.push(batch.length), never);
  expect(sizes).toEqual([1000, 1000, 1000, 1000, 1000]);
});

test('the tokens that stand first can be had without the others, in the order in which they are shown', async () => {
  const { store, clock } = opened();
  const tokens = Array.from({ length: 5000 }, (_, at) => aToken({ id: `t${at}`, createdAt: at, changedAt: at }));
  await store.keep('c1', aSnapshot(clock.now(), tokens), ['c1']);
  const start = await store.start('c1', clock.now());
  expect(start?.facts.tokens).toBe(5000);
  expect(start?.first).toEqual(tokens.toReversed().slice(0, 100));
});

test('of tokens that are long, no more stand first than fit into a message', async () => {
  const { store, clock } = opened();
  const tokens = Array.from({ length: 100 }, (_, at) => aToken({ id: `t${at}`, description: 'x'.repeat(100_000) }));
  await store.keep('c1', aSnapshot(clock.now(), tokens), ['c1']);
  const start = await store.start('c1', clock.now());
  expect(start?.first.map(({ id }) => id)).toEqual(['t0', 't1', 't2', 't3']);
  expect(() => mustFit(start)).not.toThrow();
  expect(await tokensOf(store, clock.now())).toEqual(tokens);
});

test('tokens of one pattern share their grants, on the disk and when they are read', async () => {
  const { folder, store, clock } = opened();
  const { grants } = aToken();
  await store.keep('c1', aSnapshot(clock.now(), [aToken({ id: 'a', grants }), aToken({ id: 'b', grants })]), ['c1']);
  const [one, other] = await tokensOf(store, clock.now());
  expect(one?.grants).toBe(other?.grants);
  const text = gunzipSync(fs.readFileSync(join(folder, 'history', 'c1', `${clock.now()}.tokens.gz`))).toString();
  // Once among those that are shown first, once in the list.
  expect(text.split('"telemetry"')).toHaveLength(3);
});

test('a broken index is set aside and made anew from the snapshots', async () => {
  const { folder, store, clock } = opened();
  await store.keep('c1', aSnapshot(clock.now()), ['c1']);
  fs.writeFileSync(join(folder, 'history', 'c1', 'index.json'), '{');
  const { snapshots, broken } = await opened(folder).store.list('c1');
  expect(snapshots).toHaveLength(1);
  expect(broken).toBe(1);
});

test.each([
  ['index.json', 'EACCES', 'denied'],
  ['index.json', 'EIO', 'other'],
  ['snapshot', 'EACCES', 'denied'],
  ['snapshot', 'EIO', 'other'],
  ['snapshot', 'ENOMEM', 'other'],
])(
  'a disk that cannot be read (%s, %s) is said; the file stays, and is there when it can',
  async (which, code, cause) => {
    const { folder, store, clock } = opened();
    await store.keep('c1', aSnapshot(clock.now()), ['c1']);
    // Without an index each snapshot is looked at.
    if (which === 'snapshot') fs.rmSync(join(folder, 'history', 'c1', 'index.json'));
    const before = namesIn(folder);
    const refusal = Object.assign(new Error(code), { code, syscall: 'read' });
    const refuse = (path: unknown) => String(path).includes('c1');
    const { readFileSync, createReadStream } = fs;
    Object.assign(fs, {
      readFileSync: (...input: unknown[]): unknown => {
        if (refuse(input[0])) throw refusal;
        return Reflect.apply(readFileSync, fs, input);
      },
      createReadStream: () =>
        new Readable({
          read() {
            this.destroy(refusal);
          },
        }),
    });
    const again = opened(folder).store;
    try {
      await expect(again.list('c1')).rejects.toMatchObject({ facts: { kind: 'storage', cause } });
    } finally {
      Object.assign(fs, { readFileSync, createReadStream });
    }
    expect(namesIn(folder)).toEqual(before);
    expect(await again.list('c1')).toMatchObject({ snapshots: [{ firstAt: clock.now() }], broken: 0 });
  },
);

test.each(['cut short', 'no gzip at all', 'another shape'])(
  'a broken snapshot (%s) is set aside and said, and breaks no list',
  async (how) => {
    const { folder, store, clock } = opened();
    const tokens = Array.from({ length: 3000 }, (_, id) => aToken({ id: `t${id}` }));
    await store.keep('c1', aSnapshot(clock.now(), tokens), ['c1']);
    await store.keep('c1', aSnapshot(clock.now() + HOUR, [aToken()]), ['c1']);
    const path = join(folder, 'history', 'c1', `${clock.now()}.tokens.gz`);
    const whole = fs.readFileSync(path);
    const bytes: Record<string, Uint8Array> = {
      'cut short': whole.subarray(0, whole.length - 40),
      'no gzip at all': Buffer.from('nothing'),
      'another shape': fs.readFileSync(path.replace(String(clock.now()), String(clock.now() + HOUR))).subarray(0, 60),
    };
    fs.writeFileSync(path, bytes[how]!);

    const again = opened(folder).store;
    await expect(tokensOf(again, clock.now())).rejects.toMatchObject({ facts: { kind: 'storage' } });
    const { snapshots, broken } = await again.list('c1');
    expect(snapshots.map(({ firstAt }) => firstAt)).toEqual([clock.now() + HOUR]);
    expect(broken).toBe(1);
    await again.keep('c1', aSnapshot(clock.now() + 2 * HOUR, []), ['c1']);
    expect(await firstsOf(opened(folder).store)).toEqual([clock.now() + HOUR, clock.now() + 2 * HOUR]);
  },
);

test('a snapshot that is found broken while another one is written stays out of the list', async () => {
  const { folder, store, clock } = opened();
  const now = clock.now();
  await store.keep('c1', aSnapshot(now), ['c1']);
  fs.writeFileSync(join(folder, 'history', 'c1', `${now}.tokens.gz`), 'nothing');
  const many = Array.from({ length: 20_000 }, (_, id) => aToken({ id: `t${id}` }));
  const keeping = store.keep('c1', aSnapshot(now + HOUR, many), ['c1']);
  const cause = 'unreadable';
  await expect(tokensOf(store, now)).rejects.toMatchObject({ facts: { kind: 'storage', cause } });
  await keeping;
  expect(await firstsOf(store)).toEqual([now + HOUR]);
});

test('a file that the system does not let be read now is not taken for a broken one', async () => {
  const { folder, store, clock } = opened();
  await store.keep('c1', aSnapshot(clock.now()), ['c1']);
  const path = join(folder, 'history', 'c1', `${clock.now()}.tokens.gz`);
  const refused = Object.assign(new Error('refused'), { code: 'EACCES' });
  await expect(
    store.open(
      'c1',
      clock.now(),
      () => {
        throw refused;
      },
      never,
    ),
  ).rejects.toMatchObject({ facts: { kind: 'storage', cause: 'denied' } });
  expect(fs.existsSync(path)).toBe(true);
  expect(await firstsOf(store)).toEqual([clock.now()]);
});

test('what a process left half written is removed', async () => {
  const { folder, store, clock } = opened();
  await store.keep('c1', aSnapshot(clock.now()), ['c1']);
  fs.writeFileSync(join(folder, 'history', 'c1', '5.tokens.gz.part'), 'half');
  expect(await firstsOf(opened(folder).store)).toEqual([clock.now()]);
  expect(namesIn(folder)).toEqual([`${clock.now()}.tokens.gz`, 'index.json']);
});

test('above the limit the oldest of all servers go first, and never the last of one', async () => {
  const { folder, store, clock } = opened(tempFolder(), 1);
  await store.keep('c1', aSnapshot(clock.now(), []), ['c1', 'c2']);
  await store.keep('c1', aSnapshot(clock.now() + 1, [aToken()]), ['c1', 'c2']);
  await store.keep('c2', aSnapshot(clock.now() + 2, []), ['c1', 'c2']);
  expect(await firstsOf(store)).toEqual([clock.now() + 1]);
  expect(await firstsOf(store, 'c2')).toEqual([clock.now() + 2]);
  expect(namesIn(folder)).toEqual([`${clock.now() + 1}.tokens.gz`, 'index.json']);
});

test('what was kept goes with its connection, also when its folder was left by a process that was killed', async () => {
  const { folder, store, clock } = opened();
  await store.keep('c1', aSnapshot(clock.now()), ['c1', 'c2']);
  await store.keep('c2', aSnapshot(clock.now()), ['c1', 'c2']);
  await store.remove('c1');
  expect(fs.readdirSync(join(folder, 'history'))).toEqual(['c2']);
  await store.keep('c3', aSnapshot(clock.now()), ['c3']);
  expect(fs.readdirSync(join(folder, 'history'))).toEqual(['c3']);
});

test('an id that would lead out of the folder does not', async () => {
  const { folder, store, clock } = opened();
  await store.keep('../../c1', aSnapshot(clock.now()), ['../../c1']);
  expect(fs.readdirSync(folder)).toEqual(['history']);
  expect(await firstsOf(store, '../../c1')).toHaveLength(1);
});

test('the facts of a reading hold no rights of the own token', () => {
  const server = aSnapshotServer();
  const end = { readAt: 1, completeness: 'every-token', unreadable: 0, v1: 'absent' } as const;
  const facts = factsOfReading(end, { server, address: 'http://a', tokens: 3 });
  expect(facts.self).not.toHaveProperty('grants');
  const snapshot: Snapshot = { facts, server, tokens: [] };
  expect(snapshot.facts.tokens).toBe(3);
});
