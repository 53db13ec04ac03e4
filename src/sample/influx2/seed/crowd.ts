import type { Permission } from '#sample/influx2/permissions';
import type { Bucket, Org, User } from '#sample/influx2/state';
import type { Plan, TokenPlan } from './plan.ts';
import { inOrg, onGone, readOrg, reading, using, writing } from './rights.ts';
import { STRANGE_NAMES } from './strange.ts';
import type { Town } from './town.ts';

type Kind = (plan: Plan, town: Town, index: number) => Omit<TokenPlan, 'age'>;

const TEAMS = [
  'operations',
  'energy',
  'logistics',
  'facility',
  'web',
  'data science',
  'board',
  'hall 1',
  'hall 2',
  'night shift',
];
const ROOMS = [
  'kitchen',
  'cellar',
  'garage',
  'attic',
  'hallway',
  'office 3',
  'meeting room',
  'server room',
  'greenhouse',
  'loading ramp',
];

const telegrafHost: Kind = (plan, { acme, users, buckets, acmes }, index) => {
  const target = plan.random.chance(0.8) ? acmes('telemetry') : plan.random.pick(buckets.acme);
  const permissions = plan.random.chance(0.2)
    ? [...writing(target), ...reading(acmes('downsampled'))]
    : writing(target);
  return { description: `telegraf on host-${index}`, owner: users.telegraf, org: acme, permissions };
};

const plantTelegraf: Kind = (plan, { plants, users, buckets }, index) => ({
  description: `telegraf plc-${String(index).padStart(3, '0')}`,
  owner: users.telegraf,
  org: plants,
  permissions: writing(...plan.random.some(buckets.plants, 2)),
});

const sensor: Kind = (plan, { acme, users, acmes }, index) => ({
  description: `esp32-${(index * 40_503).toString(16).slice(-4).padStart(4, '0')} ${plan.random.pick(ROOMS)}`,
  owner: plan.random.pick([users.ilse, users.jonas, users.writer]),
  org: acme,
  permissions: writing(acmes(plan.random.pick(['home', 'air quality', 'zigbee', 'hvac', 'cold-storage']))),
});

const dashboardReader: Kind = (plan, { acme, plants, labs, users, buckets }, index) => {
  const [org, mine] = plan.random.pick<[Org, readonly Bucket[]]>([
    [acme, buckets.acme],
    [plants, buckets.plants],
    [labs, buckets.labs],
  ]);
  const permissions = [...reading(...plan.random.some(mine, 6)), readOrg(org)];
  return { description: `grafana: ${plan.random.pick(TEAMS)} ${index}`, owner: users.grafana, org, permissions };
};

const ciRun: Kind = (_, { acme, users, acmes }, index) => ({
  description: `ci run ${8100 + index}`,
  owner: users.ci,
  org: acme,
  permissions: using(acmes('ci')),
});

const custom: Kind = (plan, { acme, users }, index) => {
  const types = plan.random.some(
    ['tasks', 'dashboards', 'variables', 'telegrafs', 'checks', 'labels', 'scrapers', 'secrets'],
    4,
  );
  const permissions: Permission[] = types.flatMap((type) => [
    inOrg('read', type, acme),
    ...(plan.random.chance(0.3) ? [inOrg('write', type, acme)] : []),
  ]);
  return {
    description: `${plan.random.pick(TEAMS)}: ${types.join(', ')} ${index}`,
    owner: plan.random.pick([users.maria, users.admin, users.soren]),
    org: acme,
    permissions,
  };
};

const wide: Kind = (plan, { acme, plants, users }, index) => {
  const org = plan.random.pick([acme, plants]);
  const permissions = plan.random.chance(0.5)
    ? [inOrg('read', 'buckets', org)]
    : [inOrg('read', 'buckets', org), inOrg('write', 'buckets', org)];
  return {
    description: `${plan.random.pick(['script', 'notebook', 'export', 'import', 'migration'])} ${index}`,
    owner: plan.random.pick([users.maria, users.jonas, users.writer]),
    org,
    permissions,
  };
};

const nameless: Kind = (plan, { labs, users, buckets }) => ({
  description: '',
  owner: plan.random.pick([users.yumi, users.soren]),
  org: labs,
  permissions: using(plan.random.pick(buckets.labs)),
});

const strange: Kind = (plan, { labs, users, buckets }, index) => ({
  description: STRANGE_NAMES[index % STRANGE_NAMES.length] ?? '',
  owner: plan.random.pick([users.yumi, users.soren]),
  org: labs,
  permissions: reading(...plan.random.some(buckets.labs, 3)),
});

const dead: Kind = (plan, { acme, users, acmes }, index) => ({
  description: `importer ${index}`,
  owner: users.writer,
  org: acme,
  permissions: [
    onGone('write', plan.formerBucket(), acme),
    ...(plan.random.chance(0.5) ? reading(acmes('raw data')) : []),
  ],
});

const orphan: Kind = (plan, { acme, pilot, users, acmes }, index) => {
  const owner: User = plan.random.pick([users.intern, users.consultant, users.admin]);
  return {
    description: `${owner.name} ${index}`,
    owner,
    org: owner === users.admin ? pilot : acme,
    permissions: reading(acmes('raw data')),
  };
};

const allAccess: Kind = (plan, { acme, plants, users }, index) => {
  const owner = plan.random.pick([users.admin, users.ilse, users.jonas, users.maria]);
  const org = plan.random.pick([acme, plants]);
  return { description: `${owner.name}: laptop ${index}`, owner, org, permissions: plan.allAccess(org, owner) };
};

const operator: Kind = (plan, { acme, users }, index) => ({
  description: `emergency ${index}`,
  owner: users.admin,
  org: acme,
  permissions: plan.operator(),
});

/** How often each kind occurs, of a thousand. */
const MIX: readonly [number, Kind][] = [
  [330, telegrafHost],
  [120, plantTelegraf],
  [150, sensor],
  [110, dashboardReader],
  [90, ciRun],
  [60, custom],
  [40, wide],
  [25, nameless],
  [25, strange],
  [20, dead],
  [15, orphan],
  [12, allAccess],
  [3, operator],
];

/** Fills up to a number of tokens with what a company gathers over the years. */
export function planCrowd(plan: Plan, town: Town, total: number): void {
  const kinds = MIX.flatMap(([often, kind]) => Array.from({ length: often }, () => kind));
  const { random } = plan;
  for (let index = 1; plan.planned < total; index++) {
    const age = 0.05 + 580 * random.next() ** 1.6;
    const changed = random.chance(0.15) ? age * random.next() : undefined;
    const status = random.chance(0.06) ? 'inactive' : 'active';
    plan.token({ ...random.pick(kinds)(plan, town, index), age, changed, status });
  }
}
