import { allows, type Wanted } from '#domain/access';
import type { Grant } from '#domain/grant';
import type { Token, TokenStore } from '#domain/token';
import type { Secret } from '#main/secret';

/** One entry of the list, for the question whether it is the connection's own token. */
interface Candidate {
  store: TokenStore;
  id: string;
  ownerId: string;
  status: Token['status'];
  grants: readonly Grant[];
  /** The value that the server told, '' when it keeps it hidden. */
  plain: string;
}

/** At most this many different rights are remembered as used; more prove little. */
const MOST_USED = 200;

/**
 * What a connection knows of its own token. InfluxDB 2 has no way to ask "which token am I", so it is told by the value
 * where the server tells values, by the id that was remembered when the app made the token, and else by exclusion.
 */
export class OwnToken {
  userId: string | undefined;
  /** The entry of the list that was proven to be it. */
  row: Token | undefined;
  /** Without that proof: the entries of the last list that may be it, for all that is known. */
  possible: readonly Token[] = [];
  readonly #rememberedId: string | undefined;
  readonly #used = new Map<string, Wanted>();
  readonly #verdicts = new WeakMap<readonly Grant[], { size: number; lacks: boolean }>();

  constructor(rememberedId?: string) {
    this.#rememberedId = rememberedId;
  }

  /** Remembers that the server let this token do something, so that a token without that right is another one. */
  used(right: Wanted): void {
    if (this.#used.size >= MOST_USED) return;
    const key = `${right.action}:${right.type}:${right.orgId ?? right.id ?? ''}`;
    if (!this.#used.has(key)) this.#used.set(key, right);
  }

  /** Is this entry the own token? 'no' only with proof. */
  judge(candidate: Candidate, secret: Secret | undefined): Token['own'] {
    if (candidate.store === 'v1') return 'no';
    if (candidate.plain !== '' && secret) return secret.is(candidate.plain) ? 'yes' : 'no';
    if (this.userId !== undefined && candidate.ownerId !== this.userId) return 'no';
    if (this.#rememberedId !== undefined) return candidate.id === this.#rememberedId ? 'yes' : 'no';
    // A server lets no inactive token in.
    if (candidate.status === 'inactive') return 'no';
    return this.#lacksOneUsed(candidate.grants) ? 'no' : 'unknown';
  }

  /** What the last list told of it. */
  get found(): { row: Token | undefined; possible: readonly Token[] } {
    return { row: this.row, possible: this.possible };
  }

  /** Those of these that may be it still, by what it has been used for since they came. */
  narrowed(tokens: readonly Token[]): Token[] {
    return tokens.filter(({ grants }) => !this.#lacksOneUsed(grants));
  }

  /** Equal lists of rights are one array, and are judged once per number of used rights. */
  #lacksOneUsed(grants: readonly Grant[]): boolean {
    const { size } = this.#used;
    const before = this.#verdicts.get(grants);
    if (before && (before.lacks || before.size === size)) return before.lacks;
    const lacks = [...this.#used.values()].some((right) => !allows(grants, right));
    this.#verdicts.set(grants, { size, lacks });
    return lacks;
  }
}
