import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '#contract/failure';
import { Secret } from '#main/secret';

/**
 * What of a saved server decides where its token may go and how it is guarded. It is sealed together with the token.
 */
export interface SealedFacts {
  connectionId: string;
  /** Scheme, host and port. */
  origin: string;
  ca?: string;
  plainHttpAllowed: boolean;
  environment: string;
  /** The id that the server gave the token, where this app made it. */
  tokenId?: string;
}

const Sealed = z.object({
  v: z.literal(1),
  profileId: z.string(),
  origin: z.string(),
  guards: z.string(),
  token: z.string(),
  sum: z.string(),
});

/** The text to seal. The system's key stores encrypt but not all of them authenticate, hence the sum. */
export function envelope(facts: SealedFacts, secret: Secret): string {
  const content = {
    v: 1 as const,
    profileId: facts.connectionId,
    origin: facts.origin,
    guards: guardsOf(facts),
    token: secret.reveal(),
  };
  return JSON.stringify({ ...content, sum: sumOf(content) });
}

/**
 * The token of a text that was sealed; a Failure 'secret-locked' when it is no envelope, and 'secret-mismatch' when it
 * was sealed for a server that was another one, or was guarded in another way, than the one that the file now
 * describes.
 */
export function secretIn(text: string, facts: SealedFacts): Secret {
  const { sum, ...content } = parsed(text);
  if (sum !== sumOf(content)) throw new Failure({ kind: 'secret-locked' });
  const same =
    content.profileId === facts.connectionId && content.origin === facts.origin && content.guards === guardsOf(facts);
  if (!same) throw new Failure({ kind: 'secret-mismatch' });
  return new Secret(content.token);
}

function parsed(text: string): z.infer<typeof Sealed> {
  try {
    return Sealed.parse(JSON.parse(text));
  } catch {
    throw new Failure({ kind: 'secret-locked' });
  }
}

function guardsOf({ ca, plainHttpAllowed, environment, tokenId }: SealedFacts): string {
  return hash(JSON.stringify([ca ?? null, plainHttpAllowed, environment, tokenId ?? null]));
}

function sumOf({ v, profileId, origin, guards, token }: Omit<z.infer<typeof Sealed>, 'sum'>): string {
  return hash(JSON.stringify([v, profileId, origin, guards, token]));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
