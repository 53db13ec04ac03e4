import type { X509Certificate } from 'node:crypto';

/** A chain is rarely longer than four. */
const LONGEST_CHAIN = 10;

/**
 * When the first ends of a certificate and those that its server sent to vouch for it, in ms since 1970: from then on
 * every client that checks is cut off, whichever of them it was. Undefined when none of them tells.
 */
export function certificateEnd(certificate: X509Certificate): number | undefined {
  const ends: number[] = [];
  let next: X509Certificate | undefined = certificate;
  for (let length = 0; next && length < LONGEST_CHAIN; length++) {
    const end = Date.parse(next.validTo);
    if (!Number.isNaN(end)) ends.push(end);
    next = next.issuerCertificate;
  }
  return ends.length === 0 ? undefined : Math.min(...ends);
}
