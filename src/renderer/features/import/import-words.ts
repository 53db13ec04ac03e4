import type { FoundSource, ImportDone } from '#contract/import-shapes';
import type { DifferentField, ImportedProduct, ImportSource } from '#domain/import';

/** What a source is called. */
export const SOURCE_NAMES: Record<ImportSource, string> = {
  'influx-cli': 'Configs of the influx CLI',
  influxctl: 'Profiles of influxctl',
  explorer: 'InfluxDB 3 Explorer',
  variables: 'Variables',
  export: 'An export of Token Explorer',
};

/** What a found source is called, and where it is. */
export function foundWords({ source, file }: FoundSource): { name: string; where: string } {
  if (file !== undefined) return { name: SOURCE_NAMES[source], where: file };
  return { name: 'Variables of this session', where: 'INFLUX_HOST and the like, as this app was started with them' };
}

/** What a source says that answers at an address. */
export const PRODUCT_NAMES: Record<ImportedProduct, string> = {
  'influxdb-2': 'InfluxDB 2',
  'influxdb-3': 'InfluxDB 3',
  cloud: 'InfluxDB Cloud',
  dedicated: 'Cloud Dedicated',
  clustered: 'Clustered',
};

const FIELD_NAMES: Record<DifferentField, string> = {
  name: 'name',
  environment: 'environment',
  colour: 'colour',
  note: 'note',
  ca: 'own CA',
  token: 'token',
};

/** What differs from the saved server, in words. */
export function differenceWords(fields: readonly DifferentField[]): string {
  return fields.map((field) => FIELD_NAMES[field]).join(', ');
}

/** What was done, counted, in one sentence. */
export function doneWords(done: readonly ImportDone[]): string {
  const count = (which: ImportDone['done']) => done.filter((each) => each.done === which).length;
  const parts = (
    [
      [count('added'), 'added'],
      [count('updated'), 'changed'],
      [count('failed'), 'not saved'],
    ] as const
  ).filter(([number]) => number > 0);
  return `${parts.map(([number, word]) => `${number} ${word}`).join(', ')}.`;
}
