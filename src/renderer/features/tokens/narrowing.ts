import type { Server } from '#domain/server';

/**
 * The organization that an operator's connection opens with: its own token's, or else the first. Undefined when there is
 * nothing to narrow: one organization, or a token that reaches no further than its own anyway.
 */
export function firstOrganization({ self, organizations }: Server): string | undefined {
  if (self?.kind !== 'operator' || organizations.length < 2) return undefined;
  const own = organizations.find(({ id }) => id === self.orgId);
  return (own ?? organizations[0])?.name;
}

/** Is this token in another organization than the one that the connection works in? Then acting on it asks first. */
export function isElsewhere(orgId: string, { self, organizations }: Server, chosenOrg: string | undefined): boolean {
  if (self?.kind !== 'operator' || organizations.length < 2) return false;
  const home = organizations.find(({ name }) => name === chosenOrg)?.id ?? self.orgId;
  return home !== undefined && home !== orgId;
}
