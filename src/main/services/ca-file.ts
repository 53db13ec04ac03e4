import { X509Certificate } from 'node:crypto';
import { Failure } from '#contract/failure';
import type { CaFile } from '#contract/shapes';
import type { Desktop } from '#main/ports';

/** How large a CA file may be, in bytes. */
const MAX_BYTES = 1_048_576;

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Lets a person choose a CA file; null when they did not. Failure 'invalid' when it holds no certificate. */
export async function chooseCa(desktop: Pick<Desktop, 'chooseFile'>): Promise<CaFile | null> {
  const text = await desktop.chooseFile({
    title: 'Choose a CA certificate',
    extensions: ['pem', 'crt', 'cer'],
    maxBytes: MAX_BYTES,
  });
  return text === undefined ? null : caIn(text);
}

/** The certificates of a PEM text, described by the first; anything else in the text is left out. */
export function caIn(text: string): CaFile {
  const blocks = text.match(BLOCK) ?? [];
  const certificates = blocks.map(parsed);
  const [first] = certificates;
  if (!first) throw new Failure({ kind: 'invalid', field: 'ca', reason: 'no-certificate' });

  return {
    pem: `${blocks.join('\n')}\n`,
    subject: first.subject.replaceAll('\n', ', '),
    expiresAt: Date.parse(first.validTo),
    fingerprint: first.fingerprint256,
    certificates: certificates.length,
  };
}

function parsed(block: string): X509Certificate {
  try {
    return new X509Certificate(block);
  } catch {
    throw new Failure({ kind: 'invalid', field: 'ca', reason: 'broken-certificate' });
  }
}
