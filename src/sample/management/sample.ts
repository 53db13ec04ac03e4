import type { FamilyServer } from '#sample/family';
import type { SampleOptions } from '#sample/serve';
import { SeededRandom } from '#sample/influx2/seed/random';
import type { ManagementProduct } from './products.ts';
import { newUuid } from './secrets.ts';
import { seed } from './seed/seed.ts';
import { serve } from './server.ts';
import { State, type Addressing } from './state.ts';

const SEED = 733;

/**
 * What the vendor's clients name as account and cluster of a Clustered, which has neither (Chronograf, the MCP server).
 */
const CLUSTERED_ID = '11111111-1111-1111-1111-111111111111';

/** A Cloud Dedicated or Clustered with its management API and, on the same socket, where its data goes in and out. */
export function managementSample(options: SampleOptions<ManagementProduct>): FamilyServer & { state: State } {
  const random = new SeededRandom(options.seed ?? SEED);
  const addressing = addressingOf(options, random);
  const state = new State(options.product, addressing, options.management ?? {});
  const { credential, secrets } = seed(state, random, options);
  const { accountId, clusterId, withoutIds } = addressing;
  return {
    state,
    credential,
    secretOf: (description) => secrets.get(description),
    path: withoutIds ? '' : `/accounts/${accountId}/clusters/${clusterId}`,
    facts: withoutIds ? [] : [`account ${accountId}`, `cluster ${clusterId}`],
    serve: (req, res, body) => serve(state, req, res, body),
  };
}

/**
 * Dedicated always names account and cluster. A Clustered is documented without them and asked with them by the
 * vendor's clients: it answers both, unless `accountIds` says that only the one or the other form exists.
 */
function addressingOf({ product, accountIds }: SampleOptions<ManagementProduct>, random: SeededRandom): Addressing {
  if (product === 'dedicated') {
    const uuid = () => newUuid((count) => random.bytes(count));
    return { accountId: uuid(), clusterId: uuid(), withIds: true, withoutIds: false };
  }
  return {
    accountId: CLUSTERED_ID,
    clusterId: CLUSTERED_ID,
    withIds: accountIds !== false,
    withoutIds: accountIds !== true,
  };
}
