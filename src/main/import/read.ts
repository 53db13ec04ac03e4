import type { ImportSource } from '#domain/import';
import { readExplorer } from './explorer.ts';
import { type Imported, MAX_IMPORT_BYTES, unreadable } from './entry.ts';
import { readInfluxCli } from './influx-cli.ts';
import { readInfluxctl } from './influxctl.ts';
import { readVariables } from './variables.ts';

/** How many servers of one source are taken. */
const MAX_ENTRIES = 500;
/** How many problems of one source are told. */
const MAX_PROBLEMS = 200;

/** The sources that a text alone tells; an export of this app is read by `export.ts`, since it may be sealed. */
type TextSource = Exclude<ImportSource, 'export'>;

const READERS: Record<TextSource, (text: string) => Imported> = {
  'influx-cli': readInfluxCli,
  influxctl: readInfluxctl,
  explorer: readExplorer,
  variables: readVariables,
};

/** A text as every reader takes it: without a byte order mark and with the line ends of Unix. */
export function plainText(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

/** Which kind of file this seems to be, by its words: a person may choose any file. */
export function sourceOf(text: string): ImportSource {
  const plain = plainText(text);
  if (/^\s*[{[]\s*(?:"|\}|$)/.test(plain)) return /"DEFAULT_[A-Z_]+"\s*:/.test(plain) ? 'explorer' : 'export';
  if (/^\s*\[\[\s*"?profile"?\s*\]\]/m.test(plain) || /^\s*(?:account_id|cluster_id)\s*=/m.test(plain))
    return 'influxctl';
  return /^\s*\[[^\][]+\]\s*(?:#.*)?$/m.test(plain) ? 'influx-cli' : 'variables';
}

/** Reads a text as a file of this kind. Never throws. */
export function readSource(source: TextSource, text: string): Imported {
  if (Buffer.byteLength(text) > MAX_IMPORT_BYTES)
    return unreadable(`This file is larger than ${MAX_IMPORT_BYTES / 1_048_576} MB. Nothing of it is read.`);
  const read = READERS[source](plainText(text));
  if (read.entries.length === 0 && read.problems.length === 0) return unreadable('No server is named in this file.');
  return bounded(read);
}

/** As much of what was read as a person can look through; says what is left out. */
export function bounded({ entries, problems }: Imported): Imported {
  const left = entries.length - MAX_ENTRIES;
  const told = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)).slice(0, MAX_PROBLEMS);
  const more = left > 0 ? [{ words: `${left} more servers are not taken: ${MAX_ENTRIES} is the most at once.` }] : [];
  return { entries: entries.slice(0, MAX_ENTRIES), problems: [...more, ...told] };
}
