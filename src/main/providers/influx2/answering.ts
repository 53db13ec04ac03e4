import type { Answering } from '#domain/server';
import type { ReadTransport } from '#main/providers/http/http';
import type { Base } from '#main/providers/http/path';
import { identify } from './identify.ts';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import { SetupBody } from './wire.ts';

/** Who answers, asked without a credential; undefined for what is no InfluxDB that this family knows of. */
export async function answeringAs(
  reading: ReadTransport,
  base: Base,
  signal: AbortSignal,
): Promise<Answering | undefined> {
  const setUp = reading.send({ method: 'GET', path: PATHS.setup, credential: 'none', signal });
  setUp.catch(() => undefined);
  const { product, version, supported } = await identify(reading, signal);
  if (product === '') return undefined;
  const plainHttp = base.origin.startsWith('http:');
  if (!supported) return { product, version, supported, readiness: 'ready', plainHttp };
  const { allowed } = read(await setUp, SetupBody);
  return { product, version, supported, readiness: allowed ? 'not-set-up' : 'ready', plainHttp };
}
