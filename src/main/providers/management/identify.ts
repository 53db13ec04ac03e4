import { Failure, factsOf } from '#contract/failure';
import { CONSOLE } from '#domain/console-address';
import type { Answering } from '#domain/server';
import type { ReadTransport } from '#main/providers/http/http';
import { bad, isHtml } from '#main/providers/http/json';
import type { Base } from '#main/providers/http/path';
import { findPlace, isNameless, tokensPath, type Place } from './place.ts';
import { isErrorBody } from './refusal.ts';

const DEDICATED = 'InfluxDB Cloud Dedicated';
const CLUSTERED = 'InfluxDB Clustered';

/** Does the address say it all: that of the console, or one that names a cluster? */
export function isNamedBy({ origin, cluster }: Base): boolean {
  return cluster !== undefined || origin === CONSOLE;
}

/** Who answers, and where its API was found, which connecting takes over. */
export interface Placed extends Answering {
  place: Place;
}

/**
 * Who answers, asked without a credential; undefined when nothing there looks like the management API. A Failure
 * 'invalid' of the address says that its cluster is missing or unknown.
 */
export async function identify(reading: ReadTransport, base: Base, signal: AbortSignal): Promise<Placed | undefined> {
  if (base.origin === CONSOLE && !base.cluster) throw addressFailure('no-cluster');
  const place = base.cluster ? await named(reading, base.cluster, signal) : await unnamed(reading, base, signal);
  return place && answeringAt(place, base);
}

async function named(
  reading: ReadTransport,
  place: NonNullable<Base['cluster']>,
  signal: AbortSignal,
): Promise<Place | undefined> {
  const answer = await reading.send({ method: 'GET', path: tokensPath(place), credential: 'none', signal });
  if (isHtml(answer)) throw bad(answer, 'html');
  if (!isErrorBody(answer)) return undefined;
  if (answer.status === 404) throw addressFailure('no-such-cluster');
  return place;
}

/** Something in the middle may refuse paths that it does not know, which says nothing about who is behind it. */
async function unnamed(reading: ReadTransport, base: Base, signal: AbortSignal): Promise<Place | undefined> {
  try {
    return await findPlace(reading, base, signal);
  } catch (error) {
    const { kind } = factsOf(error);
    if (kind === 'proxy' || kind === 'redirect' || kind === 'bad-response') return undefined;
    throw error;
  }
}

function answeringAt(place: Place, { origin }: Base): Placed {
  return {
    product: isNameless(place) ? CLUSTERED : DEDICATED,
    supported: true,
    version: '',
    readiness: 'ready',
    plainHttp: origin.startsWith('http:'),
    ...(!isNameless(place) && place !== 'short' && { cluster: place.clusterId }),
    place,
  };
}

function addressFailure(reason: 'no-cluster' | 'no-such-cluster'): Failure {
  return new Failure({ kind: 'invalid', field: 'address', reason });
}
