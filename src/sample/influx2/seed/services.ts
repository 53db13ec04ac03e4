import { giver } from './giver.ts';
import type { Plan } from './plan.ts';
import { everyAction, inOrg, readOrg, readUser, reading, using, writing } from './rights.ts';
import type { Town } from './town.ts';

const BACKED_UP = [
  'buckets',
  'tasks',
  'dashboards',
  'telegrafs',
  'variables',
  'labels',
  'checks',
  'notificationRules',
  'notificationEndpoints',
];

/** What services have, most of them under a user of their own. */
export function planServices(plan: Plan, town: Town): void {
  planReaders(plan, town);
  planWriters(plan, town);
  planTools(plan, town);
}

/** Home automation: Ilse's and Jonas's. */
export function planHousehold(plan: Plan, { acme, users, acmes }: Town): void {
  const home = acmes('home');
  const ilse = giver(plan, users.ilse, acme);
  const jonas = giver(plan, users.jonas, acme);
  ilse('homeassistant', 800, using(home), { changed: 365 });
  ilse('homeassistant', 799, using(home));
  ilse('homeassistant (cloned at 2025-11-02 20:14:51)', 385, using(home));
  ilse('node-red kitchen', 300, writing(home), { changed: 9 });
  jonas('node-red garage', 290, writing(home, acmes('ev-charging')));
  jonas('ioBroker', 560, using(home, acmes('zigbee')));
  jonas('solar inverter', 540, writing(acmes('solar')));
  ilse('weather station on the roof', 388, writing(acmes('weather'), acmes('air quality')));
}

function planReaders(plan: Plan, { acme, plants, users, buckets, acmes }: Town): void {
  const grafana = giver(plan, users.grafana, acme);
  const four = ['telemetry', 'downsampled', 'energy', 'network'].map(acmes);
  const everything = (org: Town['acme']) => BACKED_UP.map((type) => inOrg('read', type, org));
  grafana('grafana cloud', 380, reading(...four), { changed: 41 });
  grafana('grafana on-prem', 410, reading(...buckets.acme));
  giver(plan, users.grafana, plants)('grafana plants', 366, [inOrg('read', 'buckets', plants), readOrg(plants)]);
  giver(plan, users.backup, acme)('backup nightly', 470, everything(acme), { changed: 96 });
  giver(plan, users.backup, plants)('backup plants', 470, everything(plants));
}

function planWriters(plan: Plan, { acme, users, acmes }: Town): void {
  const telemetry = acmes('telemetry');
  const downsampled = acmes('downsampled');
  const admin = giver(plan, users.admin, acme);
  const writer = giver(plan, users.writer, acme);
  admin('telegraf on host-7', 254.4, [...writing(telemetry), ...reading(downsampled)], { changed: 2 });
  admin('telegraf on host-8', 254.3, writing(telemetry), { changed: 2 });
  admin('telegraf on host-9', 254.2, writing(telemetry), { changed: 2 });
  admin('scrutiny', 422, [...everyAction('buckets', acme), readOrg(acme)], { changed: 63 });
  writer('scrutiny (least rights)', 60, [...using(acmes('scrutiny')), readOrg(acme)]);
  writer('downsampling task', 400, [...reading(telemetry), ...writing(downsampled)]);
  writer('телеметрия склад 3', 17, writing(acmes('warehouse')));
}

function planTools(plan: Plan, { acme, users, acmes }: Town): void {
  const admin = giver(plan, users.admin, acme);
  const ci = giver(plan, users.ci, acme);
  const seen = [inOrg('read', 'dashboards', acme), inOrg('read', 'tasks', acme), readOrg(acme), readUser(users.ci)];
  ci('ci smoke test', 240, seen, { changed: 30 });
  ci('ci integration', 200, using(acmes('ci'), acmes('canary')));
  admin('kapacitor (to be replaced)', 1201, [...everyAction('buckets', acme), ...everyAction('tasks', acme)]);
  admin('user sync', 330, [...everyAction('users'), { action: 'read', type: 'orgs' }]);
  admin('token janitor', 150, everyAction('authorizations', acme));
}
