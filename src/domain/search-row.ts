import { kindOf, kindWord } from './classify.ts';
import type { Kind } from './classify.ts';
import { scanGrants } from './grant-scan.ts';
import type { GrantScan } from './grant-scan.ts';
import type { Grant } from './grant.ts';
import { isDead, NO_NAMES, targetName, withOwnerState } from './names.ts';
import type { Names } from './names.ts';
import { phraseText } from './phrase.ts';
import type { Phrase } from './phrase.ts';
import { holdsData, INSTANCE, typeWords } from './resource-type.ts';
import { shortSummary } from './summary.ts';
import { unreadSummary } from './unread-rights.ts';
import { liveGrants, tokenKey } from './token.ts';
import type { Token } from './token.ts';

/** What is kept for searching: so much of a description, and so many distinct targets and types. */
const LONGEST_DESCRIPTION = 2000;
const MOST_TARGETS = 200;

/**
 * A token ready for table, search and sort: made once when it arrives. Kind and keys are there at once; words are made
 * when first asked for and then kept, so that a list of 100,000 shows its first rows without making words for all.
 */
export class TokenRow {
  readonly key: string;
  readonly kind: Kind;
  readonly scan: GrantScan;
  /** The owner and the organization as they are shown: by name, or by id when the server named none. */
  readonly owner: string;
  readonly org: string;
  readonly names: Names;
  #can: Phrase | undefined;
  #canText: string | undefined;
  #bucketGrants: readonly Grant[] | undefined;
  #isDead: boolean | undefined;

  constructor(
    readonly token: Token,
    names: Names,
  ) {
    this.key = tokenKey(token);
    this.scan = scanGrants(token);
    this.kind = token.kind ?? kindOf(this.scan, token.store);
    this.owner = token.ownerName ?? token.ownerId;
    this.org = token.orgName ?? token.orgId;
    this.names = names;
  }

  /** What the token may do, short. */
  get can(): Phrase {
    return (this.#can ??= unreadSummary(this.token) ?? shortSummary(this.token, this.names));
  }

  get canText(): string {
    return (this.#canText ??= phraseText(this.can));
  }

  /** Everything that free words are looked for in, in lower case. For many rows there is the `RowIndex`. */
  get haystack(): string {
    return `${ownWords(this)}\n${sharedWords(this)}`;
  }

  /** The grants that can let the token use a bucket: those on buckets, and on the whole server. */
  get bucketGrants(): readonly Grant[] {
    return (this.#bucketGrants ??= bucketGrantsOf(this.token));
  }

  /** Does the haystack leave something out, since the token names too much? */
  get isCapped(): boolean {
    return this.token.description.length > LONGEST_DESCRIPTION || this.token.grants.length > MOST_TARGETS;
  }

  /** Does a grant name a target that is gone? */
  get hasDead(): boolean {
    return (this.#isDead ??= this.token.grants.some((grant) => isDead(grant, this.names)));
  }

  /** Is the owner or the organization gone? Where tokens have none, nothing can be. */
  get isOrphan(): boolean {
    const { ownerId, ownerName, orgId, orgName } = this.token;
    return (ownerId !== '' && ownerName === undefined) || (orgId !== '' && orgName === undefined);
  }
}

export function toRow(token: Token, names: Names = NO_NAMES): TokenRow {
  return new TokenRow(withOwnerState(token, names), names);
}

function bucketGrantsOf(token: Token): readonly Grant[] {
  return liveGrants(token).filter(({ type }) => holdsData(type) || type === INSTANCE);
}

/** The words of a row that few others have, in lower case: what it is called. */
export function ownWords({ token: { description, id, username = '' } }: TokenRow): string {
  return `${description.slice(0, LONGEST_DESCRIPTION)}\n${id}\n${username}`.toLowerCase();
}

/** The words that rows of one kind, owner and organization with the same rights share, in lower case. */
export function sharedWords({ token, kind, owner, org, scan, names }: TokenRow): string {
  const words = new Set<string>();
  const wide = kind === 'operator' || kind === 'admin' || kind === 'all-access' || kind === 'read-only-operator';
  if (wide) words.add('everything');
  for (const grant of token.grants) {
    if (words.size > MOST_TARGETS) break;
    if (grant.id) words.add(targetName(grant, names) ?? grant.id);
    else if (!wide) words.add(holdsData(grant.type) ? `all ${typeWords(grant.type)}` : typeWords(grant.type));
  }
  const verbs = `${scan.anyRead === 0 ? '' : 'read '}${scan.anyWrite === 0 ? '' : 'write '}`;
  return [owner, org, token.status, kindWord(kind), verbs, ...words].join('\n').toLowerCase();
}
