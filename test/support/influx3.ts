import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { NewToken, Token } from '#domain/token';
import type { ProviderDeps } from '#main/providers/families';
import { startSample, type RunningSample, type SampleOptions } from '#sample/serve';
import type { State } from '#sample/influx3/state';
import type { Influx3Product } from '#sample/influx3/versions';
import { connected, listAll, type FullProvider } from './influx2.ts';
import { json, rawServer, type RawServer } from './raw-server.ts';

/** A sample of InfluxDB 3 that remembers what it was asked, until the test ends. */
export async function sample3(
  change: Partial<SampleOptions<Influx3Product>> = {},
): Promise<RunningSample<State> & { credential: string }> {
  const sample = await startSample({ product: 'core-3.10', record: true, ...change });
  onTestFinished(() => sample.close());
  return { ...sample, requests: sample.requests, credential: sample.credential ?? '' };
}

/** A provider that may write, and that has to find out who answers. */
export function connected3(url: string, secret?: string, more: Partial<ProviderDeps> = {}): FullProvider {
  return connected(url, secret, { family: 'influx3', ...more });
}

/** A sample and its operator's provider. */
export async function operatorOf3(change: Partial<SampleOptions<Influx3Product>> = {}) {
  const server = await sample3(change);
  return { server, provider: connected3(server.url, server.credential) };
}

/** The token of this name. */
export async function named3(provider: FullProvider, name: string): Promise<Token> {
  const found = (await listAll(provider)).tokens.find(({ description }) => description === name);
  if (!found) throw new Error(`no token “${name}”`);
  return found;
}

/** A token that is wanted, an admin's unless it says otherwise. */
export function wanted3(description: string, change: Partial<NewToken> = {}): NewToken {
  return { orgId: '', description, status: 'active', kind: 'admin', grants: [], ...change };
}

/** `METHOD path` of every request, without queries. */
export function asked(server: Pick<RunningSample<State>, 'requests'>): string[] {
  return server.requests.map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
}

/** A server that answers as a Core does, but for what a test says of its rows and of other paths. */
export function raw3(
  rows: (sql: string) => unknown,
  others: (req: IncomingMessage, res: ServerResponse) => boolean = () => false,
): Promise<RawServer> {
  return rawServer((req, res) => {
    const url = new URL(req.url ?? '', 'http://raw');
    if (others(req, res)) return;
    if (url.pathname === '/ping') return json(res, { product_name: 'InfluxDB 3 Enterprise', version: '3.10.0' });
    if (url.pathname === '/api/v3/query_sql') return json(res, rows(url.searchParams.get('q') ?? ''));
    res.writeHead(404).end('Not found');
  });
}
