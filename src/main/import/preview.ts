import { createHash } from 'node:crypto';
import { addressWith, clusterInConsole } from '#domain/console-address';
import { DifferentField } from '#domain/import';
import type { Secret } from '#main/secret';
import type { ImportEntry } from './entry.ts';

/**
 * A saved connection, as far as it is compared. `token`: null when it has none, undefined when it cannot be read now.
 */
export interface Saved {
  id: string;
  name: string;
  address: string;
  environment: string;
  colour?: string;
  note: string;
  ca?: string;
  accountId?: string;
  clusterId?: string;
  token?: Secret | null;
}

/** How an entry stands to what is saved: nothing leads there, it says nothing else, or it says something else. */
export type Standing =
  | { state: 'new' }
  | { state: 'same'; connectionId: string }
  | { state: 'different'; connectionId: string; fields: DifferentField[] };

/**
 * How each entry stands to the saved connections. One belongs to an entry when it leads to the same place, and then the
 * one with the same token, or the same name, or the only one that an entry without a token can mean.
 */
export function standings(entries: readonly ImportEntry[], saved: readonly Saved[]): Standing[] {
  return entries.map((entry) => {
    const former = partner(
      entry,
      saved.filter((each) => placeOf(each) === placeOf(entry)),
    );
    if (!former) return { state: 'new' };
    const fields = differences(entry, former);
    const { id: connectionId } = former;
    return fields.length === 0 ? { state: 'same', connectionId } : { state: 'different', connectionId, fields };
  });
}

function partner(entry: ImportEntry, there: readonly Saved[]): Saved | undefined {
  const { credential, name } = entry;
  const sameToken = there.filter(({ token }) => credential && token && isSame(credential, token));
  return (
    sameToken.find((saved) => saved.name === name) ??
    sameToken[0] ??
    there.find((saved) => saved.name === name) ??
    (there.length === 1 && (!credential || there[0]?.token === null) ? there[0] : undefined)
  );
}

function differences(entry: ImportEntry, saved: Saved): DifferentField[] {
  const different: Record<DifferentField, boolean> = {
    name: entry.name !== saved.name,
    environment: says(entry.environment, saved.environment),
    colour: says(entry.colour, saved.colour),
    note: entry.note !== undefined && !saved.note.includes(entry.note),
    ca: says(entry.ca, saved.ca),
    token: entry.credential !== undefined && saved.token !== undefined && !isSame(entry.credential, saved.token),
  };
  return DifferentField.options.filter((field) => different[field]);
}

/** Does an entry say something, and something else? */
function says(said: string | undefined, saved: string | undefined): boolean {
  return said !== undefined && said !== saved;
}

/** A text that is equal for what leads to the same place, whether a cluster is named in its address or beside it. */
export function placeOf(place: Pick<ImportEntry, 'address' | 'accountId' | 'clusterId'>): string {
  const { address, accountId = null, clusterId = null } = place;
  if (clusterInConsole(address)) return addressWith(address, place);
  return JSON.stringify([address, accountId, clusterId]);
}

// SECURITY: compared by digest, so that no text of a token is at hand where the rest is.
function isSame(a: Secret, b: Secret | null): boolean {
  return b !== null && digest(a) === digest(b);
}

const digest = (secret: Secret): string => createHash('sha256').update(secret.reveal()).digest('hex');
