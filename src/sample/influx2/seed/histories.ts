import type { Permission } from '../permissions.ts';
import type { User } from '../state.ts';
import type { Plan } from './plan.ts';
import { inOrg, onGone, readOrg, readUser, reading, using, writing } from './rights.ts';
import type { Town } from './town.ts';

/** The description of the token that set-up made. */
export const firstTokenOf = (user: User): string => `${user.name}'s Token`;

const BOTH = ['read', 'write'] as const;

/** The tokens that somebody could tell a story of. */
export function planHistories(plan: Plan, town: Town): void {
  rulers(plan, town);
  services(plan, town);
  household(plan, town);
  troubles(plan, town);
  orphans(plan, town);
  logins(plan, town);
}

/** Of a small server: its first token, a household's, and an old login. */
export function planShortHistories(plan: Plan, town: Town): void {
  const { acme, users, acmes } = town;
  const age = (Date.now() - acme.createdAt.ms) / 86_400_000 - 0.01;
  plan.token({ description: firstTokenOf(users.admin), owner: users.admin, org: acme, permissions: plan.operator(), age });
  plan.token({ description: `${users.ilse.name}'s all access`, owner: users.ilse, org: acme, permissions: plan.allAccess(acme, users.ilse), age: age * 0.9 });
  plan.token({ description: 'grafana', owner: users.grafana, org: acme, permissions: reading(...town.buckets.acme), age: age * 0.8 });
  plan.token({ description: 'node-red', owner: users.admin, org: acme, permissions: using(acmes('home')), age: age * 0.7 });
  plan.token({ description: '', owner: users.admin, org: acme, permissions: [inOrg('read', 'buckets', acme)], age: age * 0.6 });
  plan.token({ description: 'old ingest', owner: users.admin, org: acme, permissions: [onGone('write', plan.formerBucket(), acme)], age: age * 0.5 });
  plan.login({ username: 'grafana', password: 'sample-password-of-grafana', description: '', owner: users.admin, org: acme, permissions: reading(acmes('telemetry')), age: age * 0.8 });
}

/** Operators, the old ones with fewer types too, and one all-access token per organization. */
function rulers(plan: Plan, { acme, plants, labs, users }: Town): void {
  const { admin, ilse, jonas, yumi } = users;
  const all = plan.operator();
  plan.token({ description: firstTokenOf(admin), owner: admin, org: acme, permissions: all, age: 1369.99 });
  if (all.length > 36) plan.token({ description: 'operator from the 2.0 days', owner: admin, org: acme, permissions: all.slice(0, 36), age: 1302 });
  if (all.length > 40) plan.token({ description: "admin's Recovery Token", owner: admin, org: acme, permissions: all.slice(0, 40), age: 1010, changed: 420, status: 'inactive' });
  const readOnly = all.filter(({ action }) => action === 'read');
  plan.token({ description: 'auditor, read only', owner: admin, org: acme, permissions: readOnly, age: 120, changed: 30 });
  plan.token({ description: 'terraform', owner: admin, org: acme, permissions: plan.allAccess(acme, admin), age: 640, changed: 211 });
  plan.token({ description: "ilse's all access", owner: ilse, org: acme, permissions: plan.allAccess(acme, ilse), age: 820 });
  plan.token({ description: 'plants: all access', owner: jonas, org: plants, permissions: plan.allAccess(plants, jonas), age: 700 });
  plan.token({ description: '由美 全アクセス', owner: yumi, org: labs, permissions: plan.allAccess(labs, yumi), age: 500 });
  if (plan.state.knowsType('instance')) {
    const hidden: Permission[] = BOTH.map((action) => ({ action, type: 'instance', orgId: acme.id }));
    plan.token({ description: 'deploy (2.4 CLI)', owner: admin, org: acme, permissions: [...plan.allAccess(acme, admin), ...hidden], age: 760 });
  }
}

/** What services have, each under a user of its own. */
function services(plan: Plan, town: Town): void {
  const { acme, plants, users, acmes } = town;
  const telemetry = acmes('telemetry');
  const downsampled = acmes('downsampled');
  const everything = ['buckets', 'tasks', 'dashboards', 'telegrafs', 'variables', 'labels', 'checks', 'notificationRules', 'notificationEndpoints'];
  plan.token({ description: 'grafana cloud', owner: users.grafana, org: acme, permissions: reading(telemetry, downsampled, acmes('energy'), acmes('network')), age: 380, changed: 41 });
  plan.token({ description: 'grafana on-prem', owner: users.grafana, org: acme, permissions: reading(...town.buckets.acme), age: 410 });
  plan.token({ description: 'grafana plants', owner: users.grafana, org: plants, permissions: [inOrg('read', 'buckets', plants), readOrg(plants)], age: 366 });
  plan.token({ description: 'backup nightly', owner: users.backup, org: acme, permissions: everything.map((type) => inOrg('read', type, acme)), age: 470, changed: 96 });
  plan.token({ description: 'backup plants', owner: users.backup, org: plants, permissions: everything.map((type) => inOrg('read', type, plants)), age: 470 });
  for (const [host, age] of [[7, 254.4], [8, 254.3], [9, 254.2]] as const) {
    const more = host === 7 ? reading(downsampled) : [];
    plan.token({ description: `telegraf on host-${host}`, owner: users.admin, org: acme, permissions: [...writing(telemetry), ...more], age, changed: 2 });
  }
  plan.token({ description: 'scrutiny', owner: users.admin, org: acme, permissions: [inOrg('write', 'buckets', acme), inOrg('read', 'buckets', acme), readOrg(acme)], age: 422, changed: 63 });
  plan.token({ description: 'scrutiny (least rights)', owner: users.writer, org: acme, permissions: [...using(acmes('scrutiny')), readOrg(acme)], age: 60 });
  plan.token({ description: 'downsampling task', owner: users.writer, org: acme, permissions: [...reading(telemetry), ...writing(downsampled)], age: 400 });
  plan.token({ description: 'ci smoke test', owner: users.ci, org: acme, permissions: [inOrg('read', 'dashboards', acme), inOrg('read', 'tasks', acme), readOrg(acme), readUser(users.ci)], age: 240, changed: 30 });
  plan.token({ description: 'ci integration', owner: users.ci, org: acme, permissions: using(acmes('ci'), acmes('canary')), age: 200 });
  plan.token({ description: 'kapacitor (to be replaced)', owner: users.admin, org: acme, permissions: [...BOTH.map((action) => inOrg(action, 'buckets', acme)), ...BOTH.map((action) => inOrg(action, 'tasks', acme))], age: 1201 });
  plan.token({ description: 'user sync', owner: users.admin, org: acme, permissions: [{ action: 'read', type: 'users' }, { action: 'write', type: 'users' }, { action: 'read', type: 'orgs' }], age: 330 });
  plan.token({ description: 'token janitor', owner: users.admin, org: acme, permissions: BOTH.map((action) => inOrg(action, 'authorizations', acme)), age: 150 });
}

/** Home automation: Ilse's and Jonas's. */
function household(plan: Plan, { acme, users, acmes }: Town): void {
  const home = acmes('home');
  const { ilse, jonas } = users;
  plan.token({ description: 'homeassistant', owner: ilse, org: acme, permissions: using(home), age: 800, changed: 365 });
  plan.token({ description: 'homeassistant', owner: ilse, org: acme, permissions: using(home), age: 799 });
  plan.token({ description: 'homeassistant (cloned at 2025-11-02 20:14:51)', owner: ilse, org: acme, permissions: using(home), age: 385 });
  plan.token({ description: 'node-red kitchen', owner: ilse, org: acme, permissions: writing(home), age: 300, changed: 9 });
  plan.token({ description: 'node-red garage', owner: jonas, org: acme, permissions: writing(home, acmes('ev-charging')), age: 290 });
  plan.token({ description: 'ioBroker', owner: jonas, org: acme, permissions: using(home, acmes('zigbee')), age: 560 });
  plan.token({ description: 'solar inverter', owner: jonas, org: acme, permissions: writing(acmes('solar')), age: 540 });
  plan.token({ description: 'weather station on the roof', owner: ilse, org: acme, permissions: writing(acmes('weather'), acmes('air quality')), age: 388 });
}

/** Leaked, forgotten, too wide, dead. */
function troubles(plan: Plan, town: Town): void {
  const { acme, plants, labs, users, acmes } = town;
  const { admin, jonas, writer, telegraf, oleg, yumi } = users;
  plan.token({ description: 'LEAKED in a public repository, do not reactivate (INC-417)', owner: telegraf, org: acme, permissions: BOTH.map((action) => inOrg(action, 'buckets', acme)), age: 610, changed: 433, status: 'inactive' });
  plan.token({ description: 'old ingest (do not use?)', owner: jonas, org: acme, permissions: [onGone('write', plan.formerBucket(), acme)], age: 731 });
  plan.token({ description: 'reads what is no more', owner: jonas, org: plants, permissions: [onGone('read', plan.formerBucket(), plants), onGone('read', plan.formerBucket(), plants)], age: 690 });
  plan.token({ description: '', owner: admin, org: acme, permissions: [inOrg('read', 'buckets', acme)], age: 0.2 });
  plan.token({ description: '', owner: admin, org: acme, permissions: BOTH.map((action) => inOrg(action, 'buckets', acme)), age: 1100 });
  plan.token({ description: 'test', owner: admin, org: acme, permissions: [{ action: 'write', type: 'buckets' }, { action: 'read', type: 'buckets' }], age: 905 });
  plan.token({ description: 'test', owner: yumi, org: labs, permissions: [inOrg('read', 'buckets', labs)], age: 404 });
  plan.token({ description: 'oleg', owner: oleg, org: acme, permissions: plan.allAccess(acme, oleg), age: 880 });
  plan.token({ description: 'twice the same right', owner: writer, org: acme, permissions: [...reading(acmes('mqtt')), ...reading(acmes('mqtt'))], age: 300 });
  plan.token({ description: 'every bucket one by one', owner: writer, org: acme, permissions: using(...town.buckets.acme), age: 250 });
  plan.token({ description: '2.0 CLI --read-orgs', owner: admin, org: acme, permissions: [inOrg('read', 'orgs', acme), inOrg('read', 'users', acme)], age: 1250 });
}

/** Of users and an organization that were deleted: no list shows them, some of them still work. */
function orphans(plan: Plan, town: Town): void {
  const { acme, plants, pilot, users, acmes } = town;
  for (const [index, owner] of [users.intern, users.consultant].entries()) {
    plan.token({ description: `${owner.name}: notebook`, owner, org: acme, permissions: reading(acmes('telemetry')), age: 740 - index });
    plan.token({ description: `${owner.name}: export`, owner, org: plants, permissions: [inOrg('read', 'buckets', plants)], age: 730 - index });
  }
  plan.token({ description: 'pilot ingest', owner: users.admin, org: pilot, permissions: [inOrg('write', 'buckets', pilot)], age: 700 });
  plan.token({ description: 'pilot operator', owner: users.admin, org: pilot, permissions: plan.operator(), age: 705 });
}

/** 1.x logins: user names with passwords. */
function logins(plan: Plan, { acme, plants, users, acmes }: Town): void {
  const login = (username: string, description: string, owner: User, permissions: Permission[], age: number, more: object = {}): void => {
    plan.login({ username, password: `sample-password-of-${username}`, description, owner, org: acme, permissions, age, ...more });
  };
  login('grafana', 'legacy: grafana', users.grafana, reading(acmes('telemetry')), 1040, { changed: 365 });
  login('collectd', 'legacy: collectd', users.telegraf, writing(acmes('telemetry')), 1030, { status: 'inactive', changed: 600 });
  login('proxmox', 'Proxmox metric server', users.telegraf, writing(acmes('telemetry')), 720);
  login('homeassistant', '', users.ilse, using(acmes('home')), 990, { password: undefined });
  login('openhab', 'openHAB, never finished', users.jonas, [onGone('write', plan.formerBucket(), acme)], 960);
  plan.login({ username: 'scada-reader', password: 'sample-password-of-scada-reader', description: 'the panel in hall 2', owner: users.jonas, org: plants, permissions: [inOrg('read', 'buckets', plants)], age: 650 });
}
