import type { ReadTransport } from '#main/providers/http/http';
import { pathOf, type Base, type Cluster, type Path } from '#main/providers/http/path';
import { isErrorBody } from './refusal.ts';

/** Where the management API of a cluster is: below its account and its own id, or without any ('short'). */
export type Place = Cluster | 'short';

/**
 * What the vendor's clients name as account and cluster of a Clustered, which has neither (Chronograf, the MCP server).
 */
const NAMELESS: Cluster = {
  accountId: '11111111-1111-1111-1111-111111111111',
  clusterId: '11111111-1111-1111-1111-111111111111',
};

const path = pathOf(/[\w-]{1,64}/);

export function tokensPath(place: Place): Path {
  if (place === 'short') return path`/api/v0/tokens`;
  return path`/api/v0/accounts/${place.accountId}/clusters/${place.clusterId}/tokens`;
}

export function tokenPath(place: Place, id: string): Path {
  if (place === 'short') return path`/api/v0/tokens/${id}`;
  return path`/api/v0/accounts/${place.accountId}/clusters/${place.clusterId}/tokens/${id}`;
}

export function databasesPath(place: Place): Path {
  if (place === 'short') return path`/api/v0/databases`;
  return path`/api/v0/accounts/${place.accountId}/clusters/${place.clusterId}/databases`;
}

/** Is this the place of a Clustered, by what it is named? */
export function isNameless(place: Place): boolean {
  return place === 'short' || place.clusterId === NAMELESS.clusterId;
}

/**
 * Finds the API at an address that names no cluster: a Clustered is described without ids, and the vendor's clients ask
 * it with constant ones. No credential is sent, so that the API shows itself by its refusal. Undefined where none does.
 */
export async function findPlace(reading: ReadTransport, base: Base, signal: AbortSignal): Promise<Place | undefined> {
  if (base.cluster) return base.cluster;
  for (const place of ['short', NAMELESS] as const) {
    const answer = await reading.send({ method: 'GET', path: tokensPath(place), credential: 'none', signal });
    if (answer.status === 401 && isErrorBody(answer)) return place;
  }
  return undefined;
}
