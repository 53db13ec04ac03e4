import { expect, onTestFinished, test } from 'vitest';
import type { ConfirmStep } from '#contract/shapes';
import type { Token } from '#domain/token';
import type { Cloud2Product } from '#sample/cloud2/products';
import type { State } from '#sample/cloud2/state';
import { type RunningSample, type SampleOptions, startSample } from '#sample/serve';
import { testApp } from '#test/app';

/** So long that no window ends while a test runs: a server that names more than a minute is asked after one. */
const FOR_GOOD_S = 1_000_000_000;

/** A region of Cloud with a connection that may write, and its tokens. */
async function region(change: Partial<SampleOptions<Cloud2Product>> = {}) {
  const sample: RunningSample<State> = await startSample({ product: 'serverless', record: true, ...change });
  onTestFinished(() => sample.close());
  const app = await testApp();
  const { id } = await app.add(sample.url, sample.credential);
  await app.connect(id);
  const own = sample.state.authorizationOf(sample.credential ?? '')?.id ?? '';
  await app.unlock(id);
  const tokens = (await app.tokens(id)).filter((token) => token.id !== own && token.status === 'active');

  const prepare = ({ store, id: token }: Token, shown: Token) =>
    app.call<ConfirmStep>('tokens.prepare', {
      connectionId: id,
      token: { store, id: token },
      action: 'delete',
      shown,
    });
  const remove = ({ store, id: token }: Token, { confirmation }: ConfirmStep) => ({
    connectionId: id,
    token: { store, id: token },
    confirmation,
    second: true,
  });
  return { sample, app, id, own, tokens, prepare, remove };
}

const asPeople = (sample: RunningSample<State>) => ({ headers: { authorization: `Token ${sample.credential ?? ''}` } });
const pathOf = (sample: RunningSample<State>, token: string) => `${sample.url}/api/v2/authorizations/${token}`;
const sent = (sample: RunningSample<State>, method: string) =>
  sample.requests.filter((each) => each.method === method).length;

test('Cloud 20 a delete beyond the rate limit is sent once, and says how long the server asks to wait', async () => {
  const CALLS = 60;
  const { sample, app, tokens, prepare, remove } = await region({ rateLimit: { calls: CALLS, seconds: FOR_GOOD_S } });
  const [other, token] = [tokens[0]!, tokens[1]!];
  const stepOfOther = await prepare(other, other);
  const step = await prepare(token, token);
  const before = sample.requests.length;
  await app.call('tokens.delete', remove(other, stepOfOther));
  const reads = sample.requests.length - before - 1;
  // What is left is for the reading just before its end, and no more.
  const counted = () => sample.requests.filter(({ headers }) => headers.authorization !== undefined).length;
  while (counted() < CALLS - reads) expect((await fetch(pathOf(sample, token.id), asPeople(sample))).status).toBe(200);

  expect(await app.failure('tokens.delete', remove(token, step))).toMatchObject({
    kind: 'server-refused',
    status: 429,
    waitMs: 60_000,
  });
  expect(sent(sample, 'DELETE')).toBe(2);
});

test('Cloud 20 a token that is gone already is told as gone, before and after it was confirmed; others go on', async () => {
  const { sample, app, tokens, prepare, remove } = await region();
  const [first, second, third] = [tokens[0]!, tokens[1]!, tokens[2]!];
  const end = (token: Token) => fetch(pathOf(sample, token.id), { method: 'DELETE', ...asPeople(sample) });

  await end(first);
  await expect(prepare(first, first)).rejects.toMatchObject({ facts: { kind: 'gone' } });
  const step = await prepare(second, second);
  await end(second);
  expect(await app.failure('tokens.delete', remove(second, step))).toMatchObject({ kind: 'gone' });
  await app.call('tokens.delete', remove(third, await prepare(third, third)));
  expect((await fetch(pathOf(sample, third.id), asPeople(sample))).status).toBe(404);
});

test('Cloud 20 a credential that ended meanwhile is told as that, and not as a fault of one token', async () => {
  const { sample, own, tokens, prepare } = await region();
  const token = tokens[0]!;
  await fetch(pathOf(sample, own), { method: 'DELETE', ...asPeople(sample) });
  await expect(prepare(token, token)).rejects.toMatchObject({ facts: { kind: 'bad-credential' } });
  expect(sent(sample, 'DELETE')).toBe(1);
});
