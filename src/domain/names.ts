import type { Grant } from './grant.ts';
import { hasNames, holdsData } from './resource-type.ts';
import type { Bucket, Organization, Resources } from './resource.ts';
import type { Token } from './token.ts';

/** What ids stand for, as far as a server was asked. Built once for a list, since it holds maps. */
export interface Names {
  organization(id: string): string | undefined;
  bucket(id: string): Bucket | undefined;
  user(id: string): string | undefined;
  /** Is that user known to be inactive? */
  isInactive(userId: string): boolean;
  /** Every bucket of that name, in whatever organization; upper and lower case are the same. */
  bucketsNamed(name: string): readonly Bucket[];
  /** Every bucket whose name begins so; in lower case. */
  bucketsFrom(start: string): readonly Bucket[];
  /** Is every bucket of the server known? */
  readonly knowsAllBuckets: boolean;
  /** Is that target not there any more? Undefined when what is known of that type is not all of it. */
  isGone(type: string, id: string): boolean | undefined;
}

/** The names in a server's resources; `organizations` may be known before the rest. */
export function namesOf(resources?: Resources, organizations: readonly Organization[] = []): Names {
  const orgs = new Map([...organizations, ...(resources?.organizations ?? [])].map(({ id, name }) => [id, name]));
  const users = new Map((resources?.users ?? []).map(({ id, name }) => [id, name]));
  const inactive = new Set((resources?.users ?? []).flatMap(({ id, status }) => (status === 'inactive' ? [id] : [])));
  const buckets = new Map((resources?.buckets ?? []).map((bucket) => [bucket.id, bucket]));
  const byName = groupByName(buckets.values());
  const known = { orgs, users, buckets } as const;
  const whole = { orgs: 'organizations', users: 'users', buckets: 'buckets' } as const;
  const isWhole = (type: keyof typeof whole): boolean =>
    resources !== undefined && !resources.partial.includes(whole[type]);
  return {
    organization: (id) => orgs.get(id),
    bucket: (id) => buckets.get(id),
    user: (id) => users.get(id),
    isInactive: (userId) => inactive.has(userId),
    bucketsFrom: (start) => [...byName].flatMap(([name, named]) => (name.startsWith(start) ? named : [])),
    bucketsNamed: (name) => byName.get(name.toLowerCase()) ?? [],
    knowsAllBuckets: isWhole('buckets'),
    isGone(given, id) {
      const type = given === 'databases' ? 'buckets' : given;
      if (type !== 'orgs' && type !== 'users' && type !== 'buckets') return undefined;
      if (known[type].has(id)) return false;
      return isWhole(type) ? true : undefined;
    },
  };
}

function groupByName(buckets: Iterable<Bucket>): Map<string, Bucket[]> {
  const groups = new Map<string, Bucket[]>();
  for (const bucket of buckets) {
    const key = bucket.name.toLowerCase();
    const group = groups.get(key);
    if (group) group.push(bucket);
    else groups.set(key, [bucket]);
  }
  return groups;
}

/** When nothing is known but what the grants themselves say. */
export const NO_NAMES: Names = namesOf();

/**
 * The token with what its server tells only beside the list: whether its owner is inactive, whose tokens it lets in
 * nowhere (InfluxDB OSS 2.x: `authentication_middleware.go`).
 */
export function withOwnerState(token: Token, names: Names): Token {
  return token.ownerInactive !== true && names.isInactive(token.ownerId) ? { ...token, ownerInactive: true } : token;
}

/**
 * Is the one target of this grant gone? Told by what is known of the server, or else by its not naming a target that it
 * would name.
 */
export function isDead(grant: Grant, names: Names): boolean {
  if (!grant.id) return false;
  return names.isGone(grant.type, grant.id) ?? (hasNames(grant.type) && !grant.name);
}

/** The name of the one target of this grant, if anything tells it. */
export function targetName(grant: Grant, names: Names): string | undefined {
  if (!grant.id) return undefined;
  if (holdsData(grant.type)) return names.bucket(grant.id)?.name ?? grant.name;
  if (grant.type === 'orgs') return names.organization(grant.id) ?? grant.name;
  if (grant.type === 'users') return names.user(grant.id) ?? grant.name;
  return grant.name;
}

/**
 * The same for a person who sees rights of several organizations beside each other: organizations may each have a
 * bucket of one name, as each has its own `_monitoring`, and those are told apart.
 */
export function distinctTargetName(grant: Grant, names: Names): string | undefined {
  const bucket = grant.id && holdsData(grant.type) ? names.bucket(grant.id) : undefined;
  if (!bucket) return targetName(grant, names);
  const alike = names.bucketsNamed(bucket.name).filter(({ name }) => name === bucket.name);
  return alike.length > 1 ? nameInOrganization(bucket, names) : bucket.name;
}

/** A bucket's name with its organization, or with that one's id where nothing names it; alone where there are none. */
export function nameInOrganization(
  { name, orgId }: Pick<Bucket, 'name' | 'orgId'>,
  names: Pick<Names, 'organization'>,
): string {
  return orgId === '' ? name : `${name} of ${names.organization(orgId) ?? orgId}`;
}

/**
 * Does this grant match nothing at all? InfluxDB OSS 2.x asks for organizations and users by their own id, so a grant
 * on them for a whole organization is well-formed and gives nothing (`authz.go`).
 */
export function isVoid({ type, id, orgId }: Grant): boolean {
  return (type === 'orgs' || type === 'users') && !id && orgId !== undefined && orgId !== '';
}
