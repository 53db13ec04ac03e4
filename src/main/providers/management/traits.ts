import type { Traits } from '#domain/server';

/**
 * How database tokens are on Cloud Dedicated and Clustered: of nobody, with rights that can change and an end that
 * cannot.
 */
export const TRAITS: Traits = {
  data: 'databases',
  organizations: false,
  owners: false,
  label: 'description',
  changes: ['description', 'grants'],
  changeTimes: false,
  expiry: true,
  end: 'revoke',
  offers: [{ kind: 'database' }],
  databaseActions: [],
  systemResources: [],
  userFilter: false,
  slowStart: true,
  tool: 'influxctl',
};
