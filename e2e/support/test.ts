import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test as base } from '@playwright/test';
import type { Product } from '../../src/sample/family.ts';
import { startSample, type RunningSample, type SampleOptions } from '../../src/sample/serve.ts';
import { RunningApp, type LaunchOptions } from './app.ts';

interface Serve {
  (options: SampleOptions): Promise<RunningSample>;
  (options: SampleOptions<Product>): Promise<RunningSample<unknown>>;
}

/** What a journey is given. */
export interface Fixtures {
  /** A data folder for several starts; it goes when the test ends. */
  folder: string;
  /** What every start of a file has in common: `test.use({ defaults: { keyring: true } })`. */
  defaults: LaunchOptions;
  /** Starts the app; it is closed when the test ends. */
  launch: (options?: LaunchOptions) => Promise<RunningApp>;
  /** Whether sample servers keep what they receive (with its secrets). */
  record: boolean;
  /** Starts a sample server beside the app; it is stopped when the test ends. */
  serve: Serve;
}

/** A journey: what it starts ends with it. */
export const test = base.extend<Fixtures>({
  defaults: [{}, { option: true }],
  folder: async ({ defaults: _ }, use) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'token-explorer-e2e-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launch: async ({ defaults }, use) => {
    const started: RunningApp[] = [];
    await use(async (options) => {
      const app = await RunningApp.launch({ ...defaults, ...options });
      started.push(app);
      return app;
    });
    // The last first: an earlier one may own the data folder that a later one runs on.
    for (const app of started.reverse()) await app.close();
  },
  record: [true, { option: true }],
  serve: async ({ record }, use) => {
    const started: RunningSample<unknown>[] = [];
    const serve = async (options: SampleOptions<Product>): Promise<RunningSample<unknown>> => {
      const server = await startSample({ record, ...options });
      started.push(server);
      return server;
    };
    await use(serve as Serve);
    for (const server of started) await server.close();
  },
});

export { expect } from '@playwright/test';
