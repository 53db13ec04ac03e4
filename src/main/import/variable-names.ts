import type { ImportedProduct } from '#domain/import';

/** What a variable tells of a server. */
export type Role =
  'address' | 'token' | 'management' | 'org' | 'database' | 'account' | 'cluster' | 'product' | 'ca' | 'unchecked';

/** Whose variables they are: those of one family belong together, and each has an address of its own by default. */
export type Family = 'influx' | 'influxdb2' | 'influxdb3' | 'mcp' | 'chronograf' | 'explorer';

const NAMES: Record<string, [Family, Role]> = {
  // The influx CLI and what people call the same in their own files.
  INFLUX_HOST: ['influx', 'address'],
  INFLUX_URL: ['influx', 'address'],
  INFLUX_TOKEN: ['influx', 'token'],
  INFLUX_ORG: ['influx', 'org'],
  INFLUX_ORG_ID: ['influx', 'org'],
  INFLUX_SKIP_VERIFY: ['influx', 'unchecked'],
  // Client libraries of InfluxDB 2.
  INFLUXDB_V2_URL: ['influxdb2', 'address'],
  INFLUXDB_V2_TOKEN: ['influxdb2', 'token'],
  INFLUXDB_V2_ORG: ['influxdb2', 'org'],
  INFLUXDB_V2_SSL_CA_CERT: ['influxdb2', 'ca'],
  // The influxdb3 CLI.
  INFLUXDB3_HOST_URL: ['influxdb3', 'address'],
  INFLUXDB3_AUTH_TOKEN: ['influxdb3', 'token'],
  INFLUXDB3_DATABASE_NAME: ['influxdb3', 'database'],
  INFLUXDB3_TLS_CA: ['influxdb3', 'ca'],
  INFLUXDB3_TLS_NO_VERIFY: ['influxdb3', 'unchecked'],
  // The MCP server of the vendor.
  INFLUX_DB_INSTANCE_URL: ['mcp', 'address'],
  INFLUX_DB_TOKEN: ['mcp', 'token'],
  INFLUX_DB_DATABASE_TOKEN: ['mcp', 'token'],
  INFLUX_DB_MANAGEMENT_TOKEN: ['mcp', 'management'],
  INFLUX_DB_ACCOUNT_ID: ['mcp', 'account'],
  INFLUX_DB_CLUSTER_ID: ['mcp', 'cluster'],
  INFLUX_DB_PRODUCT_TYPE: ['mcp', 'product'],
  // Chronograf, and shorter names that people use.
  INFLUXDB_URL: ['chronograf', 'address'],
  INFLUXDB_TOKEN: ['chronograf', 'token'],
  INFLUXDB_ORG: ['chronograf', 'org'],
  INFLUXDB_MGMT_TOKEN: ['chronograf', 'management'],
  INFLUXDB_ACCOUNT_ID: ['chronograf', 'account'],
  INFLUXDB_CLUSTER_ID: ['chronograf', 'cluster'],
  INFLUXDB_TYPE: ['chronograf', 'product'],
  // InfluxDB 3 Explorer.
  DEFAULT_INFLUX_SERVER: ['explorer', 'address'],
  DEFAULT_API_TOKEN: ['explorer', 'token'],
  DEFAULT_INFLUX_DATABASE: ['explorer', 'database'],
};

/** The addresses that the two CLIs use when none is set (`influx-cli config/config.go`, `influxdb3 show --help`). */
export const DEFAULT_ADDRESSES: Partial<Record<Family, string>> = {
  influx: 'http://localhost:8086',
  influxdb3: 'http://127.0.0.1:8181',
};

/** What the types of the MCP server and of Chronograf mean here. */
export const PRODUCT_TYPES: Record<string, ImportedProduct> = {
  core: 'influxdb-3',
  enterprise: 'influxdb-3',
  'influx-v3-core': 'influxdb-3',
  'influx-v3-enterprise': 'influxdb-3',
  'cloud-dedicated': 'dedicated',
  'influx-v3-cloud-dedicated': 'dedicated',
  'cloud-serverless': 'cloud',
  'influx-v3-serverless': 'cloud',
  clustered: 'clustered',
  'influx-v3-clustered': 'clustered',
};

/** A variable of a server. `server` is what its name has before or after, where a file tells of several: `PROD`. */
export interface VariableName {
  family: Family;
  role: Role;
  server: string;
}

const LONGEST_FIRST = Object.keys(NAMES).sort((a, b) => b.length - a.length);
const PATTERN = new RegExp(`^(?:([A-Z0-9_]+)_)?(${LONGEST_FIRST.join('|')})(?:_([A-Z0-9_]+))?$`, 'i');

/** What a variable's name says; undefined for a variable that is about something else. */
export function variableName(name: string): VariableName | undefined {
  const whole = NAMES[name.toUpperCase()];
  if (whole) return { family: whole[0], role: whole[1], server: '' };
  const [, before = '', base = '', after = ''] = PATTERN.exec(name) ?? [];
  const known = NAMES[base.toUpperCase()];
  return known && { family: known[0], role: known[1], server: [before, after].filter(Boolean).join('_') };
}
