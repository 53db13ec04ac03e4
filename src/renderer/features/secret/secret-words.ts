import type { RevealFormat } from '#contract/shapes';
import type { Server } from '#domain/server';

/** The forms of "Copy as", in the order of the menu. */
export const COPY_FORMATS: readonly { as: RevealFormat; label: string }[] = [
  { as: 'env', label: 'Environment variable' },
  { as: 'telegraf', label: 'Telegraf output block' },
  { as: 'influx-config', label: 'influx CLI configuration' },
  { as: 'curl', label: 'curl header' },
  { as: 'grafana', label: 'Grafana data source (YAML)' },
  { as: 'kubernetes', label: 'Kubernetes Secret' },
];

/** Who can show the value of a new token again, as a sentence. */
export function whoCanShow(hashing: Server['hashing']): string {
  if (hashing === 'hashed') return 'No one can show this value again, not this app and not the server.';
  if (hashing === 'plain')
    return 'This app will not show the value again. The server tells it to everyone who may list tokens.';
  return 'This app will not show the value again, and the server may not be able to.';
}
