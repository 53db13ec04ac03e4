import type { Token } from './token.ts';
import { grouped } from './number-words.ts';

/**
 * What is known of a token's use. `unused`: nothing uses it now. `idleSince`, in ms since 1970: from when on nothing
 * has used it; absent when that is not known.
 */
interface TokenUse {
  readonly unused: boolean;
  readonly idleSince?: number | undefined;
}

/**
 * Is the token used, as far as anything tells? Undefined when nothing does, which is usual: no product of InfluxDB
 * keeps when a token was used last (the time of the last change is none: InfluxDB Cloud renamed it from "last used"
 * since it is not), so that of an active token only this connection's own is known to be used. What is inactive,
 * expired or revoked nothing can use: since it expired or was revoked, or since the last change of one that is
 * inactive, which cannot be older than its being switched off.
 */
export function useOf({ status, own, expiresAt, revokedAt, changedAt }: Token): TokenUse | undefined {
  switch (status) {
    case 'active':
      return own === 'yes' ? { unused: false } : undefined;
    case 'expired':
      return { unused: true, idleSince: expiresAt };
    case 'revoked':
      return { unused: true, idleSince: revokedAt };
    case 'inactive':
      return { unused: true, idleSince: changedAt };
  }
}

/** Of how many of these tokens nothing tells whether they are used. */
export function unknownUses(rows: readonly { readonly token: Token }[]): number {
  let count = 0;
  for (const { token } of rows) if (useOf(token) === undefined) count++;
  return count;
}

/** The same in words. */
export function unknownUseWords(count: number): string {
  const tokens = count === 1 ? 'one token' : `${grouped(count)} tokens`;
  return `Nothing tells the use of ${tokens}`;
}
