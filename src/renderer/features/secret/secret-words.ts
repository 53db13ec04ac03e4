import type { RevealFormat } from '#contract/shapes';
import type { Server, Traits } from '#domain/server';

interface CopyFormat {
  as: RevealFormat;
  label: string;
  /** Only for servers with buckets: the program reads them by the API of InfluxDB 2. */
  bucketsOnly?: true;
}

const COPY_FORMATS: readonly CopyFormat[] = [
  { as: 'env', label: 'Environment variable' },
  { as: 'telegraf', label: 'Telegraf output block' },
  { as: 'influx-config', label: 'influx CLI configuration', bucketsOnly: true },
  { as: 'curl', label: 'curl header', bucketsOnly: true },
  { as: 'grafana', label: 'Grafana data source (YAML)', bucketsOnly: true },
  { as: 'kubernetes', label: 'Kubernetes Secret' },
];

/** The forms of "Copy as" for a server, in the order of the menu. */
export function copyFormats(data: Traits['data'] | undefined): readonly CopyFormat[] {
  return COPY_FORMATS.filter(({ bucketsOnly }) => !bucketsOnly || data !== 'databases');
}

/** Who can show the value of a new token again, as a sentence. */
export function whoCanShow(hashing: Server['hashing']): string {
  if (hashing === 'hashed') return 'No one can show this value again, not this app and not the server.';
  if (hashing === 'plain')
    return 'This app will not show the value again. The server tells it to everyone who may list tokens.';
  return 'This app will not show the value again, and the server may not be able to.';
}
