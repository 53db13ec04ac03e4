export const INFLUX3_PRODUCTS = ['core-3.0', 'core-3.7', 'core-3.10', 'enterprise-3.10'] as const;
export type Influx3Product = (typeof INFLUX3_PRODUCTS)[number];

/** What one version of InfluxDB 3 does otherwise than others; facts from its tagged sources and release notes. */
export interface Version {
  edition: 'Core' | 'Enterprise';
  version: string;
  revision: string;
  /** Named admin tokens and Basic credentials: since 3.1. */
  knowsNamedAdmins: boolean;
  /** `x-influxdb-*` and request ids on `/ping`: since 3.1. */
  namesItself: boolean;
  /** `system.databases` and `system.tables`, and a retention that can be changed: since 3.2. */
  listsDatabases: boolean;
  /** When a deleted database goes for good, and the recovery listener: since 3.3. */
  schedulesDeletion: boolean;
  /** `cluster-uuid`: on answers of handlers since 3.7, on every answer since 3.8. */
  namesCluster: 'never' | 'handled' | 'always';
  /** 401 and 403 say why: since 3.8. */
  explainsRefusals: boolean;
  /** `_internal` keeps seven days: since 3.8.2. */
  internalExpires: boolean;
  /** `product_name` in the body of `/ping`: since 3.9. */
  namesProduct: boolean;
  /** A wrong query is a 4xx, `/ready` exists on Enterprise, a huge expiry means never: since 3.10. */
  blamesQueries: boolean;
}

const NEWEST: Version = {
  edition: 'Core',
  version: '3.10.0',
  revision: 'd7834110b3',
  knowsNamedAdmins: true,
  namesItself: true,
  listsDatabases: true,
  schedulesDeletion: true,
  namesCluster: 'always',
  explainsRefusals: true,
  internalExpires: true,
  namesProduct: true,
  blamesQueries: true,
};

const V3_7: Version = {
  ...NEWEST,
  version: '3.7.0',
  revision: '5b2a86d4e3',
  namesCluster: 'handled',
  explainsRefusals: false,
  internalExpires: false,
  namesProduct: false,
  blamesQueries: false,
};

export const VERSIONS: Readonly<Record<Influx3Product, Version>> = {
  'core-3.0': {
    ...V3_7,
    version: '3.0.3',
    revision: '384c457ef5',
    knowsNamedAdmins: false,
    namesItself: false,
    listsDatabases: false,
    schedulesDeletion: false,
    namesCluster: 'never',
  },
  'core-3.7': V3_7,
  'core-3.10': NEWEST,
  'enterprise-3.10': { ...NEWEST, edition: 'Enterprise', revision: '7c1fd3f0a9' },
};
