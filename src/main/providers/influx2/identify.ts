import { z } from 'zod';
import { Failure } from '#contract/failure';
import type { Answer, ReadTransport } from '#main/providers/http/http';
import { isHtml, jsonOf, bad } from '#main/providers/http/json';
import { PATHS } from './paths.ts';
import { numbersOf, plainVersion } from './version.ts';
import { HealthBody } from './wire.ts';

/** Who answers at an address. `product` is '' for something that is no InfluxDB; `version` '' when it tells none. */
export interface Identity {
  product: string;
  version: string;
  supported: boolean;
}

const ApiBody = z.object({ authorizations: z.string() });

/**
 * Finds out who answers, without a credential, from what it says of itself; an InfluxDB of another family is named at
 * most. Throws what keeps it from answering, and 'bad-response' for a web page (a proxy, a login, or a wrong path:
 * InfluxDB's user interface answers every one).
 */
export async function identify(reading: ReadTransport, signal: AbortSignal): Promise<Identity> {
  const ask = (path: (typeof PATHS)['health' | 'api']) =>
    reading.send({ method: 'GET', path, credential: 'none', signal });
  const health = await ask(PATHS.health);
  if (isHtml(health)) throw bad(health, 'html');

  const { name, version: said } = bodyOf(health, HealthBody) ?? {};
  const version = plainVersion(said) || plainVersion(health.header('x-influxdb-version'));
  const build = buildOf(health);
  if (build.startsWith('cloud') && build !== 'cloud2') return { product: '', version, supported: false };
  const major = numbersOf(version)?.major;
  if (major !== undefined && major < 2 && (name === 'influxdb' || build !== ''))
    return { product: 'InfluxDB', version, supported: false };

  const api = await ask(PATHS.api);
  if (isHtml(api)) throw bad(api, 'html');
  if (!bodyOf(api, ApiBody))
    return { product: name === 'influxdb' || build !== '' ? 'InfluxDB' : '', version, supported: false };
  return {
    product: 'InfluxDB OSS',
    version: version || plainVersion(api.header('x-influxdb-version')),
    supported: true,
  };
}

/** As `identify`, but whoever is not an InfluxDB OSS 2.x is a Failure 'wrong-product'. */
export async function identifyInflux2(reading: ReadTransport, signal: AbortSignal): Promise<Identity> {
  const identity = await identify(reading, signal);
  if (identity.supported) return identity;
  throw new Failure({ kind: 'wrong-product', product: `${identity.product} ${identity.version}`.trim() });
}

function buildOf(answer: Answer): string {
  return (answer.header('x-influxdb-build') ?? '').split(',')[0]?.trim().toLowerCase() ?? '';
}

function bodyOf<S extends z.ZodType>(answer: Answer, shape: S): z.output<S> | undefined {
  if (answer.status !== 200) return undefined;
  try {
    return shape.safeParse(jsonOf(answer)).data;
  } catch {
    return undefined;
  }
}
