/** The forms in which a value can be handed to a program. */
type CredentialFormat = 'plain' | 'env' | 'telegraf' | 'influx-config' | 'curl' | 'grafana' | 'kubernetes';

/**
 * What a form names beside the value. `orgName` is '' where tokens have no organization. `readBucket` and `writeBucket`
 * are the first bucket by name that the token may read and write.
 */
interface CredentialContext {
  address: string;
  orgName: string;
  description: string;
  readBucket?: string;
  writeBucket?: string;
}

/**
 * The value of a token in the form that a program reads, quoted as that form asks. Ends with a line end but for
 * 'plain'.
 */
export function formatSecret(value: string, as: CredentialFormat, context: CredentialContext): string {
  return FORMATS[as](value, context);
}

const FORMATS: Record<CredentialFormat, (value: string, context: CredentialContext) => string> = {
  plain: (value) => value,
  env: (value, { address, orgName }) =>
    lines(
      `INFLUX_HOST=${shell(address)}`,
      ...(orgName === '' ? [] : [`INFLUX_ORG=${shell(orgName)}`]),
      `INFLUX_TOKEN=${shell(value)}`,
    ),
  telegraf: (value, { address, orgName, writeBucket = '' }) =>
    lines(
      '[[outputs.influxdb_v2]]',
      `  urls = [${toml(address)}]`,
      `  token = ${toml(value)}`,
      `  organization = ${toml(orgName)}`,
      `  bucket = ${toml(writeBucket)}`,
    ),
  'influx-config': (value, { address, orgName, description }) =>
    lines(
      `[${toml(description || 'token')}]`,
      `  url = ${toml(address)}`,
      `  token = ${toml(value)}`,
      `  org = ${toml(orgName)}`,
    ),
  curl: (value, { address }) =>
    lines(`curl ${shell(`${address}/api/v2/buckets`)} \\`, `  --header ${shell(`Authorization: Token ${value}`)}`),
  grafana: (value, { address, orgName, description, readBucket = '' }) =>
    lines(
      'apiVersion: 1',
      'datasources:',
      `  - name: ${json(description || 'InfluxDB')}`,
      '    type: influxdb',
      '    access: proxy',
      `    url: ${json(address)}`,
      '    jsonData:',
      '      version: Flux',
      `      organization: ${json(orgName)}`,
      `      defaultBucket: ${json(readBucket)}`,
      '    secureJsonData:',
      `      token: ${json(value)}`,
    ),
  kubernetes: (value, { address, orgName, description }) =>
    lines(
      'apiVersion: v1',
      'kind: Secret',
      'metadata:',
      `  name: ${json(resourceName(description))}`,
      'type: Opaque',
      'stringData:',
      `  INFLUX_HOST: ${json(address)}`,
      ...(orgName === '' ? [] : [`  INFLUX_ORG: ${json(orgName)}`]),
      `  INFLUX_TOKEN: ${json(value)}`,
    ),
};

function lines(...all: string[]): string {
  return `${all.join('\n')}\n`;
}

/** A double-quoted text of YAML 1.2 and JSON: every JSON text is one. */
function json(text: string): string {
  return JSON.stringify(text)
    .replaceAll('\u007f', '\\u007f')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** A basic string of TOML 1.0, whose escapes are those of JSON. */
function toml(text: string): string {
  return json(text);
}

/** A word of a POSIX shell. */
function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A DNS label of Kubernetes: lower-case letters, digits and dashes, at most 63, a letter or digit at both ends. */
function resourceName(description: string): string {
  const label = description
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replace(/^-+|-+$/g, '');
  return label === '' ? 'influxdb-token' : `influxdb-${label}`;
}
