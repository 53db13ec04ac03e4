import { z } from 'zod';
import type { Answering } from '#domain/server';
import type { Answer, ReadTransport } from '#main/providers/http/http';
import { bad, isHtml, jsonOf } from '#main/providers/http/json';
import type { Base } from '#main/providers/http/path';
import { textOf } from './body.ts';
import { PATHS } from './paths.ts';
import { NO_SUCH_PATH } from './refusal.ts';

/**
 * What a server says of itself. Before 3.1 it does not tell its edition, and 3.7 is the first that names its cluster.
 */
export interface Identity {
  edition: 'Core' | 'Enterprise' | 'unknown';
  version: string;
  cluster?: string;
}

const PingBody = z.object({ version: z.string(), product_name: z.string().optional() });

/** Who answers, asked without a credential and without a write; undefined for what is no InfluxDB 3. */
export async function identify(
  reading: ReadTransport,
  base: Base,
  signal: AbortSignal,
): Promise<Answering | undefined> {
  const ping = await reading.send({ method: 'GET', path: PATHS.ping, credential: 'none', signal });
  if (isHtml(ping)) throw bad(ping, 'html');
  const identity = identityOf(ping) ?? (await closed(reading, ping, signal));
  if (!identity) return undefined;
  const { version, cluster } = identity;
  const plainHttp = base.origin.startsWith('http:');
  return { product: productOf(identity), version, supported: true, readiness: 'ready', plainHttp, cluster };
}

/** The name of a product, without its edition where that is not known. */
export function productOf({ edition }: Identity): string {
  return edition === 'unknown' ? 'InfluxDB 3' : `InfluxDB 3 ${edition}`;
}

/** What the answer to a ping tells; undefined when it tells no InfluxDB 3. */
export function identityOf(ping: Answer): Identity | undefined {
  if (ping.status !== 200) return undefined;
  const { product_name: name = '', version = '' } = pingBody(ping) ?? {};
  const build = `${ping.header('x-influxdb-build') ?? ''} ${name}`;
  const edition = (['Enterprise', 'Core'] as const).find((each) => new RegExp(`\\b${each}\\b`, 'i').test(build));
  const said = version || (ping.header('x-influxdb-version') ?? '');
  return /^v?3\./.test(said)
    ? { edition: edition ?? 'unknown', version: said.replace(/^v/, ''), cluster: clusterOf(ping) }
    : undefined;
}

/** The id of the cluster that answered. */
export function clusterOf(answer: Answer): string | undefined {
  return answer.header('cluster-uuid')?.slice(0, 100);
}

/**
 * A server that says nothing to strangers. The path of the first token is the one that asks for no token; read from, it
 * is not found, which tells InfluxDB 3 from others before 3.8, whose refusals are empty (InfluxDB 3: `http.rs`).
 */
async function closed(reading: ReadTransport, ping: Answer, signal: AbortSignal): Promise<Identity | undefined> {
  if (ping.status !== 401) return undefined;
  const cluster = clusterOf(ping);
  const silent: Identity = { edition: 'unknown', version: '', cluster };
  if (cluster !== undefined || textOf(ping) === 'the request was not authenticated') return silent;
  const first = await reading.send({ method: 'GET', path: PATHS.firstToken, credential: 'none', signal });
  return first.status === 404 && textOf(first) === NO_SUCH_PATH ? { ...silent, cluster: clusterOf(first) } : undefined;
}

function pingBody(ping: Answer): z.output<typeof PingBody> | undefined {
  try {
    return PingBody.safeParse(jsonOf(ping)).data;
  } catch {
    return undefined;
  }
}
