import type { Permission } from '#sample/influx2/permissions';
import type { Org, User } from '#sample/influx2/state';
import type { Plan, TokenPlan } from './plan.ts';

type Give = (
  description: string,
  age: number,
  permissions: readonly Permission[],
  more?: Pick<TokenPlan, 'changed' | 'status'>,
) => void;

/** Plans tokens of one owner in one organization; ages in days. */
export function giver(plan: Plan, owner: User, org: Org): Give {
  return (description, age, permissions, more = {}) =>
    plan.token({ description, owner, org, permissions, age, ...more });
}
