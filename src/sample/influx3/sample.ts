import type { FamilyServer } from '#sample/family';
import type { SampleOptions } from '#sample/serve';
import { isGrpc, serveFlight } from './flight/flight.ts';
import { RecoveryListener } from './recovery.ts';
import { seed } from './seed/seed.ts';
import { serve } from './server.ts';
import { State } from './state.ts';
import { VERSIONS, type Influx3Product } from './versions.ts';

/** An InfluxDB 3 Core or Enterprise with its data. */
export function influx3Sample(options: SampleOptions<Influx3Product>): FamilyServer & { state: State } {
  const { withoutAuth = false, permissionsAs = 'array' } = options;
  const version = VERSIONS[options.product];
  const state = new State({ version, withoutAuth, permissionsAs });
  const seeded = options.empty ? undefined : seed(state, options);
  const recovery = recoveryOf(state, options);
  return {
    state,
    get facts() {
      return recovery?.url === undefined ? [] : [`recovery ${recovery.url}`];
    },
    credential: withoutAuth ? undefined : seeded?.credential,
    secretOf: (name) => seeded?.secrets.get(name),
    speaksHttp2: true,
    serve: (req, res, body) => {
      (isGrpc(req) ? serveFlight : serve)(state, req, res, body);
      return Promise.resolve();
    },
    open: async () => recovery?.open(),
    close: async () => recovery?.close(),
  };
}

/** The listener, where one is wanted and the version has it. */
function recoveryOf(
  state: State,
  { recoveryPort, host = '127.0.0.1', tls }: SampleOptions<Influx3Product>,
): RecoveryListener | undefined {
  if (recoveryPort === undefined || !state.version.schedulesDeletion) return undefined;
  return new RecoveryListener(state, { host, port: recoveryPort, tls });
}
