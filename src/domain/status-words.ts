import type { TokenStatus } from './token.ts';

/** Every status in the order of filters. */
export const STATUSES: readonly TokenStatus[] = ['active', 'inactive', 'expired', 'revoked'];

const WORDS: Record<TokenStatus, string> = {
  active: 'Active',
  inactive: 'Inactive',
  expired: 'Expired',
  revoked: 'Revoked',
};

/** A status as it stands on the screen. */
export function statusWord(status: TokenStatus): string {
  return WORDS[status];
}
