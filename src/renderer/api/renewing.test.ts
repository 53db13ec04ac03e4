import { describe, expect, test } from 'vitest';
import { contract } from '#contract/contract';
import type { Method } from '#contract/define';
import { Failure } from '#contract/failure';
import { Renewals } from '#state/renewals';
import { aToken } from '../test-support/builders.ts';
import { InMemoryBridge } from '../test-support/in-memory-bridge.ts';
import { createClient } from './client.ts';
import { READS, renewing, type WhyRenew } from './renewing.ts';

const OVER = { kind: 'bad-credential', seems: 'over' } as const;
const REF = { connectionId: 'c1', token: { store: 'api', id: 'x' } } as const;
const END = { readAt: 1, completeness: 'every-token', unreadable: 0, v1: 'absent' } as const;

/** A client over a bridge that takes the credential `good` only; a person enters those of `entered`, or says no. */
function clientWith(entered: ('good' | 'bad' | 'no')[]) {
  const asked: WhyRenew[] = [];
  const state = { credential: 'over' };
  const renewals = new Renewals((id, why) => {
    asked.push(why);
    const next = entered.shift();
    queueMicrotask(() => {
      if (next && next !== 'no') state.credential = next;
      renewals.answer(id, next === 'good' || next === 'bad');
    });
  });
  const guarded = <T>(value: T): T => {
    if (state.credential === 'over') throw new Failure(OVER);
    if (state.credential === 'bad') throw new Failure({ kind: 'bad-credential' });
    return value;
  };
  const bridge = new InMemoryBridge()
    .answer('tokens.get', () => guarded(aToken()))
    .answer('tokens.update', () => guarded(aToken()))
    .answer('app.facts', () => ({}))
    .streamOf('tokens.list', (_input, chunk) => {
      guarded(undefined);
      chunk([aToken()]);
      return END;
    });
  return { api: renewing(createClient(bridge), renewals), bridge, renewals, asked, state };
}

test('what is tried again are the reads of the contract, and nothing else', () => {
  const reads = Object.entries(contract).flatMap(([group, methods]) =>
    Object.entries<Method>(methods).flatMap(([name, { access }]) => (access === 'read' ? [`${group}.${name}`] : [])),
  );
  expect([...READS].sort()).toEqual(reads.sort());
});

describe('a credential that ran out', () => {
  test('is asked for when it was the session of a user too', async () => {
    const { api, asked, bridge, state } = clientWith(['good']);
    bridge.answer('tokens.get', () => {
      if (state.credential !== 'good') throw new Failure({ kind: 'bad-credential', seems: 'session-over' });
      return aToken();
    });
    await expect(api.tokens.get(REF)).resolves.toEqual(aToken());
    expect(asked).toEqual(['over']);
  });

  test('is asked for once, and all reads go on with the new one', async () => {
    const { api, asked } = clientWith(['good']);
    const chunks: unknown[] = [];
    const [token, end] = await Promise.all([
      api.tokens.get(REF),
      api.tokens.list({ connectionId: 'c1' }, (chunk) => chunks.push(...chunk)),
    ]);
    expect(token).toEqual(aToken());
    expect(end).toEqual(END);
    expect(chunks).toHaveLength(1);
    expect(asked).toEqual(['over']);
  });

  test('is asked for again while the new one is refused', async () => {
    const { api, asked } = clientWith(['bad', 'good']);
    await expect(api.tokens.get(REF)).resolves.toEqual(aToken());
    expect(asked).toEqual(['over', 'refused']);
  });

  test('stays a failure when the person has none now, and the same reads do not ask twice', async () => {
    const { api, asked } = clientWith(['no']);
    const both = await Promise.allSettled([api.tokens.get(REF), api.tokens.get(REF)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(asked).toEqual(['over']);
  });

  test('never makes a write be sent again: it fails, and the question comes all the same', async () => {
    const { api, bridge, asked, state } = clientWith(['good']);
    await expect(api.tokens.update({ ...REF, change: { description: 'x' } })).rejects.toMatchObject({ facts: OVER });
    expect(asked).toEqual(['over']);
    await expect.poll(() => state.credential).toBe('good');
    expect(bridge.inputsOf('tokens.update')).toHaveLength(1);
  });
});

test('a read that a new credential ended is tried again, one that its reader ended is not', async () => {
  const { api, bridge, renewals, state } = clientWith([]);
  state.credential = 'good';
  let first = true;
  const stop = new AbortController();
  bridge.answer('tokens.get', () => {
    if (!first) return aToken();
    first = false;
    void renewals.ask('c1', 'soon');
    renewals.answer('c1', true);
    throw new Failure({ kind: 'cancelled' });
  });
  await expect(api.tokens.get(REF)).resolves.toEqual(aToken());
  stop.abort();
  await expect(api.tokens.list({ connectionId: 'c1' }, () => undefined, stop.signal)).rejects.toMatchObject({
    facts: { kind: 'cancelled' },
  });
});

test('a wrong credential that did not run out is told as ever, and what names no server passes through', async () => {
  const { api, asked, state } = clientWith(['good']);
  state.credential = 'bad';
  await expect(api.tokens.get(REF)).rejects.toMatchObject({ facts: { kind: 'bad-credential' } });
  await expect(api.app.facts()).resolves.toEqual({});
  expect(asked).toEqual([]);
});

test('an end that is near is foretold once', () => {
  const asked: WhyRenew[] = [];
  const renewals = new Renewals((_id, why) => asked.push(why));
  const end = 1_000_000_000;
  renewals.foretell('c1', end, end - 10 * 60_000);
  expect(asked).toEqual([]);
  renewals.foretell('c1', end, end - 60_000);
  renewals.answer('c1', false);
  renewals.foretell('c1', end, end - 59_000);
  expect(asked).toEqual(['soon']);
});
