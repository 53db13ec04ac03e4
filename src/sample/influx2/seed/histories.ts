import type { Permission } from '#sample/influx2/permissions';
import type { User } from '#sample/influx2/state';
import { giver } from './giver.ts';
import { planHousehold, planServices } from './services.ts';
import type { Plan } from './plan.ts';
import { inOrg, onGone, reading, using, writing } from './rights.ts';
import type { Town } from './town.ts';
import { planTroubles } from './troubles.ts';

const BOTH = ['read', 'write'] as const;

/** The description of the token that set-up made. */
export const firstTokenOf = (user: User): string => `${user.name}'s Token`;

/** The tokens that somebody could tell a story of. */
export function planHistories(plan: Plan, town: Town): void {
  planRulers(plan, town);
  planServices(plan, town);
  planHousehold(plan, town);
  planTroubles(plan, town);
  planOrphans(plan, town);
  planLogins(plan, town);
}

/** Of a small server: its first token, a household's, and an old login. */
export function planShortHistories(plan: Plan, town: Town): void {
  const { acme, users, acmes } = town;
  const age = (Date.now() - acme.createdAt.ms) / 86_400_000;
  const admin = giver(plan, users.admin, acme);
  admin(firstTokenOf(users.admin), age - 0.01, plan.operator());
  giver(plan, users.ilse, acme)(`${users.ilse.name}'s all access`, age * 0.9, plan.allAccess(acme, users.ilse));
  giver(plan, users.grafana, acme)('grafana', age * 0.8, reading(...town.buckets.acme));
  admin('node-red', age * 0.7, using(acmes('home')));
  admin('', age * 0.6, [inOrg('read', 'buckets', acme)]);
  admin('old ingest', age * 0.5, [onGone('write', plan.formerBucket(), acme)]);
  login(plan, town, users.admin, 'grafana', '', reading(acmes('telemetry')), age * 0.8);
}

/** Operators, the old ones with fewer types too, and one all-access token per organization. */
function planRulers(plan: Plan, { acme, plants, labs, users }: Town): void {
  const all = plan.operator();
  const admin = giver(plan, users.admin, acme);
  const readOnly = all.filter(({ action }) => action === 'read');
  admin(firstTokenOf(users.admin), 1369.99, all);
  if (all.length > 36) admin('operator from the 2.0 days', 1302, all.slice(0, 36));
  if (all.length > 40) admin("admin's Recovery Token", 1010, all.slice(0, 40), { changed: 420, status: 'inactive' });
  admin('auditor, read only', 120, readOnly, { changed: 30 });
  admin('terraform', 640, plan.allAccess(acme, users.admin), { changed: 211 });
  giver(plan, users.ilse, acme)("ilse's all access", 820, plan.allAccess(acme, users.ilse));
  giver(plan, users.jonas, plants)('plants: all access', 700, plan.allAccess(plants, users.jonas));
  giver(plan, users.yumi, labs)('由美 全アクセス', 500, plan.allAccess(labs, users.yumi));
  if (!plan.state.knowsType('instance')) return;
  const hidden: Permission[] = BOTH.map((action) => ({ action, type: 'instance', orgId: acme.id }));
  admin('deploy (2.4 CLI)', 760, [...plan.allAccess(acme, users.admin), ...hidden]);
}

/** Of users and an organization that were deleted: no list shows them, some of them still work. */
function planOrphans(plan: Plan, { acme, plants, pilot, users, acmes }: Town): void {
  for (const [index, owner] of [users.intern, users.consultant].entries()) {
    giver(plan, owner, acme)(`${owner.name}: notebook`, 740 - index, reading(acmes('telemetry')));
    giver(plan, owner, plants)(`${owner.name}: export`, 730 - index, [inOrg('read', 'buckets', plants)]);
  }
  giver(plan, users.admin, pilot)('pilot ingest', 700, [inOrg('write', 'buckets', pilot)]);
  giver(plan, users.admin, pilot)('pilot operator', 705, plan.operator());
}

/** 1.x logins: user names with passwords, one of them without. */
function planLogins(plan: Plan, town: Town): void {
  const { acme, plants, users, acmes } = town;
  const telemetry = acmes('telemetry');
  login(plan, town, users.grafana, 'grafana', 'legacy: grafana', reading(telemetry), 1040, { changed: 365 });
  login(plan, town, users.telegraf, 'collectd', 'legacy: collectd', writing(telemetry), 1000, { status: 'inactive' });
  login(plan, town, users.telegraf, 'proxmox', 'Proxmox metric server', writing(telemetry), 720);
  login(plan, town, users.ilse, 'homeassistant', '', using(acmes('home')), 990, { password: undefined });
  login(plan, town, users.jonas, 'openhab', 'never finished', [onGone('write', plan.formerBucket(), acme)], 960);
  login(plan, town, users.jonas, 'hall-2', 'the panel in hall 2', [inOrg('read', 'buckets', plants)], 650, {
    org: plants,
  });
}

type LoginPlan = Parameters<Plan['login']>[0];

function login(
  plan: Plan,
  { acme }: Town,
  owner: User,
  username: string,
  description: string,
  permissions: Permission[],
  age: number,
  more: Partial<LoginPlan> = {},
): void {
  const password = `sample-password-of-${username}`;
  plan.login({ username, password, description, owner, org: acme, permissions, age, ...more });
}
