import type { AppFacts } from '#contract/shapes';

const STORES: Record<string, string> = {
  gnome_libsecret: 'GNOME Keyring',
  kwallet: 'KWallet',
  kwallet5: 'KWallet',
  kwallet6: 'KWallet',
  keychain: 'the macOS keychain',
  dpapi: 'Windows data protection',
};

/** Where tokens are kept on this computer, as it is. */
export function keyStoreWords({ keyStore, platform }: AppFacts): string {
  const store = STORES[keyStore.backend] ?? keyStore.backend;
  if (keyStore.available)
    return `Sealed with ${store}, on disk only in that form, and bound to the address that they belong to.`;
  const why =
    platform === 'linux'
      ? `No key store that protects answers here (the system offers “${keyStore.backend}”).`
      : 'The key store of the system does not answer.';
  return `${why} Tokens are kept in memory until Token Explorer quits, and never written to disk.`;
}

/** Whether servers can be unlocked at all. */
export function readOnlyWords(readOnly: AppFacts['readOnly']): string {
  switch (readOnly) {
    case 'policy':
      return 'A policy of this computer keeps Token Explorer read-only: no server can be unlocked.';
    case 'switch':
      return 'Token Explorer was started read-only: no server can be unlocked until it is started without --read-only.';
    case 'no':
      return 'Every server starts read-only. Unlocking one asks first, and ends 15 minutes after the last change.';
  }
}
