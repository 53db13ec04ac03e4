import type { TokenListEnd } from '#domain/token';

/** Does the list show all there is? */
export function isWhole({ completeness, unreadable, v1 }: TokenListEnd): boolean {
  return completeness === 'every-token' && unreadable === 0 && v1 !== 'refused';
}
