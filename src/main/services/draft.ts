import { Failure } from '#contract/failure';
import { parseAddress } from '#domain/address';
import type { ConnectionDraft } from '#domain/connection';
import { cleanCredential } from '#domain/credential-text';
import { Secret } from '#main/secret';
import { caIn } from './ca-file.ts';
import type { Profile } from './profiles.ts';

/** The address that was meant, without a slash at its end; Failure 'invalid' of field 'address' when none can be. */
export function addressIn(text: string): string {
  const parsed = parseAddress(text);
  if ('problem' in parsed) throw new Failure({ kind: 'invalid', field: 'address', reason: parsed.problem });
  // SECURITY: asked a second parser, so that what was shown and what is connected to cannot differ.
  if (!URL.canParse(parsed.address) || new URL(parsed.address).origin !== parsed.origin) {
    throw new Failure({ kind: 'invalid', field: 'address', reason: 'not-an-address' });
  }
  return parsed.address;
}

/** The token that was meant; undefined for an empty text. Failure 'invalid' of field 'token' never quotes it. */
export function secretIn(text: string | undefined): Secret | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const cleaned = cleanCredential(text);
  if ('problem' in cleaned) throw new Failure({ kind: 'invalid', field: 'token', reason: cleaned.problem });
  return new Secret(cleaned.token);
}

/** The profile that a draft makes of a former one, or of nothing. Whether plain http is allowed is not decided here. */
export function profileFrom(draft: ConnectionDraft, id: string, former?: Profile): Profile {
  const address = addressIn(draft.address);
  const { name, environment, colour, note } = draft;
  const ca = draft.ca === undefined ? { ca: former?.ca, caSubject: former?.caSubject } : caOf(draft.ca);
  // Another host manages other clusters.
  const kept = former && new URL(former.address).origin === new URL(address).origin ? former : undefined;
  const { accountId = kept?.accountId, clusterId = kept?.clusterId } = draft;
  return { id, name, address, environment, colour, note, ...ca, accountId, clusterId, plainHttpAllowed: false };
}

/** Do both addresses lead to the same scheme, host and port? */
export function sameOrigin(a: Profile, b: Profile): boolean {
  return new URL(a.address).origin === new URL(b.address).origin;
}

function caOf(pem: string | null): Pick<Profile, 'ca' | 'caSubject'> {
  if (pem === null || pem.trim() === '') return {};
  const { pem: ca, subject: caSubject } = caIn(pem);
  return { ca, caSubject };
}
