import { allAccessPermissions, type Permission } from '#sample/influx2/permissions';
import { RESOURCE_TYPES, type Storage } from '#sample/cloud2/products';
import type { Bucket, Org, User } from '#sample/cloud2/state';
import type { Cast, People } from './casts.ts';
import type { Plan } from './plan.ts';

/** Everybody and everything that the tokens are about. */
export interface Town {
  org: Org;
  side: Org;
  users: Readonly<Record<keyof People, User>>;
  buckets: readonly Bucket[];
  sideBuckets: readonly Bucket[];
}

/** Makes the two organizations of a cast with their people and buckets. */
export function buildTown(plan: Plan, cast: Cast, storage: Storage): Town {
  const org = plan.org(cast.org, cast.description, cast.age, storage);
  const side = plan.org(cast.side.org, '', cast.side.age, storage);
  const { people, age } = cast;
  const users = {
    main: plan.user(people.main, age, [org, side]),
    colleague: plan.user(people.colleague, age * 0.9, [org]),
    analyst: plan.user(people.analyst, age * 0.7, [org]),
    machine: plan.user(people.machine, age * 0.6, [org]),
    gone: plan.formerUser(people.gone, age * 0.5, [org]),
    newcomer: plan.user(people.newcomer, age * 0.04, [org]),
  };
  const buckets = cast.buckets.map((row) => plan.bucket(org, row));
  const sideBuckets = cast.side.buckets.map((row) => plan.bucket(side, row));
  return { org, side, users, buckets, sideBuckets };
}

/** What the vendor's page and command put into an all-access token. */
export function allAccess(org: Org, user: User): Permission[] {
  return allAccessPermissions(RESOURCE_TYPES, org.id, user.id);
}
