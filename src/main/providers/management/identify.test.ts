import { expect, test } from 'vitest';
import { explain } from '#contract/explain';
import { Failure } from '#contract/failure';
import { Answering } from '#domain/server';
import { answering, createLimiter, type ConnectionFacts } from '#main/providers/families';
import { never, realTime } from '#test/http';
import { closing } from '#test/influx2';
import { managedSample } from '#test/managed';
import { json, rawServer } from '#test/raw-server';

const whoAnswers = (target: Pick<ConnectionFacts, 'address' | 'accountId' | 'clusterId'>) =>
  answering(target, { clock: realTime, limiter: createLimiter() }, never());
const failureOf = (asking: Promise<unknown>) =>
  asking.then(
    () => undefined,
    (error: unknown) => (error instanceof Failure ? error.facts : error),
  );

test.each([undefined, true, false])(
  'S4.1 a Clustered is known without a credential, account ids: %s',
  async (accountIds) => {
    const { server } = await managedSample({ accountIds });
    expect(Answering.parse(await whoAnswers({ address: server.url }))).toEqual({
      product: 'InfluxDB Clustered',
      supported: true,
      version: '',
      readiness: 'ready',
      plainHttp: true,
    });
    expect(server.requests.filter(({ headers, method }) => headers.authorization || method !== 'GET')).toEqual([]);
  },
);

test('a cluster of Dedicated is named by the address in both of its forms, or beside it, and nothing else is asked', async () => {
  const { server } = await managedSample({ product: 'dedicated' });
  const { accountId, clusterId } = server.state.addressing;
  const ids = `accounts/${accountId}/clusters/${clusterId}`;
  const named = { product: 'InfluxDB Cloud Dedicated', supported: true, cluster: clusterId };
  expect(await whoAnswers({ address: `${server.url}/${ids}` })).toMatchObject(named);
  expect(await whoAnswers({ address: `${server.url}/api/v0/${ids}/` })).toMatchObject(named);
  expect(await whoAnswers({ address: server.url, accountId, clusterId })).toMatchObject(named);
  expect(new Set(server.requests.map(({ path }) => path))).toEqual(new Set([`/api/v0/${ids}/tokens`]));
});

test('the console without a cluster is not asked at all: what is missing is said', async () => {
  const failure = await failureOf(whoAnswers({ address: 'https://console.influxdata.com' }));
  expect(failure).toEqual({ kind: 'invalid', field: 'address', reason: 'no-cluster' });
  expect(explain(failure as Failure['facts']).detail).toContain('/accounts/ACCOUNT_ID/clusters/CLUSTER_ID');
});

test('ids for a Clustered that has none in its paths are told to be wrong', async () => {
  const { server } = await managedSample({ accountIds: false });
  const address = `${server.url}/accounts/a/clusters/c`;
  expect(await failureOf(whoAnswers({ address }))).toEqual({
    kind: 'invalid',
    field: 'address',
    reason: 'no-such-cluster',
  });
});

test('an ingress that answers unknown paths with a page of its own does not hide a Clustered', async () => {
  const server = closing(
    await rawServer((req, res) => {
      if (req.url === '/api/v0/tokens') return json(res, { code: 401, message: 'unauthorized' }, 401);
      return res.writeHead(404, { 'content-type': 'text/html' }).end('<html>default backend</html>');
    }),
  );
  expect(await whoAnswers({ address: server.url })).toMatchObject({ product: 'InfluxDB Clustered' });
});

test('a 401 with a word as its code is none of the management API', async () => {
  const server = closing(
    await rawServer((_, res) => json(res, { code: 'unauthorized', message: 'unauthorized access' }, 401)),
  );
  expect(await failureOf(whoAnswers({ address: server.url }))).toMatchObject({ kind: 'wrong-product' });
});
