import { allows } from '#domain/access';
import type { Bucket, Organization, Resources, User } from '#domain/resource';
import type { Query } from '#main/providers/http/path';
import { readOrganizations } from './organizations.ts';
import { PAGE, readPages, type Paged } from './paging.ts';
import { PATHS } from './paths.ts';
import { read } from './refusal.ts';
import type { Known, Session } from './session.ts';
import { readTokenList } from './token-list.ts';
import { isAtLeast } from './version.ts';
import { bucketOf, BucketsBody, userOf, UsersBody } from './wire.ts';

/** As many users as 2.0 answers at most. */
const UNPAGED = 20;

/** Reads organizations, users and buckets whole, and says which of them the own token does not see whole. */
export async function readResources(session: Session, signal: AbortSignal): Promise<Resources> {
  const readAt = session.timers.now();
  const [version, known] = await Promise.all([session.version(signal), session.whoAmI(signal)]);
  // Before 2.2 nothing but its own entry in the list tells what a token may see.
  if (known.operator === 'unknown' && !session.own.row) await readTokenList(session, () => undefined, signal);
  const sees = sightOf(session, known);
  const [organizations, users] = await Promise.all([
    readOrganizations(session, sees.orgs, signal),
    readUsers(session, version, sees.users, signal),
  ]);
  const buckets = await readBuckets(session, version, organizations.entries, sees.buckets, signal);
  const partial: Resources['partial'] = [];
  if (!sees.orgs || !organizations.whole) partial.push('organizations');
  if (!sees.buckets || !sees.orgs || !buckets.whole) partial.push('buckets');
  if (!sees.users || !users.whole) partial.push('users');
  return { readAt, organizations: organizations.entries, buckets: buckets.entries, users: users.entries, partial };
}

interface Sight {
  orgs: boolean;
  users: boolean;
  buckets: boolean;
}

/** Which types the own token is proven to see everywhere. */
function sightOf(session: Session, known: Known): Sight {
  const grants = session.own.row?.grants ?? [];
  const sees = (type: string) => known.operator === 'yes' || allows(grants, { action: 'read', type });
  return { orgs: sees('orgs'), users: sees('users'), buckets: sees('buckets') };
}

async function readUsers(
  session: Session,
  version: string,
  seesAll: boolean,
  signal: AbortSignal,
): Promise<Paged<User>> {
  const ask = async (query: Query) => {
    const answer = await session.reading.send({ method: 'GET', path: PATHS.users, query, signal });
    return read(answer, UsersBody).users;
  };
  if (isAtLeast(version, 1))
    return readPages({
      seesAll,
      map: userOf,
      page: ({ offset, after }) => ask(after ? { limit: PAGE, after } : { limit: PAGE, offset }),
    });
  // 2.0 does not page users: it answers the first twenty, whatever is asked.
  const raw = await ask({});
  const entries = raw.map(userOf).filter((each) => each !== undefined);
  return { entries, whole: entries.length === raw.length && raw.length < UNPAGED };
}

/** Per organization: without one, the order of ids is random and nothing can be asked for "behind" a bucket. */
async function readBuckets(
  session: Session,
  version: string,
  organizations: Organization[],
  seesAll: boolean,
  signal: AbortSignal,
): Promise<Paged<Bucket>> {
  // 2.0 ignores `after` here.
  const byId = isAtLeast(version, 1);
  const parts = await Promise.all(
    organizations.map(({ id: orgID }) =>
      readPages<Bucket>({
        seesAll,
        map: bucketOf,
        async page({ offset, after }) {
          const place: Query = byId && after ? { after } : { offset };
          const answer = await session.reading.send({
            method: 'GET',
            path: PATHS.buckets,
            query: { orgID, limit: PAGE, ...place },
            signal,
          });
          return read(answer, BucketsBody).buckets;
        },
      }),
    ),
  );
  return { entries: parts.flatMap((part) => part.entries), whole: parts.every((part) => part.whole) };
}
