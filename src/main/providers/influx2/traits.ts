import type { Traits } from '#domain/server';

/** How tokens are on InfluxDB OSS 2.x: of organizations and users, with rights that never change and no expiry. */
export const TRAITS: Traits = {
  data: 'buckets',
  organizations: true,
  owners: true,
  label: 'description',
  changes: ['description', 'status'],
  changeTimes: true,
  expiry: false,
  end: 'delete',
  offers: [{ kind: 'read-write' }, { kind: 'custom' }, { kind: 'all-access' }, { kind: 'operator' }],
  databaseActions: [],
  systemResources: [],
  userFilter: true,
  tool: 'influx',
};
