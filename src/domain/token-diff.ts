import { grantThatGives, type Wanted } from './access.ts';
import { grantThatGives3 } from './access3.ts';
import { classify } from './classify.ts';
import { distinctGrants, sameGrants, type Grant } from './grant.ts';
import type { SnapshotFacts } from './snapshot.ts';
import { tokenKey, type Token } from './token.ts';

/** What can be other about a token. `rights`: some were gained and some lost, or they cannot be told apart. */
export type ChangeKind =
  'new' | 'gone' | 'widened' | 'narrowed' | 'rights' | 'status' | 'owner' | 'expiry' | 'description' | 'kind';

/** The weightiest first. */
export const CHANGE_KINDS: readonly ChangeKind[] = [
  'new',
  'gone',
  'widened',
  'rights',
  'narrowed',
  'kind',
  'status',
  'owner',
  'expiry',
  'description',
];

/**
 * What happened to one token between two lists. `gained` and `lost` are rights, as the server would decide about them.
 */
export interface TokenDifference {
  readonly key: string;
  readonly kinds: readonly ChangeKind[];
  readonly before?: Token;
  readonly after?: Token;
  readonly gained: readonly Grant[];
  readonly lost: readonly Grant[];
}

/** Everything that differs between two lists of one server's tokens: the weightiest first. Linear in the tokens. */
export function diffTokens(before: readonly Token[], after: readonly Token[]): TokenDifference[] {
  const old = new Map(before.map((token) => [tokenKey(token), token]));
  const found: TokenDifference[] = [];
  for (const token of after) {
    const key = tokenKey(token);
    const was = old.get(key);
    old.delete(key);
    const difference = was ? changed(was, token) : whole('new', token);
    if (difference) found.push(difference);
  }
  for (const token of old.values()) found.push(whole('gone', token));
  const weight = ({ kinds: [first = 'description'] }: TokenDifference) => CHANGE_KINDS.indexOf(first);
  return found.sort((one, other) => weight(one) - weight(other));
}

/** How many tokens were changed in each way, without those that are none. */
export function countChanges(differences: readonly TokenDifference[]): Map<ChangeKind, number> {
  const counts = new Map<ChangeKind, number>();
  for (const kind of CHANGE_KINDS) {
    const count = differences.filter(({ kinds }) => kinds.includes(kind)).length;
    if (count > 0) counts.set(kind, count);
  }
  return counts;
}

/** Tokens with power over the whole server that were not there before, or had less power then. */
export function newOperators(before: readonly Token[], after: readonly Token[]): Token[] {
  const mighty = after.filter(isMighty);
  if (mighty.length === 0) return [];
  const known = new Set(before.filter(isMighty).map(tokenKey));
  return mighty.filter((token) => !known.has(tokenKey(token)));
}

type Sight = Pick<SnapshotFacts, 'completeness' | 'self'>;

/**
 * Does one list see what the other saw? Where it does not, what is new or gone in it may only have been out of sight.
 */
export function seesTheSame(before: Sight, after: Sight): boolean {
  if (before.completeness !== after.completeness) return false;
  return before.completeness === 'every-token' || before.self?.tokenId === after.self?.tokenId;
}

function isMighty(token: Token): boolean {
  const kind = classify(token);
  return kind === 'operator' || kind === 'admin';
}

function whole(kind: 'new' | 'gone', token: Token): TokenDifference {
  const key = tokenKey(token);
  const grants = distinctGrants(token.grants);
  if (kind === 'new') return { key, kinds: [kind], after: token, gained: grants, lost: [] };
  return { key, kinds: [kind], before: token, gained: [], lost: grants };
}

function changed(before: Token, after: Token): TokenDifference | undefined {
  const same = before.grants === after.grants || sameGrants(before.grants, after.grants);
  const gained = same ? [] : notGiven(after, before);
  const lost = same ? [] : notGiven(before, after);
  const differs: Partial<Record<ChangeKind, boolean>> = {
    widened: gained.length > 0 && lost.length === 0,
    narrowed: lost.length > 0 && gained.length === 0,
    rights: (gained.length > 0 && lost.length > 0) || !sameTexts(before.unread, after.unread),
    kind: before.kind !== after.kind,
    status: before.status !== after.status,
    owner: before.ownerId !== after.ownerId || (before.ownerInactive ?? false) !== (after.ownerInactive ?? false),
    expiry: before.expiresAt !== after.expiresAt,
    description: before.description !== after.description || before.username !== after.username,
  };
  const kinds = CHANGE_KINDS.filter((kind) => differs[kind]);
  return kinds.length === 0 ? undefined : { key: tokenKey(after), kinds, before, after, gained, lost };
}

/** What one token may do and the other may not, by the rules of their server. */
function notGiven(one: Token, other: Token): Grant[] {
  if (one.exactFirst || other.exactFirst) return notGivenExactly(one.grants, other.grants);
  const held = byTarget(other.grants);
  return distinctGrants(one.grants).filter((grant) => !grantThatGives(candidates(held, grant), grant));
}

/**
 * Where an exact grant hides those on all, a right can be lost by a grant that was added: every target is asked for.
 */
function notGivenExactly(one: readonly Grant[], other: readonly Grant[]): Grant[] {
  const all = distinctGrants([...one, ...other]);
  const actions = [...new Set(all.map(({ action }) => action))];
  const wanted = distinctGrants(all.flatMap((grant) => actions.map((action) => ({ ...grant, action }))));
  return wanted.filter((grant) => grantThatGives3(one, grant) && !grantThatGives3(other, grant));
}

/** Grants by what they can cover, so that each of thousands is held against a few only. */
function byTarget(grants: readonly Grant[]): Map<string, Grant[]> {
  const found = new Map<string, Grant[]>();
  for (const grant of grants) {
    const key = targetKey(grant.type, grant.id);
    const known = found.get(key);
    if (known) known.push(grant);
    else found.set(key, [grant]);
  }
  return found;
}

function candidates(held: ReadonlyMap<string, Grant[]>, { type, id }: Wanted): Grant[] {
  const keys = [...new Set([targetKey(type, id), targetKey(type)])];
  return [...keys.flatMap((key) => held.get(key) ?? []), ...(held.get('instance') ?? [])];
}

/** `instance` covers everything, whatever else stands in it. */
function targetKey(type: string, id = ''): string {
  return type === 'instance' ? type : `${type}:${id}`;
}

function sameTexts(one: readonly string[] = [], other: readonly string[] = []): boolean {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}
