import type { FamilyServer } from '#sample/family';
import type { SampleOptions } from '#sample/serve';
import type { Cloud2Product } from './products.ts';
import { RateWindow } from './rate-window.ts';
import { seed } from './seed/seed.ts';
import { serve } from './server.ts';
import { State } from './state.ts';

/** A region of InfluxDB Cloud Serverless or Cloud (TSM) with two organizations; with `empty` nobody has an account. */
export function cloud2Sample(options: SampleOptions<Cloud2Product>): FamilyServer & { state: State } {
  const state = new State(options.faults, options.rateLimit && new RateWindow(options.rateLimit));
  const seeded = options.empty ? undefined : seed(state, options);
  return {
    state,
    credential: seeded?.credential,
    secretOf: (description) => seeded?.secrets.get(description),
    serve: (req, res, body) => serve(state, req, res, body),
  };
}
