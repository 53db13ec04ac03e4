import { giver } from './giver.ts';
import type { Plan } from './plan.ts';
import { everyAction, inOrg, onGone, reading, using } from './rights.ts';
import { STRANGE_NAMES } from './strange.ts';
import type { Town } from './town.ts';

/** Leaked, forgotten, too wide, dead, nameless. */
export function planTroubles(plan: Plan, town: Town): void {
  const { acme, plants, labs, users, acmes } = town;
  const admin = giver(plan, users.admin, acme);
  const jonas = giver(plan, users.jonas, acme);
  const writer = giver(plan, users.writer, acme);
  const gone = () => onGone('read', plan.formerBucket(), plants);
  giver(plan, users.telegraf, acme)(
    'LEAKED in a public repository, do not reactivate (INC-417)',
    610,
    everyAction('buckets', acme),
    { changed: 433, status: 'inactive' },
  );
  jonas('old ingest (do not use?)', 731, [onGone('write', plan.formerBucket(), acme)]);
  giver(plan, users.jonas, plants)('reads what is no more', 690, [gone(), gone()]);
  admin('', 0.2, [inOrg('read', 'buckets', acme)]);
  admin('', 1100, everyAction('buckets', acme));
  admin('test', 905, everyAction('buckets'));
  giver(plan, users.yumi, labs)('test', 404, [inOrg('read', 'buckets', labs)]);
  giver(plan, users.oleg, acme)('oleg', 880, plan.allAccess(acme, users.oleg));
  writer('twice the same right', 300, [...reading(acmes('mqtt')), ...reading(acmes('mqtt'))]);
  writer('every bucket one by one', 250, using(...town.buckets.acme));
  for (const [index, strange] of STRANGE_NAMES.entries()) {
    giver(plan, index % 2 === 0 ? users.yumi : users.soren, labs)(strange, 20 + 17 * index, [
      inOrg('read', 'buckets', labs),
    ]);
  }
  admin('2.0 CLI --read-orgs', 1250, [inOrg('read', 'orgs', acme), inOrg('read', 'users', acme)]);
}
