import type { Bucket, Org, User } from '#sample/influx2/state';
import type { BucketRow, Cast, Person } from './casts.ts';
import type { Plan } from './plan.ts';

/** Who and what is there when tokens are made. */
export interface Town {
  acme: Org;
  plants: Org;
  labs: Org;
  /** Deleted since. */
  pilot: Org;
  users: Record<Person, User>;
  buckets: Record<'acme' | 'plants' | 'labs', readonly Bucket[]>;
  /** A bucket of the first organization by its name, or else its first one. */
  acmes: (name: string) => Bucket;
}

/** Makes the organizations, users and buckets of a cast, and what is left of others. */
export function buildTown(plan: Plan, cast: Cast): Town {
  const users = people(plan, cast);
  const acme = plan.org(...cast.orgs.acme, owners(users.admin, users.ilse));
  const plants = cast.orgs.plants ? plan.org(...cast.orgs.plants, owners(users.admin, users.jonas)) : acme;
  const labs = cast.orgs.labs ? plan.org(...cast.orgs.labs, [users.yumi]) : acme;
  memberships(plan, users, acme, labs);
  const buckets = {
    acme: make(plan, acme, cast.buckets.acme),
    plants: make(plan, plants, cast.buckets.plants),
    labs: make(plan, labs, cast.buckets.labs),
  };
  return {
    acme,
    plants,
    labs,
    pilot: plan.formerOrg('globex-pilot', '', 720),
    users,
    buckets,
    acmes: (name) => named(buckets.acme, name),
  };
}

function people(plan: Plan, cast: Cast): Town['users'] {
  const known = new Map<Person, User>();
  for (const [person, name, age, { deleted, ...more } = {}] of cast.people) {
    known.set(person, deleted ? plan.formerUser(name, age, more) : plan.user(name, age, more));
  }
  const play = (person: Person): User => known.get(person) ?? known.get('admin') ?? plan.user('admin', 1);
  return {
    admin: play('admin'),
    ilse: play('ilse'),
    jonas: play('jonas'),
    intern: play('intern'),
    grafana: play('grafana'),
    telegraf: play('telegraf'),
    backup: play('backup'),
    oleg: play('oleg'),
    consultant: play('consultant'),
    maria: play('maria'),
    yumi: play('yumi'),
    soren: play('soren'),
    writer: play('writer'),
    ci: play('ci'),
  };
}

function memberships({ state }: Plan, { admin, maria, soren }: Town['users'], acme: Org, labs: Org): void {
  if (maria !== admin)
    state.memberships.push({ userId: maria.id, role: 'member', resourceType: 'orgs', resourceId: acme.id });
  if (soren !== admin)
    state.memberships.push({ userId: soren.id, role: 'member', resourceType: 'orgs', resourceId: labs.id });
  if (!state.version.hasInstanceOwner) return;
  state.memberships.push({ userId: admin.id, role: 'owner', resourceType: 'instance', resourceId: '0000000000000001' });
}

/** Each name once: two organizations of a small cast may be one. */
function make(plan: Plan, org: Org, rows: readonly BucketRow[]): Bucket[] {
  return rows.map(
    ([name, hours, age, text]) => plan.state.bucketByName(org.id, name) ?? plan.bucket(org, name, hours, age, text),
  );
}

function owners(...users: User[]): User[] {
  return [...new Set(users)];
}

function named(buckets: readonly Bucket[], name: string): Bucket {
  const found = buckets.find((bucket) => bucket.name === name) ?? buckets[0];
  if (!found) throw new Error(`no bucket ${name}`);
  return found;
}
