import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { contract } from '#contract/contract';
import { isInflux3, PRODUCTS, type Product } from '#sample/family';
import { startSample, type RunningSample } from '#sample/serve';
import type { Question } from '#main/ports';
import { type TestApp, testApp } from '#test/app';
import { FakeDesktop } from '#test/desktop';
import { callEach, methodAt, METHODS, type MethodPath, type Scene, sceneOf } from '#test/every-method';
import { testPorts } from '#test/ports';

const WRITES = METHODS.filter((path) => methodAt(path).access === 'write');

/** What every family answers: a locked connection is no idle one. */
const READ_EVERYWHERE: readonly MethodPath[] = [
  'connections.look',
  'connections.test',
  'server.connect',
  'server.resources',
  'tokens.list',
  'tokens.get',
  'tokens.prepare',
];

/** A person who agrees to everything but to unlock. */
class CautiousDesktop extends FakeDesktop {
  override async ask(question: Question): Promise<boolean> {
    this.questions.push(question);
    return !question.title.startsWith('Unlock');
  }
}

async function sampleOf(product: Product): Promise<RunningSample<unknown>> {
  const sample = await startSample({
    product,
    record: true,
    tokens: 60,
    ...(isInflux3(product) && { recoveryPort: 0 }),
  });
  onTestFinished(() => sample.close());
  return sample;
}

async function lockedScene(product: Product): Promise<Scene> {
  const app = await testApp({ ...testPorts(), desktop: new CautiousDesktop() });
  return sceneOf(app, await sampleOf(product));
}

/**
 * What may arrive at a server of a locked connection. Nothing but GET: the lists of InfluxDB 3, which are queries that
 * could be a POST of /api/v3/query_sql, are asked for by GET too.
 */
function notReads({ sample }: Scene): string[] {
  return sample.requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
}

/** What the server keeps of its tokens; which of them is the own one may come to be known. */
async function rowsOf(app: TestApp, id: string): Promise<string[]> {
  return (await app.tokens(id)).map((token) => JSON.stringify({ ...token, own: undefined })).sort();
}

test('every method of the contract is driven', () => {
  const all = Object.entries(contract).flatMap(([group, methods]) =>
    Object.keys(methods).map((name) => `${group}.${name}`),
  );
  expect([...METHODS].sort()).toEqual(all.sort());
});

describe.each(PRODUCTS)('%s', (product) => {
  test('E3 while its connection is locked nothing but reads arrives, whatever is called, in whatever order', async () => {
    const scene = await lockedScene(product);
    const { app, id, sample } = scene;
    const before = await rowsOf(app, id);

    for (const path of METHODS) {
      const sent = sample.requests.length;
      const outcomes = await callEach(scene, path);
      if (WRITES.includes(path)) {
        for (const outcome of outcomes)
          expect(outcome).toEqual({ ok: false, failure: { kind: 'read-only', why: 'locked' } });
        expect(sample.requests.slice(sent), path).toEqual([]);
      }
      if (READ_EVERYWHERE.includes(path))
        expect(
          outcomes.filter(({ ok }) => !ok),
          path,
        ).toEqual([]);
      await app.ports.clock.pass(1_000);
    }
    await fc.assert(
      fc.asyncProperty(fc.array(fc.subarray(METHODS, { maxLength: 6 }), { maxLength: 4 }), async (rounds) => {
        for (const together of rounds) await Promise.all(together.map((path) => callEach(scene, path)));
        await app.ports.clock.pass(5_000);
        expect(notReads(scene)).toEqual([]);
      }),
      { numRuns: 5 },
    );

    expect(sample.requests.length).toBeGreaterThan(20);
    expect(notReads(scene)).toEqual([]);
    expect(await rowsOf(app, id)).toEqual(before);
    expect(await app.call('modes.list')).toEqual([]);
  });

  test('the same calls do write where the connection is unlocked', async () => {
    const app = await testApp();
    const scene = await sceneOf(app, await sampleOf(product));
    await app.unlock(scene.id);
    const wrote = new Set<MethodPath>();
    const failed: string[] = [];
    for (const path of CHANGES) {
      const before = notReads(scene).length;
      const outcomes = await callEach(scene, path);
      if (notReads(scene).length > before) wrote.add(path);
      failed.push(...outcomes.flatMap((outcome) => (outcome.ok ? [] : [`${path} ${outcome.failure.kind}`])));
    }
    expect([...wrote]).toEqual(writesOf(product));
    // A family says itself what it is not able to do; everything else was done.
    expect(failed.filter((each) => !each.endsWith(' not-able'))).toEqual([]);
  });
});

/** A token's whole life, and what comes before it is sent: what was prepared is used. */
const CHANGES = [
  'tokens.create',
  'tokens.prepare',
  'tokens.update',
  'users.create',
  'tokens.prepare',
  'tokens.delete',
  'server.regenerate',
] as const;

/** Which of them send a change to the server. */
function writesOf(product: Product): MethodPath[] {
  if (product.startsWith('oss')) return ['tokens.create', 'tokens.update', 'users.create', 'tokens.delete'];
  if (isInflux3(product)) return ['tokens.create', 'tokens.delete', 'server.regenerate'];
  return ['tokens.create', 'tokens.update', 'tokens.delete'];
}
