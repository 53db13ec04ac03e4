import type { SortColumn } from './search-sort.ts';
import type { Server } from './server.ts';
import type { Token } from './token.ts';

/**
 * The organization that an operator's connection opens with: its own token's, or else the first. Undefined when there
 * is nothing to narrow: one organization, or a token that reaches no further than its own anyway.
 */
export function firstOrganization({
  self,
  organizations,
}: Pick<Server, 'self' | 'organizations'>): Server['organizations'][number] | undefined {
  if (self?.kind !== 'operator' || organizations.length < 2) return undefined;
  return organizations.find(({ id }) => id === self.orgId) ?? organizations[0];
}

/** What a server's tokens are sorted by when it opens, the newest first. */
export function firstSort({ traits }: Pick<Server, 'traits'>): Extract<SortColumn, 'created' | 'changed'> {
  return traits.changeTimes ? 'changed' : 'created';
}

/**
 * The tokens that stand first when a server opens, at most `count`: of the organization that it opens with, without the
 * revoked, the newest first, equals in their order. They are what a person sees before the rest is there.
 */
export function firstSeen(tokens: readonly Token[], server: Server, count: number): Token[] {
  const time = firstSort(server) === 'changed' ? 'changedAt' : 'createdAt';
  const organization = firstOrganization(server);
  const seen = tokens.filter(
    ({ status, orgId }) => status !== 'revoked' && (organization === undefined || orgId === organization.id),
  );
  return seen.sort((one, other) => (other[time] ?? -Infinity) - (one[time] ?? -Infinity) || 0).slice(0, count);
}
