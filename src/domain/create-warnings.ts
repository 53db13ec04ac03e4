import { classify } from './classify.ts';
import type { Holder } from './grant-scan.ts';
import { NO_NAMES } from './names.ts';
import type { Names } from './names.ts';
import { join, merge, name, plain } from './phrase.ts';
import type { Phrase } from './phrase.ts';
import { typeWords } from './resource-type.ts';
import { rightsOf } from './rights.ts';
import type { Right } from './rights.ts';
import { mayCreate } from './may-grant.ts';
import type { Self } from './server.ts';
import { grouped } from './number-words.ts';

const MOST = 5;

/** What makes a token that is about to be made dangerous or useless, one sentence each; none for an ordinary one. */
export function createWarnings(wanted: Holder, { names = NO_NAMES, self }: { names?: Names; self?: Self }): Phrase[] {
  const kind = classify(wanted);
  if ((kind === 'operator' || kind === 'admin') && wanted.orgId === '')
    return [
      [plain('It can do everything on this server, make and delete tokens too. An application seldom needs one.')],
    ];
  if (kind === 'operator') {
    return [
      [
        plain(
          'It can do everything on this server, in every organization. An all-access token for each organization does less harm when it leaks.',
        ),
      ],
    ];
  }
  const rights = rightsOf(wanted.grants, names).filter(({ isVoid }) => !isVoid);
  const warnings = [
    widerThanOwn(wanted, self),
    everywhere(rights),
    ownBuckets(rights, names),
    unread(rights, names),
    gone(rights),
  ];
  const written =
    kind === 'all-access'
      ? [plain('It can change everything in its organization, and make other tokens there.')]
      : administers(rights);
  return [written, ...warnings].flatMap((warning) => (warning === undefined ? [] : [merge(warning)]));
}

function widerThanOwn({ orgId, ownerId, grants }: Holder, self: Self | undefined): Phrase | undefined {
  if (!self) return undefined;
  const may = mayCreate(self, { orgId, ownerId, grants });
  return may.ok === false && typeof may.missing === 'object'
    ? [plain(`It is wider than this connection’s own token. ${may.words}`)]
    : undefined;
}

function everywhere(rights: readonly Right[]): Phrase | undefined {
  const wide = rights.filter(({ scope, write }) => write && (scope === 'everywhere' || scope === 'server'));
  if (wide.length > 0)
    return [
      plain('It can write '),
      ...named(wide, ({ type }) => [name(`all ${typeWords(type)}`, 'wide')]),
      plain(
        wide.every(({ type }) => type === 'databases') ? ', also new ones.' : ' in every organization of this server.',
      ),
    ];
  if (!rights.some(({ type, scope, write }) => write && scope === 'organization' && type === 'buckets'))
    return undefined;
  return [
    plain(
      'It can write every bucket of the organization, also new ones. A token for one application seldom needs more than its own bucket.',
    ),
  ];
}

function administers(rights: readonly Right[]): Phrase | undefined {
  const found = rights.filter(
    ({ type, write }) => write && (type === 'authorizations' || type === 'users' || type === 'orgs'),
  );
  if (found.length === 0) return undefined;
  return [
    plain('It can change '),
    ...named(found, ({ type }) => [name(typeWords(type), 'wide')]),
    plain(', which is a matter for administrators.'),
  ];
}

function ownBuckets(rights: readonly Right[], names: Names): Phrase | undefined {
  const found = rights.filter(
    ({ type, id, write }) => write && type === 'buckets' && id !== undefined && names.bucket(id)?.system === true,
  );
  if (found.length === 0) return undefined;
  return [
    plain('It can write '),
    ...named(found, (right) => [name(right.name ?? '')]),
    plain(', which the server keeps for itself.'),
  ];
}

/** The server's own buckets are read by whoever may read their organization (`wantedFor`). */
function unread(rights: readonly Right[], names: Names): Phrase | undefined {
  const readsOrg = (orgId: string) =>
    rights.some(({ type, id, scope, read }) => type === 'orgs' && read && (scope === 'everywhere' || id === orgId));
  const found = rights.filter(({ type, id, read }) => {
    const bucket = type === 'buckets' && read && id !== undefined ? names.bucket(id) : undefined;
    return bucket?.system === true && bucket.orgId !== '' && !readsOrg(bucket.orgId);
  });
  if (found.length === 0) return undefined;
  return [
    plain('The right to read '),
    ...named(found, (right) => [name(right.name ?? '')]),
    plain(' gives nothing alone: it takes the right to read the organization.'),
  ];
}

function gone(rights: readonly Right[]): Phrase | undefined {
  const found = rights.filter(({ dead }) => dead);
  if (found.length === 0) return undefined;
  return [
    plain('It names '),
    ...named(found, ({ name: called, id = '' }) => [name(called ?? id, 'dead')]),
    plain(', which is gone: that right gives nothing.'),
  ];
}

function named(rights: readonly Right[], words: (right: Right) => Phrase): Phrase {
  const more = rights.length - MOST;
  const shown = rights.slice(0, MOST).map(words);
  return more > 0 ? [...join(shown, ', '), plain(` and ${grouped(more)} more`)] : join(shown);
}
