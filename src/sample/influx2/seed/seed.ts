import type { State } from '#sample/influx2/state';
import { CASTS, type CastName } from './casts.ts';
import { planCrowd } from './crowd.ts';
import { firstTokenOf, planHistories, planShortHistories } from './histories.ts';
import { Plan } from './plan.ts';
import { SeededRandom } from './random.ts';
import { buildTown } from './town.ts';

const SEED = 417;

/** What a believable server was filled with. */
interface Seeded {
  /** The operator token of its first user. */
  credential: string;
  /** The secret of the first token of each description. */
  secrets: ReadonlyMap<string, string>;
}

/**
 * Fills an empty state with a company's past: the same at every start for the same seed, with ages counted from now.
 * `tokens` is how many tokens there are at the end; the some fifty with histories are always there.
 */
export function seed(state: State, options: { tokens?: number; seed?: number; cast?: CastName } = {}): Seeded {
  const cast = CASTS[options.cast ?? 'company'];
  const plan = new Plan(state, new SeededRandom(options.seed ?? SEED));
  const town = buildTown(plan, cast);
  if (cast === CASTS.company) planHistories(plan, town);
  else planShortHistories(plan, town);
  planCrowd(plan, town, options.tokens ?? cast.tokens);
  const secrets = plan.settle();
  return { credential: secrets.get(firstTokenOf(town.users.admin)) ?? '', secrets };
}
