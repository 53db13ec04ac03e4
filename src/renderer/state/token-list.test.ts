import { expect, test } from 'vitest';
import { createClient } from '#api/client';
import { Failure } from '#contract/failure';
import { InMemoryBridge } from '../test-support/in-memory-bridge.ts';
import { aServer, aToken } from '../test-support/builders.ts';
import { TokenLists } from './token-list.svelte.ts';

const END = { readAt: 1, completeness: 'every-token', unreadable: 0, v1: 'absent' } as const;

test('rows show as their chunks come, and are fresh at the end', async () => {
  let finish = (): void => undefined;
  const bridge = new InMemoryBridge().streamOf('tokens.list', async (_input, chunk) => {
    chunk([aToken({ id: '1' })]);
    await new Promise<void>((resolve) => (finish = resolve));
    return END;
  });
  const list = new TokenLists(createClient(bridge)).of('c1');

  const reading = list.read();
  await expect.poll(() => list.tokens.length).toBe(1);
  expect(list.stage).toBe('loading');
  finish();
  await reading;

  expect(list.stage).toBe('fresh');
  expect(list.end).toEqual(END);
});

test('while a fresh list is read, the rows of before stay and say so', async () => {
  let turn = 0;
  let finish = (): void => undefined;
  const bridge = new InMemoryBridge().streamOf('tokens.list', async (_input, chunk) => {
    turn += 1;
    chunk([aToken({ id: `${turn}` })]);
    if (turn === 2) await new Promise<void>((resolve) => (finish = resolve));
    return { ...END, readAt: turn };
  });
  const list = new TokenLists(createClient(bridge)).of('c1');
  await list.read();

  const again = list.read();
  await expect.poll(() => list.arrived).toBe(1);
  expect(list.stage).toBe('refreshing');
  expect(list.tokens.map(({ id }) => id)).toEqual(['1']);
  finish();
  await again;

  expect(list.tokens.map(({ id }) => id)).toEqual(['2']);
});

test('who comes back to a server sees its rows at once while they are read anew, unless they were read just now', async () => {
  const bridge = new InMemoryBridge().streamOf('tokens.list', (_input, chunk) => {
    chunk([aToken()]);
    return { ...END, readAt: 10_000 };
  });
  const list = new TokenLists(createClient(bridge)).of('c1');
  list.freshen(10_000);
  expect(list.stage).toBe('idle');
  await list.read();

  list.freshen(11_000);
  expect(list.stage).toBe('fresh');
  list.freshen(60_000);
  expect(list.stage).toBe('refreshing');
  expect(list.tokens).toHaveLength(1);
});

test('a first list that breaks off leaves no part that looks like a whole', async () => {
  const bridge = new InMemoryBridge().streamOf('tokens.list', (_input, chunk) => {
    chunk([aToken()]);
    throw new Failure({ kind: 'timeout', host: 'h', phase: 'idle' });
  });
  const list = new TokenLists(createClient(bridge)).of('c1');

  await list.read();

  expect(list.tokens).toEqual([]);
  expect(list.stage).toBe('failed');
  expect(list.failure).toEqual({ kind: 'timeout', host: 'h', phase: 'idle' });
});

test('a list that cannot be read again keeps its rows of before', async () => {
  const bridge = new InMemoryBridge().streamOf('tokens.list', (_input, chunk) => {
    chunk([aToken()]);
    return END;
  });
  const list = new TokenLists(createClient(bridge)).of('c1');
  await list.read();
  bridge.refuse('tokens.list', { kind: 'unreachable', host: 'h', cause: 'refused' });

  await list.read();

  expect(list.tokens).toHaveLength(1);
  expect(list.stage).toBe('failed');
});

test('a late answer of one server lands in its own list only', async () => {
  let finish = (): void => undefined;
  const bridge = new InMemoryBridge().streamOf(
    'tokens.list',
    async ({ connectionId }: { connectionId: string }, chunk) => {
      if (connectionId === 'slow') await new Promise<void>((resolve) => (finish = resolve));
      chunk([aToken({ description: connectionId })]);
      return END;
    },
  );
  const lists = new TokenLists(createClient(bridge));
  const slow = lists.of('slow').read();
  await lists.of('quick').read();

  finish();
  await slow;

  expect(lists.of('quick').tokens.map(({ description }) => description)).toEqual(['quick']);
  expect(lists.of('slow').tokens.map(({ description }) => description)).toEqual(['slow']);
});

test('a forgotten server starts anew, and what was under way for it is dropped', async () => {
  const bridge = new InMemoryBridge().streamOf('tokens.list', () => new Promise(() => undefined));
  const lists = new TokenLists(createClient(bridge));
  const before = lists.of('c1');
  const reading = before.read();

  lists.forget('c1');
  await reading;

  expect(before.failure).toEqual({ kind: 'cancelled' });
  expect(lists.of('c1')).not.toBe(before);
  expect(lists.of('c1').stage).toBe('idle');
});

const PAST = {
  ...END,
  firstAt: 1,
  readings: 1,
  tokens: 2,
  address: 'http://a',
  product: 'InfluxDB OSS',
  version: '2.9.1',
};

/** A server of which a snapshot with these tokens is kept; `first` are those that stand first. */
const withPast = (ids: string[], first: string[] = []) =>
  new InMemoryBridge()
    .answer('history.last', () => ({ facts: PAST, server: aServer(), first: first.map((id) => aToken({ id })) }))
    .streamOf('history.open', (_input, chunk) => {
      for (const id of ids) chunk([aToken({ id })]);
      return { facts: PAST, server: aServer() };
    });

test('the last snapshot is shown with its age until the server has answered whole', async () => {
  let finish = (): void => undefined;
  const bridge = withPast(['1', '2']).streamOf('tokens.list', async (_input, chunk) => {
    await expect.poll(() => list.tokens.length).toBe(2);
    chunk([aToken({ id: '3' })]);
    await new Promise<void>((resolve) => (finish = resolve));
    return { ...END, readAt: 9 };
  });
  const list = new TokenLists(createClient(bridge)).of('c1');
  const reading = list.read();
  await expect.poll(() => list.arrived).toBe(1);
  expect(list.tokens.map(({ id }) => id)).toEqual(['1', '2']);
  expect(list.stage).toBe('refreshing');
  expect(list.past?.readAt).toBe(1);
  finish();
  await reading;
  expect(list.tokens.map(({ id }) => id)).toEqual(['3']);
  expect(list.past).toBeUndefined();
  expect(list.stage).toBe('fresh');
});

test('the rows that stand first show before the rest of the snapshot is read, and are not taken for the whole', async () => {
  let finish = (): void => undefined;
  const bridge = withPast(['1', '2'], ['2']).streamOf('tokens.list', async (_input, chunk) => {
    chunk([aToken({ id: '3' }), aToken({ id: '4' }), aToken({ id: '5' })]);
    await new Promise<void>((resolve) => (finish = resolve));
    return { ...END, readAt: 9 };
  });
  const seen: string[] = [];
  bridge.streamOf('history.open', async (_input, chunk) => {
    await expect.poll(() => list.arrived).toBe(3);
    seen.push(...list.tokens.map(({ id }) => id));
    expect([list.stage, list.end, list.past?.readAt, list.total]).toEqual(['loading', undefined, 1, 2]);
    for (const id of ['1', '2']) chunk([aToken({ id })]);
    return { facts: PAST, server: aServer() };
  });
  const list = new TokenLists(createClient(bridge)).of('c1');
  const reading = list.read();
  await expect.poll(() => list.end).toBeDefined();
  expect(seen).toEqual(['2']);
  expect(list.tokens.map(({ id }) => id)).toEqual(['1', '2']);
  expect(list.stage).toBe('refreshing');
  finish();
  await reading;
  expect(list.tokens.map(({ id }) => id)).toEqual(['3', '4', '5']);
});

test('what is known of an earlier run is there as soon as the server is asked', () => {
  const bridge = withPast(['1', '2']).streamOf('tokens.list', () => new Promise(() => undefined));
  const start = { facts: PAST, server: aServer(), first: [aToken({ id: '2' })] };
  const list = new TokenLists(createClient(bridge), () => start).of('c1');
  void list.read();
  expect(list.tokens.map(({ id }) => id)).toEqual(['2']);
  expect(list.past).toBe(start.facts);
});

test('a snapshot of which only the first rows can be read is not shown when the server fails too', async () => {
  const bridge = withPast(['1'], ['1'])
    .refuse('history.open', { kind: 'storage', file: 'snapshot', cause: 'unreadable' })
    .refuse('tokens.list', { kind: 'timeout', host: 'h', phase: 'connect' });
  const list = new TokenLists(createClient(bridge)).of('c1');
  await list.read();
  expect([list.tokens, list.past, list.stage]).toEqual([[], undefined, 'failed']);
});

test('a reading that the person cancels leaves the snapshot', async () => {
  const bridge = withPast(['1', '2'], ['2']).streamOf('tokens.list', () => new Promise(() => undefined));
  const list = new TokenLists(createClient(bridge)).of('c1');
  const reading = list.read();
  list.cancel();
  await reading;
  expect(list.tokens.map(({ id }) => id)).toEqual(['1', '2']);
  expect(list.past?.readAt).toBe(1);
});

test('a server that fails keeps its last snapshot, and says so', async () => {
  const bridge = withPast(['1', '2']).streamOf('tokens.list', (_input, chunk) => {
    chunk([aToken({ id: '3' })]);
    throw new Failure({ kind: 'timeout', host: 'h', phase: 'connect' });
  });
  const list = new TokenLists(createClient(bridge)).of('c1');
  await list.read();
  expect(list.tokens.map(({ id }) => id)).toEqual(['1', '2']);
  expect(list.stage).toBe('failed');
  expect(list.past?.readAt).toBe(1);
});

test('an operator token that was not there before is told once', async () => {
  const told: string[][] = [];
  const mighty = aToken({ id: '9', kind: 'operator' });
  const bridge = withPast(['1', '2']).streamOf('tokens.list', (_input, chunk) => {
    chunk([aToken({ id: '1' }), mighty]);
    return END;
  });
  const lists = new TokenLists(createClient(bridge), undefined, (_id, tokens) => told.push(tokens.map(({ id }) => id)));
  const list = lists.of('c1');
  await list.read();
  await list.read();
  expect(told).toEqual([['9']]);
  expect(list.newOperators.map(({ id }) => id)).toEqual(['9']);
});
