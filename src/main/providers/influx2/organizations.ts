import type { Organization } from '#domain/resource';
import type { Token } from '#domain/token';
import { PAGE, readPages, type Paged } from './paging.ts';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import type { Session } from './session.ts';
import { organizationOf, OrgsBody } from './wire.ts';

/**
 * All organizations that the own token may see, by `GET /api/v2/orgs`. That offset counts all memberships of the user
 * when it may not read every organization, so pages overlap there: repetitions are left out.
 */
export async function readOrganizations(
  session: Session,
  seesAll: boolean,
  signal: AbortSignal,
): Promise<Paged<Organization>> {
  return readPages({
    seesAll,
    map: organizationOf,
    async page({ offset }) {
      const answer = await session.reading.send({
        method: 'GET',
        path: PATHS.orgs,
        query: { limit: PAGE, offset },
        signal,
      });
      return read(answer, OrgsBody).orgs;
    },
  });
}

/** The organizations, with those that only tokens name: a token may work in one that it may not list. */
export function withOrganizationsOf(tokens: Iterable<Token>, listed: readonly Organization[]): Organization[] {
  const known = new Map(listed.map((each) => [each.id, each]));
  const learn = (id: string | undefined, name: string | undefined) => {
    if (id && name && !known.has(id)) known.set(id, { id, name });
  };
  const seen = new Set<Token['grants']>();
  for (const { orgId, orgName, grants } of tokens) {
    learn(orgId, orgName);
    if (seen.has(grants)) continue;
    seen.add(grants);
    for (const grant of grants) {
      learn(grant.orgId, grant.orgName);
      if (grant.type === 'orgs') learn(grant.id, grant.name);
    }
  }
  return [...known.values()];
}
