import type { TokenRow } from '#domain/search-row';
import { showText } from '#domain/show-text';

/** How a token is called where only its name has room: by its description, or by its id when it has none. */
export function tokenLabel({ token }: Pick<TokenRow, 'token'>): string {
  return showText(token.description, 80) || token.id;
}
