import { z } from 'zod';

/** The kinds of files that servers are read from, and the variables that the app was started with. */
export const ImportSource = z.enum(['influx-cli', 'influxctl', 'explorer', 'variables', 'export']);
export type ImportSource = z.infer<typeof ImportSource>;

/** What a source says that answers at an address. The app asks there all the same. */
export const ImportedProduct = z.enum(['influxdb-2', 'influxdb-3', 'cloud', 'dedicated', 'clustered']);
export type ImportedProduct = z.infer<typeof ImportedProduct>;

/** What of a saved connection an import would change. */
export const DifferentField = z.enum(['name', 'environment', 'colour', 'note', 'ca', 'token']);
export type DifferentField = z.infer<typeof DifferentField>;

/** The fewest characters of the passphrase that seals the tokens of an export. */
export const SHORTEST_PASSPHRASE = 12;

/** Is this too short to be a passphrase? An emoji is one character. */
export function isShort(passphrase: string): boolean {
  return Array.from(passphrase).length < SHORTEST_PASSPHRASE;
}
