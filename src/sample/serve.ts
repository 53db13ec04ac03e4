import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import type { CastName } from './influx2/seed/casts.ts';
import type { Fault } from './cloud2/faults.ts';
import type { Cloud2Product } from './cloud2/products.ts';
import type { RateLimit } from './cloud2/rate-window.ts';
import { cloud2Sample } from './cloud2/sample.ts';
import type { State as CloudState } from './cloud2/state.ts';
import { isCloud2, isInflux3, isManagement, isOss2, type FamilyServer, type Product } from './family.ts';
import { influx2Sample } from './influx2/sample.ts';
import type { State } from './influx2/state.ts';
import type { Oss2Product } from './influx2/versions.ts';
import { influx3Sample } from './influx3/sample.ts';
import type { State as Influx3State } from './influx3/state.ts';
import type { Influx3Product } from './influx3/versions.ts';
import type { ManagementProduct, ManagementSwitches } from './management/products.ts';
import { createListener } from './listener.ts';
import { managementSample } from './management/sample.ts';
import type { State as ManagementState } from './management/state.ts';

/** A request as the sample received it. */
export interface ReceivedRequest {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Which sample to start, and how. */
export interface SampleOptions<P extends Product = Oss2Product> {
  product: P;
  /** Keep hashes instead of tokens; else as the version does by default. Only 2.8 and 2.9 can. */
  hashed?: boolean;
  /** Not set up, without any data. */
  empty?: boolean;
  /** How many tokens the believable data has. */
  tokens?: number;
  /** 0, the default, takes a free port. */
  port?: number;
  host?: string;
  /** Another number gives other data of the same kind. */
  seed?: number;
  /** Whose server it is: the company's (the default), its staging's, a workshop's. */
  cast?: CastName;
  /** Keep every request, for tests: with secrets. */
  record?: boolean;
  /** Runs before each answer; may wait, or answer itself and give true. */
  before?: (req: IncomingMessage, res: ServerResponse) => boolean | Promise<boolean>;
  /** InfluxDB Cloud: how many calls each organization may make, and in how many seconds. */
  rateLimit?: RateLimit;
  /** InfluxDB Cloud: what goes wrong, one after the other. */
  faults?: readonly Fault[];
  /** InfluxDB 3: started `--without-auth`. */
  withoutAuth?: boolean;
  /** InfluxDB 3 Enterprise: how the column `permissions` is written; as a JSON array by default. */
  permissionsAs?: 'array' | 'string';
  /** InfluxDB 3: the port of a recovery listener, 0 for a free one; absent, there is none. */
  recoveryPort?: number;
  /** PEM texts: the sample then speaks https. */
  tls?: { key: string; cert: string };
  /** Clustered: only paths with account and cluster, or only those without; by default both exist. */
  accountIds?: boolean;
  /** Dedicated and Clustered: what the vendor's documents leave open. */
  management?: ManagementSwitches;
}

/** A sample server that listens. */
export interface RunningSample<S = State> {
  product: Product;
  url: string;
  /** The strongest token of the believable data. */
  credential?: string;
  /** What a person must know beside the address, as it is printed. */
  facts: readonly string[];
  /** What a client's address has behind the origin, '' mostly. */
  path: string;
  requests: readonly ReceivedRequest[];
  /** The secrets of the believable data by description; the first of each. */
  secretOf(description: string): string | undefined;
  state: S;
  close(): Promise<void>;
}

type Family = FamilyServer & { state: unknown };

/** Starts a sample server on a socket. Rejects when the port is taken. */
export function startSample(options: SampleOptions): Promise<RunningSample>;
export function startSample(options: SampleOptions<Cloud2Product>): Promise<RunningSample<CloudState>>;
export function startSample(options: SampleOptions<Influx3Product>): Promise<RunningSample<Influx3State>>;
export function startSample(options: SampleOptions<ManagementProduct>): Promise<RunningSample<ManagementState>>;
export function startSample(options: SampleOptions<Product>): Promise<RunningSample<unknown>>;
export async function startSample(options: SampleOptions<Product>): Promise<RunningSample<unknown>> {
  const family = familyOf(options);
  const requests: ReceivedRequest[] = [];
  const { server, end } = createListener(
    { tls: options.tls, http2: family.speaksHttp2 },
    (req, res) => void receive(options, family, requests, req, res),
  );
  await family.open?.();
  await listen(server, options.port ?? 0, options.host ?? '127.0.0.1');
  const { port } = addressOf(server);
  return {
    product: options.product,
    url: `${options.tls ? 'https' : 'http'}://${options.host ?? '127.0.0.1'}:${port}`,
    credential: family.credential,
    facts: family.facts ?? [],
    path: family.path ?? '',
    requests,
    secretOf: (description) => family.secretOf(description),
    state: family.state,
    async close() {
      await end();
      await family.close?.();
    },
  };
}

function familyOf(options: SampleOptions<Product>): Family {
  const { product } = options;
  if (isOss2(product)) return influx2Sample({ ...options, product });
  if (isInflux3(product)) return influx3Sample({ ...options, product });
  if (isCloud2(product)) return cloud2Sample({ ...options, product });
  if (isManagement(product)) return managementSample({ ...options, product });
  throw new Error('there is no sample of this product');
}

async function receive(
  options: SampleOptions<Product>,
  family: Family,
  requests: ReceivedRequest[],
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (options.record)
      requests.push({
        method: req.method ?? '',
        path: req.url ?? '',
        headers: req.headers,
        body: body.toString('utf8'),
      });
    if (await options.before?.(req, res)) return;
    await family.serve(req, res, body, options.tls !== undefined);
  } catch (error) {
    if (!res.destroyed) res.destroy(error instanceof Error ? error : undefined);
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sample does not listen on a port');
  return address;
}
