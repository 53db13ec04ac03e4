import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { NewToken, Token } from '#domain/token';
import type { ProviderDeps } from '#main/providers/families';
import type { ManagementProduct } from '#sample/management/products';
import type { State } from '#sample/management/state';
import { startSample, type RunningSample, type SampleOptions } from '#sample/serve';
import { closing, connected, listAll, type FullProvider } from './influx2.ts';
import { json, rawServer, type RawServer } from './raw-server.ts';

/**
 * A Dedicated or Clustered that remembers what it was asked, until the test ends; `address` is the one for a client.
 */
export async function managedSample(
  change: Partial<SampleOptions<ManagementProduct>> = {},
): Promise<{ server: RunningSample<State>; address: string; credential: string }> {
  const server = await startSample({ product: 'clustered', record: true, ...change });
  onTestFinished(() => server.close());
  return { server, address: server.url + server.path, credential: server.credential ?? '' };
}

/** A provider that may write, told that the management API answers. */
export function connectedManager(address: string, secret?: string, more: Partial<ProviderDeps> = {}): FullProvider {
  return connected(address, secret, { family: 'management', ...more });
}

/** A sample and the provider of its management token. */
export async function managerOf(change: Partial<SampleOptions<ManagementProduct>> = {}) {
  const sample = await managedSample(change);
  return { ...sample, provider: connectedManager(sample.address, sample.credential) };
}

/** The first token of this description. */
export async function tokenNamed(provider: FullProvider, description: string): Promise<Token> {
  const found = (await listAll(provider)).tokens.find((token) => token.description === description);
  if (!found) throw new Error(`no token “${description}”`);
  return found;
}

/** A database token that is wanted. */
export function wantedToken(description: string, change: Partial<NewToken> = {}): NewToken {
  return { orgId: '', description, status: 'active', grants: [], ...change };
}

/** A management API that answers to a credential as a test says, and to none with its 401. */
export async function rawManager(
  answer: (path: string, req: IncomingMessage, res: ServerResponse) => unknown,
): Promise<RawServer & { provider: FullProvider }> {
  const server = await rawServer((req, res) => {
    if (req.headers.authorization === undefined) return json(res, { code: 401, message: 'unauthorized' }, 401);
    return answer((req.url ?? '').replace('/api/v0/', ''), req, res);
  });
  closing(server);
  return { ...server, provider: connectedManager(server.url, 'M.V1.raw') };
}
