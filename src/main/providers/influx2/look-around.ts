import type { Self, Server } from '#domain/server';
import { grantableTypes } from '#domain/resource-type';
import type { Organization } from '#domain/resource';
import type { Token, TokenListEnd } from '#domain/token';
import { readOrganizations, withOrganizationsOf } from './organizations.ts';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import { hashingOf, selfOf, type ValuesSeen } from './self.ts';
import type { Known, Session } from './session.ts';
import type { SharedList } from '#main/providers/shared-list';
import { reported, settled, type Report } from '#main/providers/steps';
import { typesOf } from './version.ts';
import { TypesBody } from './wire.ts';

/** What a server lets a valid token find out. */
export type Found = Pick<Server, 'self' | 'hashing' | 'organizations' | 'resourceTypes'>;

interface Needs {
  session: Session;
  list: SharedList;
  known: Known;
  version: string;
}

/**
 * Reads what a valid token may see. Each part is reported for itself, in the order of the sequence. What an operator is
 * shown does not hang on a list, which may be long: it is told `early`, with the first tokens.
 */
export async function lookAround(
  needs: Needs,
  { report, early }: { report: Report; early: (found: Found) => void },
  signal: AbortSignal,
): Promise<Found> {
  const { session, list, known, version } = needs;
  const seen = new Seen();
  const listing = settled(list.start(seen.take, signal));
  const organizing = settled(readOrganizations(session, known.operator === 'yes', signal));
  const typing = settled(readTypes(session, signal));
  if (known.operator === 'yes') {
    const [organized, typed] = await Promise.all([organizing, typing, Promise.race([seen.first, listing])]);
    early(found(needs, seen, organized.value?.entries, typed.value, 'every-token'));
  }

  const listed = await reported('tokens', listing, report, (end) => ({
    outcome: end.completeness === 'may-not-list' ? 'warning' : 'ok',
    value: String(seen.tokens.length),
  }));
  const all = found(needs, seen, (await organizing).value?.entries, (await typing).value, listed?.completeness);
  const count = String(all.organizations.length);
  await reported('organizations', organizing, report, () => ({ outcome: 'ok', value: count }));
  report({ name: 'configuration', outcome: known.operator === 'yes' ? 'ok' : 'skipped' });
  await reported('types', typing, report, (named) => ({
    outcome: named ? 'ok' : 'skipped',
    value: String((named ?? typesOf(version)).length),
  }));
  return all;
}

/** What was seen of the list so far. */
class Seen {
  readonly tokens: Token[] = [];
  readonly values: ValuesSeen = { hidden: false, readable: false };
  /** Comes about with the first tokens. */
  readonly first: Promise<void>;
  #begin = (): void => undefined;

  constructor() {
    this.first = new Promise((resolve) => (this.#begin = resolve));
  }

  readonly take = (batch: Token[]): void => {
    for (const token of batch) {
      this.tokens.push(token);
      if (token.store === 'api') this.values[token.value] = true;
    }
    this.#begin();
  };
}

function found(
  { session, known, version }: Needs,
  seen: Seen,
  listed: Organization[] = [],
  types: string[] = typesOf(version),
  completeness?: TokenListEnd['completeness'],
): Found {
  const organizations = withOrganizationsOf(seen.tokens, listed);
  const self = selfOf(known, { ...session.own.found, completeness });
  return {
    self: withOrganization(self, organizations, session.flavour.oneOrganization || self.kind === 'all-access'),
    hashing: hashingOf(known, seen.values, version),
    organizations,
    resourceTypes: types,
  };
}

/** `inOne`: it works in one organization alone, which is the one in sight where there is just one. */
function withOrganization(self: Self, organizations: readonly Organization[], inOne: boolean): Self {
  const [only, ...others] = organizations;
  const orgId = self.orgId ?? (inOne && others.length === 0 ? only?.id : undefined);
  if (!orgId) return self;
  return { ...self, orgId, orgName: self.orgName ?? organizations.find(({ id }) => id === orgId)?.name };
}

/** The types that the server names, without `instance`; undefined before 2.0.9, which has no such list. */
async function readTypes(session: Session, signal: AbortSignal): Promise<string[] | undefined> {
  const answer = await session.reading.send({ method: 'GET', path: PATHS.resources, signal });
  return answer.status === 404 ? undefined : [...grantableTypes(read(answer, TypesBody))];
}
