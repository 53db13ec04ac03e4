const HOUR = 3_600_000_000_000n;
const DAY = 24n * HOUR;
const YEAR = 365n * DAY;

/** Name, nanoseconds of retention (0 for ever), most tables, most columns per table. */
type DatabaseRow = readonly [name: string, retention: bigint, tables?: number, columns?: number];

/** What the company keeps in its cluster. Some of these retentions no JavaScript number holds. */
export const DATABASES: readonly DatabaseRow[] = [
  ['telemetry', 90n * DAY],
  ['telemetry_5m', 0n],
  ['plants/hamburg', 2n * YEAR, 1000],
  ['plants/porto', 2n * YEAR, 1000],
  ['energy', YEAR],
  ['vehicles-v2', 180n * DAY, 500, 250],
  ['k8s-metrics', 14n * DAY, 4000, 1000],
  ['web-analytics', 30n * DAY],
  ['quality', 10n * YEAR + 1n],
  ['cold_storage', 9_223_372_036_854_775_807n, 50, 64],
  ['scratch', HOUR, 100],
  ['Energy-Lab', 7n * DAY],
];

/** Names that tokens still have a right for: one was renamed to `vehicles-v2`, the others were deleted. */
export const FORMER = { renamed: 'vehicles', deleted: 'legacy_poc', recreatable: 'load-test', misspelt: 'energy-lab' };
