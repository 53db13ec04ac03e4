import type { Product } from './family.ts';
import { startSample, type RunningSample, type SampleOptions } from './serve.ts';

/** A sample server as one of a set: what a person would have called it. */
interface WorkspaceSample extends RunningSample<unknown> {
  name: string;
  environment: 'production' | 'staging' | 'development';
  note: string;
}

type Plan = Pick<WorkspaceSample, 'name' | 'environment' | 'note'> & { options: SampleOptions<Product> };

const PLANS: readonly Plan[] = [
  {
    name: 'prod-eu',
    environment: 'production',
    note: 'The company’s: three organizations, tokens kept as hashes',
    options: { product: 'oss-2.9' },
  },
  {
    name: 'staging',
    environment: 'staging',
    note: 'Keeps tokens as they are, and shows them to whoever may list',
    options: { product: 'oss-2.7', cast: 'staging', seed: 27 },
  },
  {
    name: 'workshop-pi',
    environment: 'development',
    note: 'A 2.0 that nobody dares to touch',
    options: { product: 'oss-2.0', cast: 'workshop', seed: 20 },
  },
  {
    name: 'plant-core',
    environment: 'production',
    note: 'InfluxDB 3 Core: admin tokens only',
    options: { product: 'core-3.10' },
  },
  {
    name: 'plant-enterprise',
    environment: 'production',
    note: 'InfluxDB 3 Enterprise: database tokens with an expiry',
    options: { product: 'enterprise-3.10' },
  },
  {
    name: 'cloud-serverless',
    environment: 'production',
    note: 'InfluxDB Cloud Serverless: one organization per token',
    options: { product: 'serverless' },
  },
  {
    name: 'cloud-tsm',
    environment: 'staging',
    note: 'InfluxDB Cloud (TSM)',
    options: { product: 'cloud-tsm' },
  },
  {
    name: 'dedicated',
    environment: 'production',
    note: 'InfluxDB Cloud Dedicated, by its management API',
    options: { product: 'dedicated' },
  },
  {
    name: 'clustered',
    environment: 'staging',
    note: 'InfluxDB Clustered, by its management API',
    options: { product: 'clustered' },
  },
  {
    name: 'fresh',
    environment: 'development',
    note: 'Not set up yet',
    options: { product: 'oss-2.9', empty: true },
  },
];

/** Starts the set of servers that the app shows on its first start, each on a free port of this machine. */
export async function startSampleWorkspace(): Promise<WorkspaceSample[]> {
  return Promise.all(PLANS.map(async ({ options, ...plan }) => ({ ...(await startSample(options)), ...plan })));
}
