import { expect, test } from 'vitest';
import { connectionsQuery, keys } from '#api/queries';
import { aBridge, aConnection, aServer, aToken } from '../test-support/builders.ts';
import { appOver } from '../test-support/render.ts';
import { foresee } from './foresee.ts';

const FACTS = {
  readAt: 1,
  completeness: 'every-token',
  unreadable: 0,
  v1: 'absent',
  firstAt: 1,
  readings: 1,
  tokens: 1,
  address: 'http://a',
  product: 'InfluxDB OSS',
  version: '2.9.1',
} as const;
const SERVERS = [aConnection({ id: 'c1' }), aConnection({ id: 'c2' })];

async function foreseen() {
  const bridge = aBridge({ connections: SERVERS })
    .answer('history.last', ({ connectionId }: { connectionId: string }) =>
      connectionId === 'c2' ? { facts: FACTS, server: aServer({ version: '2.7.1' }), first: [aToken()] } : null,
    )
    .streamOf('history.open', (_input, chunk) => {
      chunk([aToken()]);
      return { facts: FACTS, server: aServer() };
    })
    .streamOf('server.connect', () => new Promise(() => undefined))
    .streamOf('tokens.list', () => new Promise(() => undefined));
  const app = appOver(bridge);
  await app.queries.prefetchQuery(connectionsQuery(app.api));
  const idle: number[] = [];
  await foresee(app, SERVERS, async () => void idle.push(bridge.inputsOf('history.last').length));
  return { app, bridge, idle };
}

test('one server after the other is asked for, each when nothing else is to do', async () => {
  const { bridge, idle } = await foreseen();
  expect(bridge.inputsOf('history.last')).toEqual([{ connectionId: 'c1' }, { connectionId: 'c2' }]);
  expect(idle).toEqual([0, 1]);
});

test('a click on a server that was read in an earlier run has its rows before anything is drawn', async () => {
  const { app, bridge } = await foreseen();
  app.openServer('c2');
  expect(app.lists.of('c2').tokens).toEqual([aToken()]);
  expect(app.lists.of('c2').past).toEqual(FACTS);
  expect(app.queries.getQueryData(keys.server('c2'))).toEqual(aServer({ version: '2.7.1' }));
  await expect.poll(() => bridge.inputsOf('server.connect')).toEqual([{ connectionId: 'c2' }]);
  expect(bridge.inputsOf('tokens.list')).toEqual([{ connectionId: 'c2' }]);
  expect(bridge.inputsOf('history.last')).toHaveLength(2);
});

test('a server whose address is another now shows nothing of what was known', async () => {
  const { app, bridge } = await foreseen();
  bridge.answer('history.last', () => null);
  app.forget('c2');
  app.openServer('c2');
  expect(app.lists.of('c2').tokens).toEqual([]);
  await expect.poll(() => bridge.inputsOf('history.last')).toHaveLength(3);
  expect(app.queries.getQueryData(keys.server('c2'))).toBeUndefined();
});
