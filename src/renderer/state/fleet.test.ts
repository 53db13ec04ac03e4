import { expect, test } from 'vitest';
import { createClient } from '#api/client';
import { Failure } from '#contract/failure';
import { InMemoryBridge } from '../test-support/in-memory-bridge.ts';
import { aConnection, aToken } from '../test-support/builders.ts';
import { Fleet } from './fleet.svelte.ts';
import { TokenLists } from './token-list.svelte.ts';

const END = { readAt: 1, completeness: 'every-token', unreadable: 0, v1: 'absent' } as const;
const connections = Array.from({ length: 14 }, (_, at) => aConnection({ id: `c${at}`, name: `server ${at}` }));

function fleetOver(bridge: InMemoryBridge) {
  const lists = new TokenLists(createClient(bridge.answer('history.last', () => null)));
  const stages = () => connections.map(({ id }) => lists.of(id).stage);
  return {
    fleet: new Fleet(
      lists,
      async () => undefined,
      () => undefined,
    ),
    lists,
    stages,
  };
}

test('a server that main turned away, since too much was asked of it, is asked again', async () => {
  const turnedAway = new Set(['c3', 'c7']);
  const bridge = new InMemoryBridge().streamOf('tokens.list', ({ connectionId }: { connectionId: string }, chunk) => {
    if (turnedAway.delete(connectionId)) throw new Failure({ kind: 'too-many-calls' });
    chunk([aToken()]);
    return END;
  });
  const { fleet, stages } = fleetOver(bridge);
  fleet.read(connections);
  await expect.poll(() => new Set(stages()), { timeout: 5_000 }).toEqual(new Set(['fresh']));
});

test('servers that are slow are overtaken, but never so many that main would turn others away', async () => {
  const bridge = new InMemoryBridge().streamOf('tokens.list', () => new Promise(() => undefined));
  const { fleet, stages } = fleetOver(bridge);
  fleet.read(connections);
  const begun = () => stages().filter((stage) => stage === 'loading').length;
  await expect.poll(begun).toBe(6);
  await expect.poll(begun, { timeout: 5_000 }).toBe(10);
  await new Promise((waited) => setTimeout(waited, 2_500));
  expect(begun()).toBe(10);
});

test('thirteen silent servers hold up none of those behind them, and have their turn again when all others had one', async () => {
  const silent = new Set(connections.slice(0, 13).map(({ id }) => id));
  const bridge = new InMemoryBridge().streamOf('tokens.list', ({ connectionId }: { connectionId: string }, chunk) => {
    if (silent.has(connectionId)) return new Promise(() => undefined);
    chunk([aToken()]);
    return END;
  });
  const { fleet, stages } = fleetOver(bridge);
  fleet.read(connections);
  await expect.poll(() => stages().at(-1), { timeout: 6_000 }).toBe('fresh');
  await expect.poll(() => stages().filter((stage) => stage === 'loading').length).toBe(10);
  expect([...fleet.waiting]).toHaveLength(3);
});

test('a slow server that has told something is never stopped for others', async () => {
  const bridge = new InMemoryBridge().streamOf('tokens.list', (_input, chunk) => {
    chunk([aToken()]);
    return new Promise(() => undefined);
  });
  const { fleet, lists, stages } = fleetOver(bridge);
  fleet.read(connections);
  await expect.poll(() => stages().filter((stage) => stage === 'loading').length, { timeout: 5_000 }).toBe(10);
  await new Promise((waited) => setTimeout(waited, 2_500));
  expect(lists.of('c0').stage).toBe('loading');
  expect(bridge.inputsOf('tokens.list')).toHaveLength(10);
});
