import type { Database } from '#sample/influx3/databases';
import type { Plan } from './plan.ts';

/** The databases that tokens of the seed name; some of them are gone. */
export interface Town {
  living: readonly Database[];
  /** Deleted for good measure: no database has this name any more. */
  dead: Database;
  /** Deleted, and made again under the same name. */
  former: Database;
  recreated: Database;
}

type Planned = readonly [name: string, days: number, tables: readonly string[]];

const BOTH: readonly Planned[] = [
  ['home', 0, ['temperature', 'humidity', 'power']],
  ['metrics', 30, ['cpu', 'mem', 'disk', 'net', 'system']],
  ['factory-a', 90, ['line_1', 'line_2', 'line_3', 'oee']],
];

const ENTERPRISE: readonly Planned[] = [
  ['sensors', 365, ['vibration', 'pressure']],
  ['factory-b', 90, ['line_1', 'oee']],
  ['billing', 3653, ['usage', 'invoices']],
  ['iot/autogen', 14, ['events']],
  ['logs', 7, ['syslog', 'access']],
  ['backup_2024', 0, []],
];

/** Four databases on Core, one below its limit, ten on Enterprise; on both some that were deleted. */
export function buildTown(plan: Plan): Town {
  const dead = plan.database('legacy_telegraf', 30, ['cpu', 'mem']);
  plan.deleted(dead, 60);
  const former = plan.database('telemetry', 30, ['events']);
  plan.deleted(former, 21);
  const all = plan.state.version.edition === 'Enterprise' ? [...BOTH, ...ENTERPRISE] : BOTH;
  const living = all.map((planned) => plan.database(...planned));
  return { living, dead, former, recreated: plan.database('telemetry', 30, ['events', 'heartbeats']) };
}
