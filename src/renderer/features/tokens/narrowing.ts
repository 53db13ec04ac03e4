import type { Server } from '#domain/server';

/** Is this token in another organization than the one that the connection works in? Then acting on it asks first. */
export function isElsewhere(orgId: string, { self, organizations }: Server, chosenOrg: string | undefined): boolean {
  if (self?.kind !== 'operator' || organizations.length < 2) return false;
  const home = organizations.find(({ name }) => name === chosenOrg)?.id ?? self.orgId;
  return home !== undefined && home !== orgId;
}
