import type { Phrase } from '#domain/phrase';
import type { TokenRow } from '#domain/search-row';
import type { Known } from './finding.ts';
import type { RuleId } from './rules.ts';

/** A rule that looks at one token at a time. */
export interface RowRule {
  readonly rule: RuleId;
  /** What its tokens are gathered by: each alone, those of one owner or organization, or all in one finding. */
  readonly by: 'token' | 'owner' | 'organization' | 'all';
  /** Does it mean anything on this server? */
  readonly applies?: (known: Known) => boolean;
  readonly fires: (row: TokenRow, known: Known) => boolean;
  readonly words: (rows: readonly TokenRow[], known: Known) => Phrase;
}

/** Can the token be used now, as far as it says itself? */
export function isActive({ token }: TokenRow): boolean {
  return token.status === 'active';
}
