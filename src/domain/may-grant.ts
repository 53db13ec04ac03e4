import { allows } from './access.ts';
import { distinctGrants } from './grant.ts';
import type { Grant } from './grant.ts';
import { INSTANCE, typeWords } from './resource-type.ts';
import type { Self } from './server.ts';
import { showText } from './show-text.ts';

/** What a token is to be, as far as a server asks its maker for it. An absent owner is the maker's own user. */
interface WantedToken {
  readonly orgId: string;
  readonly ownerId?: string;
  readonly grants: readonly Grant[];
}

/**
 * May it be made, and if not, which right of the maker is the first one missing: the server tells only that one too.
 */
export type MayCreate =
  | { readonly ok: true }
  | { readonly ok: 'unknown'; readonly words: string }
  | { readonly ok: false; readonly missing: 'authorizations' | 'user' | Grant; readonly words: string };

const YES: MayCreate = { ok: true };
const UNSURE: MayCreate = { ok: 'unknown', words: 'This connection’s rights are not known, so the server decides.' };

/**
 * May this connection make that token? In the server's order (InfluxDB OSS 2.x, `middleware_auth.go`): it must write
 * tokens of the organization and the owning user, and hold every right that it grants itself; nobody grants `instance`.
 */
export function mayCreate(self: Self, wanted: WantedToken): MayCreate {
  // Where tokens have no organization, the whole server is what an admin token is about.
  const instance = wanted.orgId === '' ? undefined : wanted.grants.find(({ type }) => type === INSTANCE);
  if (instance) return no(instance, 'No token can be made with the type instance: only a server’s own set-up uses it.');
  return self.grants ? byGrants(self.grants, self, wanted) : byKind(self, wanted);
}

/**
 * Why a connection with this token can make no token at all on a server with these organizations; undefined when it
 * may.
 */
export function whyNoToken(self: Self, orgIds: readonly string[]): string | undefined {
  // Where it sees no organization, it is asked about one that it does not know.
  const places = orgIds.length > 0 ? orgIds : [self.orgId ?? ''];
  const verdicts = places.map((orgId) => mayCreate(self, { orgId, grants: [] }));
  const no = verdicts.flatMap((may) => (may.ok === false ? [may] : []));
  if (no.length === 0 || no.length < verdicts.length) return undefined;
  const user = no.find(({ missing }) => missing === 'user');
  return user?.words ?? 'This connection’s token may not write tokens (write: authorizations).';
}

function byGrants(
  held: readonly Grant[],
  self: Self,
  { orgId, ownerId = self.userId, grants }: WantedToken,
): MayCreate {
  if (!allows(held, { action: 'write', type: 'authorizations', orgId })) return noTokens();
  if (ownerId !== undefined && !allows(held, { action: 'write', type: 'users', id: ownerId }))
    return noUser(ownerId === self.userId);
  const missing = firstMissing(held, grants);
  if (missing)
    return no(
      missing,
      `${ofOwn(self)} may not ${missing.action} ${targetWords(missing)}, and nobody grants what they do not have.`,
    );
  return ownerId === undefined && orgId !== '' ? UNSURE : YES;
}

function byKind(self: Self, wanted: WantedToken): MayCreate {
  if (self.kind === 'operator' || self.kind === 'admin' || self.kind === 'management') return YES;
  if (self.kind === 'read-write') return noTokens();
  if (self.kind !== 'all-access') return UNSURE;
  if (self.orgId === undefined) return UNSURE;
  if (self.orgId !== wanted.orgId) return noTokens();
  const { orgId, userId } = self;
  if (wanted.ownerId !== undefined && userId !== undefined && wanted.ownerId !== userId) return noUser(false);
  const missing = distinctGrants(wanted.grants).find((grant) => !inOrganization(grant, orgId, userId));
  return missing
    ? no(
        missing,
        `${ofOwn(self)} may not ${missing.action} ${targetWords(missing)}, and nobody grants what they do not have.`,
      )
    : YES;
}

/** Does every all-access token of that organization and user hold this right? */
function inOrganization({ action, type, id, orgId }: Grant, home: string, userId: string | undefined): boolean {
  if (type === 'orgs') return action === 'read' && id === home;
  if (type === 'users') return id !== undefined && (userId === undefined || id === userId);
  return orgId === home;
}

/** In time linear in both for what is common: the wide rights are asked first, single ones by their own key. */
function firstMissing(held: readonly Grant[], grants: readonly Grant[]): Grant | undefined {
  const ranges = held.filter(({ id, type }) => !id || type === INSTANCE);
  const single = new Set(held.filter(({ id }) => id).map(({ action, type, id }) => `${action}:${type}:${id ?? ''}`));
  return distinctGrants(grants).find(
    (grant) => !allows(ranges, grant) && !(grant.id && single.has(`${grant.action}:${grant.type}:${grant.id}`)),
  );
}

function targetWords({ type, id, orgId, name, orgName }: Grant): string {
  if (id) return `${showText(type, 40)} ${showText(name ?? id, 60)}`;
  const all = `all ${showText(typeWords(type), 40)}`;
  return orgId
    ? `${all} in ${orgName === undefined ? 'that organization' : showText(orgName, 60)}`
    : `${all} in every organization`;
}

function ofOwn({ kind }: Self): string {
  return kind === 'all-access' ? 'This connection’s all-access token' : 'This connection’s token';
}

function no(missing: Grant, words: string): MayCreate {
  return { ok: false, missing, words };
}

function noTokens(): MayCreate {
  return {
    ok: false,
    missing: 'authorizations',
    words: 'This connection’s token may not write tokens (write: authorizations) in that organization.',
  };
}

function noUser(own: boolean): MayCreate {
  const words = own
    ? 'This connection’s token may not write its own user, which making a token takes.'
    : 'This connection’s token may make tokens for its own user only: for others it must be allowed to write users.';
  return { ok: false, missing: 'user', words };
}
