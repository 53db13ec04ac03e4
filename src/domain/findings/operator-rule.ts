import { plain } from '#domain/phrase';
import type { TokenRow } from '#domain/search-row';
import type { Found, Known } from './finding.ts';
import { factsMarkOf, Group } from './group.ts';
import { isActive } from './row-rule.ts';
import { who } from './words.ts';

/**
 * Operator tokens beyond the one that is kept: this connection's own, or else the oldest. The others of a server whose
 * operator token is told by name do not count, since there is but one of that name.
 */
export function extraOperators({ rows, server }: Known): Found[] {
  const operators = rows.filter((row) => row.kind === 'operator' && isActive(row));
  if (operators.length < 2) return [];
  const kept = operators.find((row) => isOwn(row, server.self?.tokenId)) ?? oldestOf(operators);
  const others = operators.filter((row) => row !== kept);
  const words = (row: TokenRow) => [
    ...who([row]),
    plain(row.token.orgId === '' ? ' can do everything.' : ' can do everything in every organization.'),
  ];
  return others.map((row) => {
    const group = new Group();
    group.add(row, factsMarkOf(row));
    return { about: row.key, group, words: words(row) };
  });
}

function isOwn({ token }: TokenRow, ownId: string | undefined): boolean {
  return token.own === 'yes' || (ownId !== undefined && token.id === ownId);
}

function oldestOf(rows: readonly TokenRow[]): TokenRow | undefined {
  const [first, ...others] = rows;
  return others.reduce<TokenRow | undefined>(
    (oldest, row) => ((row.token.createdAt ?? Infinity) < (oldest?.token.createdAt ?? Infinity) ? row : oldest),
    first,
  );
}
