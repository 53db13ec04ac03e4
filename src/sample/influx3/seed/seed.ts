import { SeededRandom } from '#sample/influx2/seed/random';
import { OPERATOR, type State } from '#sample/influx3/state';
import { planAdmins } from './admins.ts';
import { Plan } from './plan.ts';
import { planCrowd, planResources } from './resources.ts';
import { buildTown } from './towns.ts';

const SEED = 310;

/** What a believable server was filled with. */
interface Seeded {
  /** The secret of the operator token. */
  credential: string;
  /** The secret of every token by its name. */
  secrets: ReadonlyMap<string, string>;
}

/** Fills an empty state with a past, the same for the same seed; `tokens` is how many tokens there are at the end. */
export function seed(state: State, options: { tokens?: number; seed?: number } = {}): Seeded {
  const plan = new Plan(state, new SeededRandom(options.seed ?? SEED));
  const town = buildTown(plan);
  planAdmins(plan);
  if (state.version.edition === 'Enterprise') planResources(plan, town);
  const besideOperator = options.tokens === undefined ? plan.planned : Math.max(0, options.tokens - 1);
  planCrowd(plan, town, besideOperator);
  const secrets = plan.settle(besideOperator);
  return { credential: secrets.get(OPERATOR) ?? '', secrets };
}
