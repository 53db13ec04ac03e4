import { targetOf, type AccessTarget } from './access-target.ts';
import { nameInOrganization, type Names } from './names.ts';
import type { Bucket, Organization, Resources, User } from './resource.ts';
import { grantableTypes, holdsData, typeLabel, typeWords } from './resource-type.ts';
import type { Traits } from './server.ts';
import { showText } from './show-text.ts';

/** What a person asks about: a bucket or database, or everything of another type in one place. */
export interface AccessSubject {
  /** Unique on its server: the id of a bucket or database, else the type and the organization. */
  readonly key: string;
  readonly type: string;
  /**
   * What it is called among others of its type: the name of the bucket, or of the organization; '' for a whole server.
   */
  readonly place: string;
  /**
   * Its name inside a sentence, unique on its server: "telemetry", "_tasks of acme", "tokens of acme", "users". As the
   * server called it: it must be made safe to show.
   */
  readonly name: string;
  readonly target: AccessTarget;
}

type Surroundings = Pick<Traits, 'organizations' | 'systemResources'>;

type Asked = Pick<Bucket, 'id' | 'name' | 'orgId' | 'system'>;

/** A bucket or database as what is asked about, where no other of its server has its name. */
export function bucketSubject(bucket: Asked): AccessSubject {
  const target = targetOf(bucket);
  return { key: bucket.id, type: target.type, place: bucket.name, name: bucket.name, target };
}

/**
 * Buckets or databases as what is asked about, in their order. Those of one name are told apart by their organization
 * (`nameInOrganization`). Everything else that can be asked about (`otherSubjects`) has a name of its own.
 */
export function bucketSubjects(buckets: readonly Asked[], names: Pick<Names, 'organization'>): AccessSubject[] {
  const called = new Map<string, number>();
  for (const { name } of buckets) called.set(name, (called.get(name) ?? 0) + 1);
  return buckets.map((bucket) => {
    const subject = bucketSubject(bucket);
    return called.get(bucket.name) === 1 ? subject : { ...subject, name: nameInOrganization(bucket, names) };
  });
}

/**
 * Everything on a server that is no data: of each type all in one organization, the organizations themselves, and its
 * users, together and each. Where servers have none, its tokens and its own resources. `types` as grants name them.
 */
export function otherSubjects(
  { organizations, users }: Pick<Resources, 'organizations' | 'users'>,
  types: readonly string[],
  traits: Surroundings,
): AccessSubject[] {
  if (!traits.organizations) return [whole('authorizations'), ...traits.systemResources.map(ofSystem)];
  return grantableTypes(types)
    .filter((type) => !holdsData(type))
    .flatMap((type) =>
      type === 'users' ? [whole(type), ...users.map(ofUser)] : organizations.map((org) => within(type, org)),
    );
}

/**
 * Do these two, of different servers, mean the same? Data by its name alone, since some call buckets what others call
 * databases.
 */
export function isLike(one: AccessSubject, other: AccessSubject): boolean {
  if (holdsData(one.type) && holdsData(other.type)) return one.place.toLowerCase() === other.place.toLowerCase();
  if (one.type !== other.type) return false;
  const isWhole = one.type !== 'users' && (one.place === '' || other.place === '');
  return isWhole || one.place.toLowerCase() === other.place.toLowerCase();
}

/** The subject among others: "Bucket", "Tokens", "Users". */
export function subjectHead({ type, place }: Pick<AccessSubject, 'type' | 'place'>): string {
  if (type === 'buckets') return 'Bucket';
  if (type === 'databases') return 'Database';
  if (type === 'users' && place !== '') return 'User';
  return type === 'orgs' ? 'Organization' : typeLabel(type);
}

/**
 * Which it is of those with its head: data by its name, with its organization where that tells it apart; the rest by
 * its place.
 */
export function subjectPlace({ type, place, name }: Pick<AccessSubject, 'type' | 'place' | 'name'>): string {
  return holdsData(type) ? name : place;
}

/**
 * What is asked of every server, inside a sentence: data by its name alone, in whatever organization it is there
 * (`isLike`).
 */
export function nameAnywhere({ type, place, name }: Pick<AccessSubject, 'type' | 'place' | 'name'>): string {
  return holdsData(type) ? place : name;
}

/** The subject by itself, safe to show: "Tokens: acme", "Users"; data without a head. */
export function subjectLabel(subject: AccessSubject): string {
  const place = showText(subjectPlace(subject), 160);
  if (holdsData(subject.type)) return place;
  return place === '' ? subjectHead(subject) : `${subjectHead(subject)}: ${place}`;
}

function whole(type: string): AccessSubject {
  return { key: `${type}/`, type, place: '', name: typeWords(type), target: { type } };
}

function ofUser({ id, name }: User): AccessSubject {
  return { key: `users/${id}`, type: 'users', place: name, name: `user ${name}`, target: { type: 'users', id } };
}

function ofSystem(name: string): AccessSubject {
  return {
    key: `system/${name}`,
    type: 'system',
    place: name,
    name: `system resource ${name}`,
    target: { type: 'system', id: name },
  };
}

/**
 * An organization is asked for by its id (`authorize.go`, `AuthorizeReadOrg`); everything else by the organization that
 * it is in.
 */
function within(type: string, { id, name }: Organization): AccessSubject {
  const key = `${type}/${id}`;
  if (type === 'orgs') return { key, type, place: name, name: `organization ${name}`, target: { type, id } };
  return { key, type, place: name, name: `${typeWords(type)} of ${name}`, target: { type, orgId: id } };
}
