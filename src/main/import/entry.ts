import { type Address, parseAddress } from '#domain/address';
import { cleanCredential } from '#domain/credential-text';
import type { ImportedProduct } from '#domain/import';
import { Secret } from '#main/secret';

/** How large a file to import may be, in bytes. */
export const MAX_IMPORT_BYTES = 5 * 1_048_576;

/**
 * One server that a source names. `credential` is the only place of a secret. `note` is what the source says of it in
 * words, `caPath` an own CA that it names by a path (nobody reads it), `ca` one that it holds as PEM text, `line` where
 * it begins, from 1.
 */
export interface ImportEntry {
  name: string;
  address: string;
  product?: ImportedProduct;
  credential?: Secret;
  accountId?: string;
  clusterId?: string;
  environment?: string;
  colour?: string;
  note?: string;
  caPath?: string;
  ca?: string;
  line?: number;
}

/** Something of a source that was not taken or should be known, in words without any secret. `line` counts from 1. */
export interface Problem {
  line?: number;
  words: string;
}

/** What stands in a source. A reader never throws: what it cannot read is a problem. */
export interface Imported {
  entries: ImportEntry[];
  problems: Problem[];
}

/** A problem that ends the reading. */
export const unreadable = (words: string, line?: number): Imported => ({ entries: [], problems: [{ line, words }] });

/** The address that a source means, or what is wrong with it, in words. */
export function addressIn(text: string): Address | { words: string } {
  return parseAddress(text);
}

/** The token that a source holds: none for an empty text, words when it cannot be one. The words never quote it. */
export function credentialIn(text: string | undefined): { credential?: Secret } | { words: string } {
  if (text === undefined || text.trim() === '') return {};
  const cleaned = cleanCredential(text);
  if ('problem' in cleaned) return { words: `Its token is not taken. ${cleaned.problem}` };
  return { credential: new Secret(cleaned.token) };
}

/** Only the first of those with one name is taken, the others are problems. `kind` is the word for such a thing. */
export function firstOfEachName(imported: Imported, kind: string): Imported {
  const known = new Map<string, ImportEntry>();
  const repeated: Problem[] = [];
  for (const entry of imported.entries) {
    const first = known.get(entry.name);
    if (first) repeated.push({ line: entry.line, words: `${again(kind, entry.name, first.line)} It is not taken.` });
    else known.set(entry.name, entry);
  }
  return { entries: [...known.values()], problems: [...imported.problems, ...repeated] };
}

function again(kind: string, name: string, line: number | undefined): string {
  return `Another ${kind} is called “${name}”${line === undefined ? '' : `, in line ${line}`}.`;
}
