import type { Permission } from '#sample/influx2/permissions';
import { everyAction, inOrg, onGone, reading, readOrg, using, writing } from '#sample/influx2/seed/rights';
import type { Bucket } from '#sample/cloud2/state';
import type { Plan } from './plan.ts';
import { allAccess, type Town } from './town.ts';

/** The description of the token that the sample prints. */
export const EXPLORER = 'token explorer';

const READ_USERS: Permission = { action: 'read', type: 'users' };
const WRITE_USERS: Permission = { action: 'write', type: 'users' };

/** The tokens that somebody could tell a story of. */
export function planHistories(plan: Plan, town: Town): void {
  planPeople(plan, town);
  planKeepers(plan, town);
  planMachines(plan, town);
  planDepartures(plan, town);
  planOddities(plan, town);
  planSide(plan, town);
  if (town.org.storage === 'tsm') planLogins(plan, town);
}

/** Everyone's own: all access, and what the vendor's page makes of ticked boxes. */
function planPeople(plan: Plan, { org, users, buckets }: Town): void {
  const main = plan.giver(users.main, org);
  const colleague = plan.giver(users.colleague, org);
  const analyst = plan.giver(users.analyst, org);
  const mine = allAccess(org, users.main);
  main(EXPLORER, 12, [...mine, READ_USERS]);
  main('All access', 700, mine, { changed: 402 });
  main('All access of the old laptop', 610, mine, { status: 'inactive', changed: 333 });
  main('All access (cloned at 2025-11-03 09:14:52)', 300, mine);
  main(
    'influx CLI, before flows and functions',
    690,
    mine.filter(({ type }) => !['flows', 'functions', 'subscriptions', 'annotations'].includes(type)),
  );
  colleague('terraform', 520, allAccess(org, users.colleague), { changed: 90 });
  colleague('All access', 410, allAccess(org, users.colleague));
  colleague('Read Multiple Write Multiple', 260, using(...buckets.slice(0, 4)));
  analyst('notebook', 430, [...reading(...buckets.slice(0, 10)), readOrg(org)]);
  analyst('dashboards', 390, [
    ...everyAction('dashboards', org),
    inOrg('read', 'buckets', org),
    inOrg('read', 'variables', org),
  ]);
  analyst('Excel', 111, reading(...buckets.slice(2, 3)), { status: 'inactive', changed: 40 });
  plan.giver(users.newcomer, org)('trying it out', 5, using(...buckets.slice(13)));
}

/** Tokens about tokens: each sees, or changes, as much as it may read of owners. */
function planKeepers(plan: Plan, { org, users, buckets }: Town): void {
  const main = plan.giver(users.main, org);
  const tokens = everyAction('authorizations', org);
  main('provisioning', 240, [...tokens, READ_USERS, WRITE_USERS, ...everyAction('buckets', org), readOrg(org)]);
  main('auditor, read only', 200, [
    inOrg('read', 'authorizations', org),
    READ_USERS,
    inOrg('read', 'buckets', org),
    readOrg(org),
  ]);
  main('lists tokens, sees no owner', 150, [inOrg('read', 'authorizations', org), readOrg(org)]);
  main('own tokens only', 149, [
    ...tokens,
    { action: 'read', type: 'users', id: users.main.id },
    ...using(...buckets.slice(0, 1)),
  ]);
  plan.giver(users.machine, org)('rotation job', 95, [
    ...tokens,
    { action: 'read', type: 'users', id: users.machine.id },
    { action: 'write', type: 'users', id: users.machine.id },
    inOrg('write', 'buckets', org),
  ]);
}

/** What runs by itself, owned by a generic user as the vendor advises. */
function planMachines(plan: Plan, { org, users, buckets }: Town): void {
  const machine = plan.giver(users.machine, org);
  for (const [at, bucket] of buckets.slice(0, 8).entries())
    machine(
      `telegraf ${bucket.name}`,
      480 - at * 31,
      writing(bucket),
      at === 3 ? { status: 'inactive', changed: 60 } : {},
    );
  machine('Grafana', 455, [inOrg('read', 'buckets', org)]);
  machine('Grafana staging', 210, reading(...buckets.slice(0, 3)));
  machine('downsampling', 400, [...using(...buckets.slice(0, 2)), ...everyAction('tasks', org)]);
  machine(
    'alerting',
    333,
    ['checks', 'notificationRules', 'notificationEndpoints'].flatMap((type) => everyAction(type, org)),
  );
  machine('telegraf config', 300, [
    inOrg('read', 'telegrafs', org),
    { action: 'read', type: 'telegrafs', id: plan.randomId(), orgId: org.id },
  ]);
  machine('secrets for tasks', 290, everyAction('secrets', org));
  machine('MQTT broker', 188, [inOrg('write', 'subscriptions', org), ...writing(...buckets.slice(5, 6))]);
  machine('every bucket, both ways', 160, everyAction('buckets', org));
  machine('nightly export', 130, reading(...buckets));
  machine('DBRP mappings', 101, everyAction('dbrp', org));
}

/** What was left behind by somebody whose account is deleted: listed, active, and dead. */
function planDepartures(plan: Plan, { org, users, buckets }: Town): void {
  const gone = plan.giver(users.gone, org);
  gone("m's all access", 380, allAccess(org, users.gone));
  gone('integration test', 370, writing(...buckets.slice(0, 1)));
  gone('proof of concept', 362, using(...buckets.slice(3, 5)), { status: 'inactive', changed: 330 });
  gone('telegraf, temporary', 340, writing(...buckets.slice(5, 7)));
}

/** Names and rights that a list must survive. */
function planOddities(plan: Plan, { org, users, buckets }: Town): void {
  const main = plan.giver(users.main, org);
  const colleague = plan.giver(users.colleague, org);
  const lost = plan.randomId();
  const [first] = buckets as [Bucket];
  main('old ingest', 560, [onGone('write', lost, org)]);
  main('half of it is gone', 540, [onGone('read', lost, org), ...reading(first)]);
  main('', 350, writing(first));
  colleague('', 349, reading(first));
  colleague('backup', 320, [inOrg('read', 'buckets', org)]);
  colleague('backup', 318, [inOrg('read', 'buckets', org)], { status: 'inactive', changed: 280 });
  colleague('=HYPERLINK("http://phish.example","Click")', 230, reading(first));
  colleague('--token=looks like a flag; rm -rf ~', 229, reading(first));
  main('ॐ केवल पढ़ने के लिए', 170, reading(first));
  main('قراءة فقط', 168, reading(first));
  main('<script>alert(1)</script>', 140, reading(first));
  main(`made by the pipeline of ${'a very long branch name/'.repeat(12)}`, 88, writing(first));
  main('brought along from 2.x', 655, [
    ...everyAction('sources', org),
    ...everyAction('scrapers', org),
    ...everyAction('notebooks', org),
  ]);
}

/** Of the second organization, which no token of the first shows. */
function planSide(plan: Plan, { side, users, sideBuckets }: Town): void {
  const main = plan.giver(users.main, side);
  main('sandbox: all access', 250, [...allAccess(side, users.main), READ_USERS]);
  main('sandbox: sensor', 119, writing(...sideBuckets));
  main('sandbox: phone', 60, reading(...sideBuckets), { status: 'inactive', changed: 9 });
}

/** Logins that kept 1.x clients going: one without a password cannot be used. */
function planLogins(plan: Plan, { org, users, buckets }: Town): void {
  const legacy = buckets.slice(3, 4);
  const login = (
    username: string,
    age: number,
    permissions: Permission[],
    more: { password?: string; status?: 'inactive' } = {},
  ): void =>
    plan.login(users.machine, org, { username, age, permissions, description: `1.x login of ${username}`, ...more });
  login('telegraf-1x', 900, writing(...legacy), { password: 'sample-telegraf-password' });
  login('chronograf', 880, reading(...legacy), { password: 'sample-chronograf-password' });
  login('kapacitor', 871, using(...legacy), { status: 'inactive', password: 'sample-kapacitor-password' });
  login('never finished', 400, reading(...legacy));
}
