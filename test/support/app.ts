import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Failure, type FailureFacts } from '#contract/failure';
import { type App, type AppOptions, createApp } from '#main/app';
import type { Connection, ConnectionDraft } from '#domain/connection';
import { firstOpened } from '#domain/rail-order';
import type { Server } from '#domain/server';
import type { Token } from '#domain/token';
import { type RunningSample, type SampleOptions, startSample } from '#sample/serve';
import { type TestPorts, testPorts } from './ports.ts';
import { MemoryPort } from './stream-port.ts';

/** The app as a page knows it, with the other sides of its ports at hand. */
export class TestApp {
  constructor(
    readonly app: App,
    readonly ports: TestPorts,
  ) {}

  /** The value of a call; throws the Failure that it answered. `T` is what the contract says of it. */
  async call<T>(path: string, input?: unknown): Promise<T> {
    const reply = await this.app.call(path, input);
    if (!reply.ok) throw new Failure(reply.failure);
    return reply.value as T;
  }

  /** The failure of a call that is expected to fail. */
  async failure(path: string, input?: unknown): Promise<FailureFacts> {
    const reply = await this.app.call(path, input);
    if (reply.ok) throw new Error(`${path} did not fail`);
    return reply.failure;
  }

  /** The chunks and the end of a stream; throws the Failure that it ended with. */
  async stream<C, E>(path: string, input: unknown): Promise<{ chunks: C[]; end: E }> {
    const port = new MemoryPort();
    this.app.stream(path, input, port);
    const last = await port.last;
    if ('failure' in last) throw new Failure(last.failure);
    return { chunks: port.chunks as C[], end: last.end as E };
  }

  /** Saves a server with a token; answers its connection. */
  add(address: string, secret: string | undefined, change: Partial<ConnectionDraft> = {}): Promise<Connection> {
    return this.call('connections.add', { draft: draftFor(address, change), secret });
  }

  async connect(connectionId: string): Promise<Server> {
    return (await this.stream<unknown, Server>('server.connect', { connectionId })).end;
  }

  async tokens(connectionId: string): Promise<Token[]> {
    return (await this.stream<Token[], unknown>('tokens.list', { connectionId })).chunks.flat();
  }

  /** The first token with this description. */
  async token(connectionId: string, description: string): Promise<Token> {
    const found = (await this.tokens(connectionId)).find((token) => token.description === description);
    if (!found) throw new Error(`no token “${description}”`);
    return found;
  }

  async unlock(connectionId: string): Promise<void> {
    await this.call('modes.unlock', { connectionId });
  }
}

/** What a person enters for a server. */
export function draftFor(address: string, change: Partial<ConnectionDraft> = {}): ConnectionDraft {
  return { name: 'Test', address, environment: 'development', note: '', ...change };
}

/**
 * The app on test ports, started, with a page that has asked for what it shows first; it quits when the test is over.
 */
export async function testApp(ports: TestPorts = testPorts(), change: Partial<AppOptions> = {}): Promise<TestApp> {
  const app = createApp(ports, {
    version: '0.0.0',
    platform: 'linux',
    readOnlySwitch: false,
    policyFile: join(ports.folder, 'policy.json'),
    startSamples: async () => [],
    openSamples: false,
    ...change,
  });
  onTestFinished(() => app.quit());
  const tested = new TestApp(app, ports);
  const started = app.start();
  const first = firstOpened(await tested.call<Connection[]>('connections.list'), undefined);
  if (first) await tested.call('history.last', { connectionId: first.id });
  await started;
  return tested;
}

/** A sample server that records what it gets; it stops when the test is over. */
export async function testSample(change: Partial<SampleOptions> = {}): Promise<RunningSample & { credential: string }> {
  const sample = await startSample({ product: 'oss-2.9', tokens: 40, record: true, ...change });
  onTestFinished(() => sample.close());
  return { ...sample, requests: sample.requests, credential: sample.credential ?? '' };
}
