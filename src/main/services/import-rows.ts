import type { ImportRow } from '#contract/import-shapes';
import type { ImportEntry } from '#main/import/entry';
import { placeOf, type Saved, type Standing, standings } from '#main/import/preview';
import type { Vault } from '#main/storage/vault';
import { caIn } from './ca-file.ts';
import { type Profile, type Profiles, sealedFacts, sendsInClear } from './profiles.ts';

/** What the page is told of entries; a row's id is its place. */
export function rowsOf(entries: readonly ImportEntry[], saved: readonly Saved[]): ImportRow[] {
  const places = standings(entries, saved);
  return entries.flatMap((entry, index) => {
    const standing = places[index];
    return standing ? [rowOf(entry, String(index), standing)] : [];
  });
}

function rowOf(entry: ImportEntry, id: string, standing: Standing): ImportRow {
  const { name, address, product, credential, ca, caPath, environment, note, line } = entry;
  const told = { name, address, product, caPath, environment, note, line };
  return {
    ...told,
    id,
    hasToken: credential !== undefined,
    plainHttp: sendsInClear(told.address),
    caSubject: ca === undefined ? undefined : subjectOf(ca),
    standing: standing.state,
    connectionId: standing.state === 'new' ? undefined : standing.connectionId,
    fields: standing.state === 'different' ? standing.fields : [],
  };
}

/** The saved connections that may be meant by the entries, with their tokens. No token is opened for any other one. */
export async function savedFor(
  entries: readonly ImportEntry[],
  { profiles, vault }: { profiles: Profiles; vault: Vault },
): Promise<Saved[]> {
  const places = new Set(entries.map(placeOf));
  const meant = profiles.list().filter((profile) => !profiles.isSample(profile.id) && places.has(placeOf(profile)));
  return Promise.all(meant.map(async (profile) => ({ ...profile, token: await tokenOf(profile, vault) })));
}

async function tokenOf(profile: Profile, vault: Vault): Promise<Saved['token']> {
  if (vault.state(profile.id) === 'none') return null;
  return vault.fetch(sealedFacts(profile)).catch(() => undefined);
}

function subjectOf(pem: string): string {
  try {
    return caIn(pem).subject;
  } catch {
    return 'a certificate that cannot be read';
  }
}
