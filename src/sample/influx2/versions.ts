/** The samples of InfluxDB OSS 2.x: one per version in which something a token explorer meets is different. */
export const OSS2_PRODUCTS = ['oss-2.0', 'oss-2.1', 'oss-2.4', 'oss-2.7', 'oss-2.8', 'oss-2.9'] as const;
export type Oss2Product = (typeof OSS2_PRODUCTS)[number];

/** What differs between the versions of InfluxDB OSS 2.x, as one server says or does it. */
export interface Version {
  product: Oss2Product;
  /** As `/health` and the `X-Influxdb-Version` header say it: no `v` before 2.2. */
  version: string;
  commit: string;
  /** In the server's order (`authz.go`). */
  resourceTypes: readonly string[];
  /** `Bearer` and a scheme in any case. */
  lenientScheme: boolean;
  sessionCookie: string;
  cookieHasExpiry: boolean;
  cookieIsStrict: boolean;
  cookieIsHttpOnly: boolean;
  /** 2.0 answers the first twenty users, whatever page is asked. */
  usersPaged: boolean;
  /** 2.0 ignores `after` and `descending` when buckets are listed by organization. */
  bucketsByOrgPaged: boolean;
  /** `/ping` says its version headers twice (2.0.9 to 2.1.1). */
  pingDoubled: boolean;
  /** `/ping` stands behind a gzip wrapper and says so in `Vary`. */
  pingVaries: boolean;
  hasConfig: boolean;
  knowsHashing: boolean;
  hashesByDefault: boolean;
  /** The set-up user owns the whole instance. */
  hasInstanceOwner: boolean;
  refusesInstanceGrants: boolean;
  v1ChecksBuckets: boolean;
  /** Databases of the 1.x API map to buckets of their name by themselves. */
  virtualDbrp: boolean;
  passwordRule: string;
  passwordLimit: number;
  unknownStatus: string;
  orgDeletePrefix: boolean;
  internalError: string;
}

const OF_2_0 = [
  'authorizations',
  'buckets',
  'dashboards',
  'orgs',
  'sources',
  'tasks',
  'telegrafs',
  'users',
  'variables',
  'scrapers',
  'secrets',
  'labels',
  'views',
  'documents',
  'notificationRules',
  'notificationEndpoints',
  'checks',
  'dbrp',
];
const OF_2_1 = [...OF_2_0, 'notebooks', 'annotations'];
const OF_2_4 = [...OF_2_1, 'remotes', 'replications', 'instance'];

const oss20: Version = {
  product: 'oss-2.0',
  version: '2.0.9',
  commit: 'd1233b7951',
  resourceTypes: OF_2_0,
  lenientScheme: false,
  sessionCookie: 'session',
  cookieHasExpiry: false,
  cookieIsStrict: false,
  cookieIsHttpOnly: false,
  usersPaged: false,
  bucketsByOrgPaged: false,
  pingDoubled: true,
  pingVaries: false,
  hasConfig: false,
  knowsHashing: false,
  hashesByDefault: false,
  hasInstanceOwner: false,
  refusesInstanceGrants: false,
  v1ChecksBuckets: false,
  virtualDbrp: false,
  passwordRule: 'passwords must be at least 8 characters long',
  passwordLimit: Number.POSITIVE_INFINITY,
  unknownStatus: 'unknown authorization status',
  orgDeletePrefix: false,
  internalError: 'An internal error has occurred',
};

const oss21: Version = {
  ...oss20,
  product: 'oss-2.1',
  version: '2.1.1',
  commit: '657e1839de',
  resourceTypes: OF_2_1,
  lenientScheme: true,
  sessionCookie: 'influxdb-oss-session',
  usersPaged: true,
  bucketsByOrgPaged: true,
  internalError: 'An internal error has occurred - check server logs',
};

const oss24: Version = {
  ...oss21,
  product: 'oss-2.4',
  version: 'v2.4.0',
  commit: 'de247bab08',
  resourceTypes: OF_2_4,
  pingDoubled: false,
  cookieHasExpiry: true,
  hasConfig: true,
  hasInstanceOwner: true,
  v1ChecksBuckets: true,
  virtualDbrp: true,
};

const oss27: Version = {
  ...oss24,
  product: 'oss-2.7',
  version: 'v2.7.12',
  commit: 'ec9dcde5d6',
  cookieIsStrict: true,
  cookieIsHttpOnly: true,
  pingVaries: true,
  refusesInstanceGrants: true,
  passwordRule: 'passwords must be between 8 and 72 characters long',
  passwordLimit: 72,
};

const oss28: Version = {
  ...oss27,
  product: 'oss-2.8',
  version: 'v2.8.0',
  commit: '386686abcd',
  knowsHashing: true,
  unknownStatus: 'encodeAuthorization: unknown authorization status',
};

const oss29: Version = {
  ...oss28,
  product: 'oss-2.9',
  version: 'v2.9.1',
  commit: 'd4fa1941c0',
  hashesByDefault: true,
  orgDeletePrefix: true,
};

export const VERSIONS: Readonly<Record<Oss2Product, Version>> = {
  'oss-2.0': oss20,
  'oss-2.1': oss21,
  'oss-2.4': oss24,
  'oss-2.7': oss27,
  'oss-2.8': oss28,
  'oss-2.9': oss29,
};
