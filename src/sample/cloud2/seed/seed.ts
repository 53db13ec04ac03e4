import { SeededRandom } from '#sample/influx2/seed/random';
import { reading, using, writing } from '#sample/influx2/seed/rights';
import { STORAGE, type Cloud2Product } from '#sample/cloud2/products';
import type { Bucket, State } from '#sample/cloud2/state';
import { CASTS } from './casts.ts';
import { EXPLORER, planHistories } from './histories.ts';
import { Plan } from './plan.ts';
import { buildTown, type Town } from './town.ts';

const SEED = 2210;
/** Two regions never share an id or a token. */
const REGIONS: Readonly<Record<Cloud2Product, number>> = { serverless: 0, 'cloud-tsm': 1_000_000 };
const TOKENS = 80;

/** What a believable region was filled with. */
interface Seeded {
  /** An all-access token of the first organization that may also read every user: it lists all tokens there. */
  credential: string;
  /** The secret of the first token of each description. */
  secrets: ReadonlyMap<string, string>;
}

/**
 * Fills an empty region with two customers' pasts: the same at every start for the same seed, with ages counted from
 * now. `tokens` is how many tokens there are at the end; the some sixty with histories are always there.
 */
export function seed(state: State, options: { product: Cloud2Product; tokens?: number; seed?: number }): Seeded {
  const { product, tokens = TOKENS } = options;
  const plan = new Plan(state, new SeededRandom((options.seed ?? SEED) + REGIONS[product]));
  const town = buildTown(plan, CASTS[product], STORAGE[product]);
  planHistories(plan, town);
  planCrowd(plan, town, tokens + (town.org.storage === 'tsm' ? 4 : 0));
  const secrets = plan.settle();
  return { credential: secrets.get(EXPLORER) ?? '', secrets };
}

/** Devices that each have a token of their own. */
function planCrowd(plan: Plan, { org, users, buckets }: Town, wanted: number): void {
  const { random } = plan;
  const oldest = 400;
  for (let number = 1; plan.planned < wanted; number++) {
    const owner = random.chance(0.8) ? users.machine : random.pick([users.main, users.colleague, users.gone]);
    const bucket = random.pick(buckets);
    const age = random.next() * (owner === users.gone ? 100 : oldest) + (owner === users.gone ? 300 : 0);
    const status = random.chance(0.08) ? ('inactive' as const) : ('active' as const);
    const rights = random.pick([writing, writing, writing, reading, using])(bucket);
    const name = `${random.pick(['gateway', 'sensor', 'edge', 'plc'])}-${String(number).padStart(4, '0')}`;
    plan.giver(owner, org)(describe(name, bucket, random.chance(0.2)), age, rights, {
      status,
      ...(status === 'inactive' || random.chance(0.15) ? { changed: age * random.next() } : {}),
    });
  }
}

function describe(name: string, bucket: Bucket, withBucket: boolean): string {
  return withBucket ? `${name} (${bucket.name})` : name;
}
