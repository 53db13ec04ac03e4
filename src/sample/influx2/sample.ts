import type { FamilyServer } from '#sample/family';
import type { SampleOptions } from '#sample/serve';
import { seed } from './seed/seed.ts';
import { serve } from './server.ts';
import { State } from './state.ts';
import { VERSIONS } from './versions.ts';

/** An InfluxDB OSS 2.x with its data. */
export function influx2Sample(options: SampleOptions): FamilyServer & { state: State } {
  const version = VERSIONS[options.product];
  const state = new State(version, version.knowsHashing && (options.hashed ?? version.hashesByDefault));
  const seeded = options.empty ? undefined : seed(state, options);
  return {
    state,
    credential: seeded?.credential,
    secretOf: (description) => seeded?.secrets.get(description),
    serve: (req, res, body, secure) => serve(state, req, res, body, secure),
  };
}
