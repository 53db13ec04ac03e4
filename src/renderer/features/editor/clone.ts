import { type CreatableKind, hasOwnRights } from './choice.ts';
import type { Draft } from './draft.svelte.ts';
import { classify } from '#domain/classify';
import { sameGrants } from '#domain/grant';
import { allAccessGrants, cloneGrants, operatorGrants } from '#domain/grants-for';
import { type Names, targetName } from '#domain/names';
import { INSTANCE, typeWord } from '#domain/resource-type';
import type { Resources } from '#domain/resource';
import type { Server } from '#domain/server';
import type { Token } from '#domain/token';

/** What became of the rights of a token that was taken as the pattern of a new one; each a name of a target. */
export interface CloneReport {
  of: string;
  gone: readonly string[];
  /** The pattern holds the whole server, which only a server's set-up grants. */
  withoutServer: boolean;
  found: readonly string[];
  /** The pattern ends, but its length is none that the form offers: the copy does not. */
  lifeLost: boolean;
  /** The owner of the pattern is not among the users that this connection sees. */
  ownerLost: boolean;
}

/**
 * Fills a draft with what a token is, its targets looked up anew, and says what could not be taken over. Where no two
 * tokens can have one name, it gets the next one.
 */
export function takeClone(
  draft: Draft,
  pattern: Token,
  { names, server, resources }: { names: Names; server?: Server; resources?: Resources },
): CloneReport {
  const { self, traits } = server ?? {};
  const { grants, dead, moved } = cloneGrants(pattern, names);
  const gone = dead.filter(({ type }) => type !== INSTANCE);
  const kind = creatable(pattern, server?.resourceTypes ?? []);
  draft.orgId = pattern.orgId;
  draft.description = traits?.label === 'name' ? nextName(pattern.description) : pattern.description;
  draft.status = pattern.status === 'inactive' ? 'inactive' : 'active';
  if (traits?.expiry) draft.takeLife(lifeOf(pattern));
  const own = pattern.ownerId === self?.userId;
  const known = resources?.users.some(({ id }) => id === pattern.ownerId) ?? false;
  if (!own && known) draft.owner = { who: 'user', id: pattern.ownerId };
  draft.takeGrants(kind, grants, own || known ? pattern.ownerId : self?.userId);
  // A kind that has all its rights by itself loses none on the way.
  const ofChoice = (words: string[]) => (hasOwnRights(kind) ? [] : [...new Set(words)]);
  const word = (grant: (typeof dead)[number]): string =>
    targetName(grant, names) ?? `${typeWord(grant.type)} ${grant.id ?? ''}`;
  return {
    of: pattern.description,
    gone: ofChoice(gone.map(word)),
    withoutServer: gone.length < dead.length,
    found: ofChoice(moved.map(({ to }) => word(to))),
    lifeLost: draft.expiry === 'never' && pattern.expiresAt !== undefined,
    ownerLost: traits?.owners !== false && !own && !known,
  };
}

/** How long it works from its making on, in ms; undefined for one that never ends or whose making nobody knows. */
function lifeOf({ createdAt, expiresAt }: Token): number | undefined {
  return createdAt === undefined || expiresAt === undefined ? undefined : expiresAt - createdAt;
}

/** The kind that has the pattern's rights: the form knows the sets of two kinds, which an older token need not have. */
function creatable(token: Token, types: readonly string[]): CreatableKind {
  const kind = classify(token);
  if (kind === 'v1' || kind === 'read-only-operator') return 'custom';
  // Where there are kinds by name, an operator is what nobody makes a second time.
  if (token.kind !== undefined) return token.kind === 'operator' ? 'admin' : kind;
  // Nobody can grant that type: it is what a server's set-up adds.
  const grants = token.grants.filter(({ type }) => type !== INSTANCE);
  if (kind === 'operator') return sameGrants(grants, operatorGrants(types)) ? kind : 'custom';
  if (kind === 'all-access') return sameGrants(grants, allAccessGrants({ ...token, types })) ? kind : 'custom';
  return kind;
}

/** "telegraf-v2" for "telegraf", and "telegraf-v3" for that one. */
function nextName(name: string): string {
  const [, stem = name, number = '1'] = /^(.*)-v(\d{1,6})$/s.exec(name) ?? [];
  return `${stem}-v${Number(number) + 1}`;
}
