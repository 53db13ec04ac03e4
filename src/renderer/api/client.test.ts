import { expect, test } from 'vitest';
import { Failure } from '#contract/failure';
import { InMemoryBridge } from '../test-support/in-memory-bridge.ts';
import { aBridge, aToken } from '../test-support/builders.ts';
import { createClient } from './client.ts';

const END = { readAt: 1, completeness: 'every-token', unreadable: 0, v1: 'absent' } as const;

test('a call answers the value of the path that it names', async () => {
  const bridge = new InMemoryBridge().answer('tokens.get', () => aToken());

  const token = await createClient(bridge).tokens.get({ connectionId: 'c1', token: { store: 'api', id: 'x' } });

  expect(token).toEqual(aToken());
  expect(bridge.calls).toEqual([
    { path: 'tokens.get', input: { connectionId: 'c1', token: { store: 'api', id: 'x' } } },
  ]);
});

test('a refused call throws a Failure with the facts', async () => {
  const api = createClient(aBridge().refuse('modes.unlock', { kind: 'declined' }));

  await expect(api.modes.unlock({ connectionId: 'c1' })).rejects.toEqual(new Failure({ kind: 'declined' }));
});

test('a stream gives its chunks in order and answers its end', async () => {
  const bridge = new InMemoryBridge().streamOf('tokens.list', (_input, chunk) => {
    chunk([aToken({ id: '1' })]);
    chunk([aToken({ id: '2' })]);
    return END;
  });
  const seen: string[] = [];

  const end = await createClient(bridge).tokens.list({ connectionId: 'c1' }, (chunk) =>
    seen.push(...chunk.map(({ id }) => id)),
  );

  expect(seen).toEqual(['1', '2']);
  expect(end).toEqual(END);
});

test('a stream that fails half-way throws after its chunks', async () => {
  const bridge = new InMemoryBridge().streamOf('tokens.list', (_input, chunk) => {
    chunk([aToken()]);
    throw new Failure({ kind: 'bad-response', status: 200, contentType: 'application/json', reason: 'truncated' });
  });
  const seen: unknown[] = [];

  await expect(
    createClient(bridge).tokens.list({ connectionId: 'c1' }, (chunk) => seen.push(chunk)),
  ).rejects.toMatchObject({ facts: { kind: 'bad-response' } });
  expect(seen).toHaveLength(1);
});

test('cancelling a stream closes its port, so that main hears of it', async () => {
  const stop = new AbortController();
  const bridge = new InMemoryBridge().streamOf('tokens.list', () => new Promise(() => undefined));
  const closed = new Promise<void>((resolve) => {
    const stream = bridge.stream.bind(bridge);
    bridge.stream = (path, input, port) => {
      port.addEventListener('close', () => resolve());
      port.start();
      stream(path, input, port);
    };
  });

  const listing = createClient(bridge).tokens.list({ connectionId: 'c1' }, () => undefined, stop.signal);
  stop.abort();

  await expect(listing).rejects.toMatchObject({ facts: { kind: 'cancelled' } });
  await closed;
});

test('the client does not pass for a promise', async () => {
  const api = createClient(new InMemoryBridge());

  expect(await Promise.resolve(api)).toBe(api);
});
