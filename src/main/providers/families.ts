import { Failure } from '#contract/failure';
import type { Answering } from '#domain/server';
import type { Secret } from '#main/secret';
import { detecting, findFamily } from './detecting.ts';
import type { Family } from './family.ts';
import { createHttp } from './http/http.ts';
import { createLimiter, type Limiter } from './http/limiter.ts';
import type { Limits, Timers } from './http/limits.ts';
import type { Cluster } from './http/path.ts';
import { cloud2 } from './influx2/cloud.ts';
import { influx2 } from './influx2/influx2.ts';
import { influx3 } from './influx3/influx3.ts';
import { management } from './management/management.ts';
import type { Provider } from './provider.ts';

export { createLimiter, type Limiter };

/**
 * Where a connection leads. `ca` is PEM text; `ownTokenId` the token's id, when this app made it. `accountId` and
 * `clusterId` say which cluster is meant where one address manages several and names none.
 */
export interface ConnectionFacts {
  address: string;
  accountId?: string;
  clusterId?: string;
  ca?: string;
  ownTokenId?: string;
  /** Who answered there before, as `Provider.family` told. */
  family?: string;
}

export interface ProviderDeps {
  /** Asked per request, so that no provider keeps a token. May throw 'secret-locked' or 'secret-mismatch'. */
  credential(): Promise<Secret | undefined>;
  /** Asked right before each write; false ends it with 'read-only' before any socket is touched. */
  mayWrite(): boolean;
  clock: Timers;
  limiter: Limiter;
  /** For the jitter of retries: from 0 up to 1. */
  random?(): number;
  limits?: Partial<Limits>;
}

/** A provider with open sockets. `close` cancels what runs and ends them. */
export interface LiveProvider extends Provider {
  close(): void;
}

/** The families, in the order in which they are asked whether they know who answers. */
const FAMILIES: readonly Family[] = [influx2, cloud2, influx3, management];

/** Makes the provider for one revision of a connection; a changed address, CA or token needs a new one. */
export function createProvider(connection: ConnectionFacts, deps: ProviderDeps): LiveProvider {
  const { clock, ...rest } = deps;
  const { address, ca } = connection;
  const http = createHttp({ ...rest, timers: clock, address, cluster: clusterOf(connection), ca });
  // SECURITY: the token of a connection is for its own address only.
  const elsewhere = (other: string) =>
    createHttp({ ...rest, timers: clock, address: other, ca, credential: noCredential });
  const provider = detecting(
    FAMILIES,
    {
      http,
      elsewhere,
      timers: clock,
      credential: () => deps.credential(),
      ownTokenId: connection.ownTokenId,
    },
    connection.family,
  );
  return { ...provider, close: () => http.close() };
}

/** Who answers at an address; no credential is sent. A Failure says why nobody can be told. */
export async function answering(
  target: Pick<ConnectionFacts, 'address' | 'accountId' | 'clusterId' | 'ca'>,
  deps: Pick<ProviderDeps, 'clock' | 'limiter' | 'limits'>,
  signal: AbortSignal,
): Promise<Answering> {
  const { clock: timers, limiter, limits } = deps;
  const { address, ca } = target;
  const place = { address, cluster: clusterOf(target), ca };
  const http = createHttp({ ...place, timers, limiter, limits, credential: noCredential, mayWrite: () => false });
  try {
    return (await findFamily(FAMILIES, http, signal)).answering;
  } finally {
    http.close();
  }
}

function noCredential(): Promise<never> {
  return Promise.reject(new Failure({ kind: 'no-credential' }));
}

function clusterOf({ accountId, clusterId }: Pick<ConnectionFacts, 'accountId' | 'clusterId'>): Cluster | undefined {
  return accountId && clusterId ? { accountId, clusterId } : undefined;
}
