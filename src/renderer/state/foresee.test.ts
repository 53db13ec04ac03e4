import { expect, onTestFinished, test, vi } from 'vitest';
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

test('a click on a server of an earlier run has its rows before anything is drawn, and asks for no more until it is', async () => {
  const { app, bridge } = await foreseen();
  const frames = vi.spyOn(globalThis, 'requestAnimationFrame').mockReturnValue(1);
  onTestFinished(() => frames.mockRestore());
  app.openServer('c2');
  expect(app.lists.of('c2').tokens).toEqual([aToken()]);
  expect(app.lists.of('c2').past).toEqual(FACTS);
  expect(app.queries.getQueryData(keys.server('c2'))).toEqual(aServer({ version: '2.7.1' }));
  await new Promise((later) => setTimeout(later, 50));
  const rest = ['server.connect', 'tokens.list', 'history.open'] as const;
  expect(rest.flatMap((path) => bridge.inputsOf(path))).toEqual([]);
  for (const [each] of frames.mock.calls) each(0);
  await expect.poll(() => rest.map((path) => bridge.inputsOf(path).length)).toEqual([1, 1, 1]);
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
