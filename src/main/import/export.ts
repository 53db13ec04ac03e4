import { z } from 'zod';
import { Colour, ConnectionDraft } from '#domain/connection';
import { addressWith } from '#domain/console-address';
import type { Secret } from '#main/secret';
import { addressIn, credentialIn, type ImportEntry, type Imported, MAX_IMPORT_BYTES, unreadable } from './entry.ts';
import { jsonIn } from './json.ts';
import { bounded, plainText } from './read.ts';
import { openText, Sealed, sealText, wrong } from './seal-tokens.ts';

const FORMAT = 'token-explorer-connections';
const VERSION = 1;

/** A connection as an export tells it: without its token. `ca` is PEM text. */
const Exported = z.object({
  name: ConnectionDraft.shape.name,
  address: ConnectionDraft.shape.address,
  environment: ConnectionDraft.shape.environment,
  colour: Colour.optional(),
  note: ConnectionDraft.shape.note,
  ca: z.string().max(1_048_576).optional(),
  accountId: z.string().max(64).optional(),
  clusterId: z.string().max(64).optional(),
});
type Exported = z.infer<typeof Exported>;

const Version = z.object({ format: z.literal(FORMAT), version: z.number() });
const File = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  exportedAt: z.iso.datetime(),
  connections: z.array(Exported).max(10_000),
  /** The tokens of the connections, in their order. */
  sealed: Sealed.optional(),
});
type File = z.infer<typeof File>;
const Tokens = z.array(z.string().nullable());

/** A connection to export, with its token where that is to be sealed. */
export type Outgoing = Exported & { credential?: Secret };

/**
 * The connections as a file. Their tokens are in it only with a passphrase, sealed (see `sealText`); the seal vouches
 * for the connections too, so that nobody can send a sealed token elsewhere. `now` in ms since 1970.
 */
export async function exportText(connections: readonly Outgoing[], now: number, passphrase?: string): Promise<string> {
  const file: File = {
    format: FORMAT,
    version: VERSION,
    exportedAt: new Date(now).toISOString(),
    connections: connections.map((connection) => Exported.parse(connection)),
  };
  const tokens = connections.map(({ credential }) => credential?.reveal() ?? null);
  const sealed =
    passphrase === undefined ? undefined : await sealText(JSON.stringify(tokens), passphrase, headOf(file));
  return `${JSON.stringify({ ...file, sealed }, undefined, 2)}\n`;
}

/** An export that was read. `unseal` gives its servers with their tokens; it is absent when there are none in it. */
export interface ReadExport extends Imported {
  unseal?: (passphrase: string) => Promise<Imported>;
}

/** Reads an export of this app. Never throws; `unseal` does, with the failure of `openText`. */
export function readExport(text: string): ReadExport {
  if (Buffer.byteLength(text) > MAX_IMPORT_BYTES)
    return unreadable(`This file is larger than ${MAX_IMPORT_BYTES / 1_048_576} MB. Nothing of it is read.`);
  const json = jsonIn(plainText(text));
  if ('broken' in json) return json.broken;
  const known = Version.safeParse(json.value);
  if (!known.success) return unreadable('This is no file that Token Explorer knows.');
  if (known.data.version > VERSION) return unreadable('This export is of a newer version of Token Explorer.');
  const file = File.safeParse(json.value);
  if (!file.success) return unreadable(`This export is damaged: ${placeOf(file.error)}. Nothing of it is read.`);
  const { sealed } = file.data;
  return {
    ...entriesOf(file.data, []),
    unseal: sealed && (async (passphrase) => entriesOf(file.data, await tokensIn(file.data, sealed, passphrase))),
  };
}

async function tokensIn(file: File, sealed: Sealed, passphrase: string): Promise<(string | null)[]> {
  const plain = await openText(sealed, passphrase, headOf(file));
  const tokens = Tokens.safeParse(JSON.parse(plain));
  if (!tokens.success || tokens.data.length !== file.connections.length) throw wrong();
  return tokens.data;
}

function entriesOf({ connections }: File, tokens: readonly (string | null)[]): Imported {
  const entries: ImportEntry[] = [];
  const problems: Imported['problems'] = [];
  connections.forEach((connection, index) => {
    const address = addressIn(connection.address);
    const found = credentialIn(tokens[index] ?? undefined);
    if ('words' in address) problems.push({ words: `“${connection.name}” is not taken. ${address.words}` });
    else if ('words' in found) problems.push({ words: `“${connection.name}”: ${found.words}` });
    else
      entries.push({ ...connection, address: addressWith(address.address, connection), credential: found.credential });
  });
  return bounded({ entries, problems });
}

/** What the seal vouches for, in an order of its own: two programs write the same object in different ways. */
function headOf({ format, version, exportedAt, connections }: File): string {
  const rows = connections.map(({ name, address, environment, colour, note, ca, accountId, clusterId }) =>
    [name, address, environment, colour, note, ca, accountId, clusterId].map((value) => value ?? null),
  );
  return JSON.stringify([format, version, exportedAt, rows]);
}

function placeOf(error: z.ZodError): string {
  return error.issues[0]?.path.join(' ') || 'the whole file';
}
