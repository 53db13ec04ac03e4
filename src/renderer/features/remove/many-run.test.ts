import { beforeEach, expect, test } from 'vitest';
import { aBridge, aToken } from '../../test-support/builders.ts';
import type { InMemoryBridge } from '../../test-support/in-memory-bridge.ts';
import { ManyRun, type ManyTarget, type Outcome } from './many-run.svelte.ts';
import { createClient } from '#api/client';
import { Failure, type FailureFacts } from '#contract/failure';
import type { ConfirmStep } from '#contract/shapes';
import type { ManyAction } from '#domain/many';
import type { TokenRef } from '#domain/token';

const NOW = Date.UTC(2026, 5, 1);
interface Asked {
  connectionId: string;
  token: TokenRef;
}

let bridge: InMemoryBridge;
let steps: Map<string, Partial<ConfirmStep>>;
let refusals: Map<string, FailureFacts[]>;
let done: string[];
let pauses: number[];
let pause: () => Promise<void>;
let underWay: number;
let mostUnderWay: number;
let onWrite: () => void;

const keyOf = ({ connectionId, token }: Asked) => `${connectionId}/${token.id}`;
const targetOf = (connectionId: string, id: string): ManyTarget => ({ connectionId, token: aToken({ id }) });

beforeEach(() => {
  steps = new Map();
  refusals = new Map();
  done = [];
  pauses = [];
  pause = () => Promise.resolve();
  onWrite = () => undefined;
  underWay = mostUnderWay = 0;
  const write = async (asked: Asked) => {
    mostUnderWay = Math.max(mostUnderWay, ++underWay);
    await Promise.resolve();
    onWrite();
    underWay -= 1;
    const refused = refusals.get(keyOf(asked))?.shift();
    if (refused) throw new Failure(refused);
    done.push(keyOf(asked));
    return aToken({ id: asked.token.id });
  };
  bridge = aBridge()
    .answer('tokens.prepare', (asked: Asked) => ({
      confirmation: keyOf(asked),
      expiresAt: NOW + 60_000,
      risks: [],
      mustRepeat: false,
      ...steps.get(keyOf(asked)),
    }))
    .answer('tokens.delete', async (asked: Asked) => {
      await write(asked);
    })
    .answer('tokens.update', write);
});

function begin(targets: readonly ManyTarget[], action: ManyAction = 'delete') {
  const run = new ManyRun({
    api: createClient(bridge),
    action,
    now: () => NOW,
    show: () => Promise.resolve(),
    pause: (ms) => {
      pauses.push(ms);
      return pause();
    },
  });
  const ended = run.start(targets);
  const outcomes = (): (Outcome | undefined)[] => targets.map((target) => run.outcomeOf(target));
  return { run, ended, outcomes };
}

const refuse = (key: string, ...failures: FailureFacts[]) => refusals.set(key, failures);
const is = (outcomes: (Outcome | undefined)[]) => outcomes.map((outcome) => outcome?.is);

test('J8 Cloud 20 each token has its own outcome, one is worked on at a time, and one that is gone already holds up nothing', async () => {
  refuse('c1/2', { kind: 'gone', what: 'token' });
  refuse('c1/3', { kind: 'server-refused', status: 422, message: 'no' });
  const { ended, outcomes, run } = begin(['1', '2', '3', '4'].map((id) => targetOf('c1', id)));
  await ended;
  expect(is(outcomes())).toEqual(['done', 'gone', 'failed', 'done']);
  expect(done).toEqual(['c1/1', 'c1/4']);
  expect(mostUnderWay).toBe(1);
  expect(run.stage).toBe('ended');
});

test.each<FailureFacts>([
  { kind: 'bad-credential' },
  { kind: 'token-inactive' },
  { kind: 'missing-right', right: 'write:authorizations' },
  { kind: 'read-only', why: 'locked' },
  { kind: 'unreachable', host: 'h', cause: 'refused' },
])('J8 Cloud 20 after %o nothing more is asked of that server, and the others go on', async (failure) => {
  refuse('c1/1', failure);
  const { ended, outcomes } = begin([targetOf('c1', '1'), targetOf('c1', '2'), targetOf('c2', '1')]);
  await ended;
  expect(outcomes()).toEqual([{ is: 'failed', failure }, { is: 'not-tried', why: 'server' }, { is: 'done' }]);
  expect(bridge.inputsOf('tokens.prepare')).not.toContainEqual(
    expect.objectContaining({ connectionId: 'c1', token: { store: 'api', id: '2' } }),
  );
});

test('Cloud 20 a server that is too busy is asked again after the time that it names, or after ever longer ones', async () => {
  const busy = { kind: 'server-refused', status: 429, message: 'slow' } as const;
  refuse('c1/1', { ...busy, waitMs: 7_000 }, busy, { kind: 'proxy', status: 429 });
  const { ended, outcomes } = begin([targetOf('c1', '1')]);
  await ended;
  expect(is(outcomes())).toEqual(['done']);
  expect(pauses).toEqual([7_000, 2_000, 4_000]);
});

test('Cloud 20 who stops while a server is too busy waits no longer, and nothing more is tried', async () => {
  refuse('c1/1', { kind: 'server-refused', status: 429, message: 'slow', waitMs: 60_000 });
  pause = () => new Promise(() => undefined);
  const { run, ended, outcomes } = begin(['1', '2'].map((id) => targetOf('c1', id)));
  await expect.poll(() => pauses).toEqual([60_000]);
  run.stop();
  await ended;
  expect(outcomes()).toMatchObject([{ is: 'failed' }, { is: 'not-tried', why: 'stopped' }]);
  expect(done).toEqual([]);
  expect(bridge.inputsOf('tokens.delete')).toHaveLength(1);
});

test('Cloud 20 a server that stays too busy is not asked for ever', async () => {
  const busy = { kind: 'server-refused', status: 429, message: 'slow' } as const;
  refuse('c1/1', ...Array.from({ length: 20 }, () => busy));
  const { ended, outcomes } = begin([targetOf('c1', '1')]);
  await ended;
  expect(outcomes()).toEqual([{ is: 'failed', failure: busy }]);
  expect(pauses).toHaveLength(3);
});

test('what may have happened is told apart from what did not', async () => {
  refuse('c1/1', { kind: 'outcome-unknown', what: 'deleteToken' });
  const { ended, outcomes } = begin([targetOf('c1', '1')]);
  await ended;
  expect(is(outcomes())).toEqual(['unsure']);
});

test('J8 to stop ends it after the running one', async () => {
  onWrite = () => run.stop();
  const { run, ended, outcomes } = begin(['1', '2', '3'].map((id) => targetOf('c1', id)));
  await ended;
  const notTried = { is: 'not-tried', why: 'stopped' };
  expect(outcomes()).toEqual([{ is: 'done' }, notTried, notTried]);
  expect(done).toEqual(['c1/1']);
});

test('J2 J3 what main wants confirmed is asked for by itself: a no leaves it out, and a yes needs the text', async () => {
  steps.set('c1/1', { type: 'telegraf' });
  steps.set('c1/2', { risks: ['last-operator'], mustRepeat: true });
  const { run, ended, outcomes } = begin(['1', '2', '3'].map((id) => targetOf('c1', id)));
  await expect.poll(() => run.question?.stage.is).toBe('asking');
  run.answer(true);
  expect(run.question).toBeDefined();
  expect(done).toEqual([]);
  if (run.question) run.question.typed = 'telegraf';
  run.answer(true);

  await expect.poll(() => run.question?.token.id).toBe('2');
  run.answer(false);
  await ended;
  expect(is(outcomes())).toEqual(['done', 'left', 'done']);
  expect(bridge.inputsOf('tokens.delete')).toMatchObject([{ typed: 'telegraf', second: false }, { typed: '' }]);
});

test('J7 a token that was changed meanwhile is shown as it is now and asked for by itself', async () => {
  bridge.answer('tokens.prepare', ({ shown }: { shown: { description: string } }) => {
    if (shown.description !== 'new') throw new Failure({ kind: 'changed', fields: ['description'] });
    return { confirmation: 'n', expiresAt: NOW + 60_000, risks: [], mustRepeat: false };
  });
  bridge.answer('tokens.get', ({ token }: Asked) => aToken({ id: token.id, description: 'new' }));
  const { run, ended, outcomes } = begin([targetOf('c1', '1')]);
  await expect.poll(() => run.question?.token.description).toBe('new');
  expect(done).toEqual([]);
  run.answer(true);
  await ended;
  expect(is(outcomes())).toEqual(['done']);
});

test('to stop while something is asked is a no', async () => {
  steps.set('c1/1', { type: 'telegraf' });
  const { run, ended, outcomes } = begin([targetOf('c1', '1'), targetOf('c1', '2')]);
  await expect.poll(() => run.question).toBeDefined();
  run.stop();
  await ended;
  expect(outcomes()).toEqual([
    { is: 'not-tried', why: 'stopped' },
    { is: 'not-tried', why: 'stopped' },
  ]);
});

test('activating asks for nothing more, deactivating goes by its confirmation', async () => {
  await begin([targetOf('c1', '1')], 'activate').ended;
  await begin([targetOf('c1', '2')], 'deactivate').ended;
  expect(bridge.inputsOf('tokens.update')).toEqual([
    { connectionId: 'c1', token: { store: 'api', id: '1' }, change: { status: 'active' } },
    expect.objectContaining({ change: { status: 'inactive' }, confirmation: 'c1/2' }),
  ]);
});

test('many tokens are begun no faster than main takes calls', async () => {
  await begin(Array.from({ length: 50 }, (_, at) => targetOf('c1', String(at)))).ended;
  expect(pauses).toEqual(Array.from({ length: 10 }, () => 60));
});
