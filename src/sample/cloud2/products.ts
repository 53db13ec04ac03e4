/** The samples of InfluxDB Cloud that speak the v2 API: Cloud Serverless, and Cloud (TSM). */
export const CLOUD2_PRODUCTS = ['serverless', 'cloud-tsm'] as const;
export type Cloud2Product = (typeof CLOUD2_PRODUCTS)[number];

/** How an organization keeps its data, as it says itself (`defaultStorageType`): what tells the two products apart. */
export type Storage = 'tsm' | 'iox';

export const STORAGE: Readonly<Record<Cloud2Product, Storage>> = { serverless: 'iox', 'cloud-tsm': 'tsm' };

/** What rights can be about in InfluxDB Cloud, in the order in which `/api/v2/resources` tells them. */
export const RESOURCE_TYPES: readonly string[] = [
  'authorizations',
  'buckets',
  'dashboards',
  'orgs',
  'tasks',
  'telegrafs',
  'users',
  'variables',
  'secrets',
  'labels',
  'views',
  'documents',
  'notificationRules',
  'notificationEndpoints',
  'checks',
  'dbrp',
  'annotations',
  'flows',
  'functions',
  'subscriptions',
];
