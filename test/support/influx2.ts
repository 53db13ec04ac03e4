import { afterEach } from 'vitest';
import type { Grant } from '#domain/grant';
import type { ConnectNews, Step } from '#contract/shapes';
import type { Server } from '#domain/server';
import type { Token, TokenListEnd } from '#domain/token';
import {
  createLimiter,
  createProvider,
  type ConnectionFacts,
  type LiveProvider,
  type ProviderDeps,
} from '#main/providers/families';
import type { Created, WriteSide } from '#main/providers/provider';
import { Secret } from '#main/secret';
import { startSample, type RunningSample, type SampleOptions } from '#sample/serve';
import { never, realTime } from './http.ts';

/** A provider with all its writes. */
export type FullProvider = LiveProvider & { write: WriteSide };

const open: { close(): void | Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** Closes it when the test ends. */
export function closing<T extends { close(): void | Promise<void> }>(each: T): T {
  open.push(each);
  return each;
}

/** A sample server that remembers what it was asked, until the test ends. */
export async function sample(options: SampleOptions): Promise<RunningSample> {
  return closing(await startSample({ record: true, ...options }));
}

/** A provider that may write, as a connection with this token would have it, until the test ends. */
export function connected(
  url: string,
  secret: string | undefined,
  more: Partial<ConnectionFacts & ProviderDeps> = {},
): FullProvider {
  const { address = url, ca, ownTokenId, family = 'influx2', ...deps } = more;
  const provider = createProvider(
    { address, ca, ownTokenId, family },
    {
      credential: () => Promise.resolve(secret === undefined ? undefined : new Secret(secret)),
      mayWrite: () => true,
      clock: realTime,
      limiter: createLimiter(),
      random: () => 0,
      ...deps,
    },
  );
  return closing(provider as FullProvider);
}

/** A sample and its operator's provider. */
export async function operatorOf(options: SampleOptions) {
  const server = await sample(options);
  return { server, provider: connected(server.url, server.credential) };
}

export async function connectAll(
  provider: LiveProvider,
): Promise<{ steps: Step[]; server: Server | undefined; failure: unknown }> {
  const steps: Step[] = [];
  const tell = (news: ConnectNews) => 'step' in news && steps.push(news.step);
  return provider.read.connect(tell, never()).then(
    (server) => ({ steps, server, failure: undefined }),
    (failure: unknown) => ({ steps, server: undefined, failure }),
  );
}

export async function listAll(
  provider: LiveProvider,
): Promise<{ tokens: Token[]; end: TokenListEnd; batches: number }> {
  const tokens: Token[] = [];
  let batches = 0;
  const take = (batch: Token[]) => {
    batches += 1;
    tokens.push(...batch);
  };
  return { end: await provider.read.listTokens(take, never()), tokens, batches };
}

/** Makes a token for a test. */
export async function made(
  provider: FullProvider,
  description: string,
  grants: Grant[],
  more: { orgId?: string; ownerId?: string } = {},
): Promise<Created> {
  const orgId = more.orgId ?? (await provider.read.listResources(never())).organizations[0]!.id;
  return provider.write.createToken({ orgId, description, status: 'active', grants, ownerId: more.ownerId }, never());
}
