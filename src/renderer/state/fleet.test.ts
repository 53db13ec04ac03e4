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
  return { fleet: new Fleet(lists, async () => undefined), stages };
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
