import { Failure } from '#contract/failure';
import type { Answering } from '#domain/server';
import type { ReadTransport } from '#main/providers/http/http';
import type { Base } from '#main/providers/http/path';
import { identify } from './identify.ts';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import { SetupBody } from './wire.ts';

/** Who answers, asked without a credential; 'wrong-product' without a name for what is no InfluxDB at all. */
export async function answeringAs(reading: ReadTransport, base: Base, signal: AbortSignal): Promise<Answering> {
  const { product, version, supported } = await identify(reading, signal);
  if (product === '') throw new Failure({ kind: 'wrong-product', product });
  const plainHttp = base.origin.startsWith('http:');
  if (!supported) return { product, version, supported, readiness: 'ready', plainHttp };
  const { allowed } = read(
    await reading.send({ method: 'GET', path: PATHS.setup, credential: 'none', signal }),
    SetupBody,
  );
  return { product, version, supported, readiness: allowed ? 'not-set-up' : 'ready', plainHttp };
}
